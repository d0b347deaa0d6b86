// What listens to voice messages: the configured server, else that of `npm run speech` on this machine, when it answers.

/** Of `npm run speech`. */
const OWN_URL = 'http://127.0.0.1:11436';
/** On this machine somebody answers at once, or nobody is there. */
const PATIENCE_MS = 500;

export const findSpeech = async (
  configured: string | undefined,
  ownUrl = OWN_URL,
): Promise<string | undefined> => {
  if (configured !== undefined) return configured;
  const health = fetch(`${ownUrl}/health`, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) });
  const answer = await health.catch(() => undefined);
  await answer?.body?.cancel();
  return answer?.ok ? ownUrl : undefined;
};
