// What listens to voice notes: asked to hear nothing, it refuses that as what it is; that hears nothing and costs nothing.
import { findSpeech } from '../find-speech.ts';
import type { LocalEnvironment } from '../local-environment.ts';
import { shownAddress } from '../welcome.ts';
import { broken, doubtful, type Finding, good } from './finding.ts';

const TIMEOUT_MS = 10_000;

export const checkSpeech = async (env: LocalEnvironment): Promise<Finding> => {
  const url = await findSpeech(env.SPEECH_URL);
  if (url === undefined) return doubtful('speech: nothing listens to voice notes', 'npm run speech');
  const at = shownAddress(url);
  const status = await probe(url, env.SPEECH_API_KEY);
  if (status === undefined) return broken(`speech: nothing answers at ${at}`, `curl -sSI ${at}`);
  if ([400, 411, 413, 415, 422].includes(status)) return good(`speech: ${at} answers`);
  if (status === 401 || status === 403)
    return broken(`speech: ${at} refuses the key (${status})`, 'SPEECH_API_KEY=… npm start');
  if (status === 404)
    return broken(`speech: ${at} has no route for transcriptions (404)`, 'unset SPEECH_URL');
  return doubtful(`speech: ${at} answers ${status}`, `curl -sSI ${at}`);
};

const probe = async (url: string, key: string | undefined): Promise<number | undefined> => {
  const base = url.replace(/\/+$/, '').replace(/\/v1(?:\/audio\/transcriptions)?$/, '');
  try {
    const answer = await fetch(`${base}/v1/audio/transcriptions`, {
      method: 'POST',
      redirect: 'manual',
      headers: key === undefined ? {} : { authorization: `Bearer ${key}`, 'x-api-key': key },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    return undefined;
  }
};
