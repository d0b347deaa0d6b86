// Tells honestly what an answer waits for: the model server, the model being loaded, or its first word.
import type { Clock, ModelServer } from '@steward/core';

const FIRST_AFTER_MS = 1_000;
const EVERY_MS = 10_000;

/** Calls `show` with a status line after a second, then every ten, until the signal aborts. */
export const reportWaiting = async (deps: {
  model: Pick<ModelServer, 'loaded' | 'canonicalName'>;
  modelName: string;
  clock: Clock;
  show: (line: string) => void;
  signal: AbortSignal;
  /** Nothing is told until it resolves: the server is being woken. */
  awake?: () => Promise<void>;
}): Promise<void> => {
  const { model, modelName, clock, show, signal, awake } = deps;
  const startedMs = clock.now();
  const aborted = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await Promise.race([awake?.(), aborted]);
  await clock.sleep(FIRST_AFTER_MS, signal);
  while (!signal.aborted) {
    await Promise.race([awake?.(), aborted]);
    // A slow reply of the server delays nothing: the answer may have arrived by now.
    const loaded = await Promise.race([isLoaded(model, modelName), aborted.then(() => undefined)]);
    if (signal.aborted) return;
    const seconds = Math.round((clock.now() - startedMs) / 1000);
    const since = seconds >= 10 ? ` ${seconds} s so far.` : '';
    show(`⏳ ${waitsFor(loaded, modelName)}${since}`);
    await clock.sleep(EVERY_MS, signal);
  }
};

/** No server tells whether a model in its memory works on this question or on somebody else's before it. */
const waitsFor = (loaded: boolean | undefined, modelName: string): string => {
  if (loaded === undefined) return 'Waiting for the model server.';
  return loaded
    ? 'Waiting for the first word of the model.'
    : `Loading the model ${modelName}. The first answer can take a minute or two.`;
};

/** Undefined when the server does not say. */
const isLoaded = async (
  { loaded, canonicalName }: Pick<ModelServer, 'loaded' | 'canonicalName'>,
  name: string,
): Promise<boolean | undefined> => {
  try {
    return (await loaded()).some((one) => canonicalName(one) === canonicalName(name));
  } catch {
    return undefined;
  }
};
