// "Get qwen3.5:4b?": for an Ollama that answers and has no model that chats. It downloads; what is there of a download that
// was stopped stays with it, and the next one goes on from there.
import { type Clock, formatBytes } from '@steward/core';
import type { OllamaClient, PullProgress } from '@steward/ollama-client';
import type { ModelOffer, ModelPort } from '@steward/telegram-emulator';
import type { Recommendation } from './recommended-model.ts';

export interface ModelOfferDependencies {
  ollama: Pick<OllamaClient, 'tags' | 'pull' | 'close'>;
  model: Recommendation;
  clock: Pick<Clock, 'now'>;
  print: (line: string) => void;
}

type State = Omit<ModelOffer, 'name'>;

/** Several pages may look every second. */
const LOOK_MS = 2_000;
/** How long a success is told. */
const SUCCESS_MS = 60_000;

export const createModelOffer = (deps: ModelOfferDependencies): ModelPort & { close(): Promise<void> } => {
  const { ollama, model, clock, print } = deps;
  const { name, sizeBytes } = model;
  const size = sizeBytes === undefined ? undefined : formatBytes(sizeBytes);
  const offered: State = { state: 'offered', sizeBytes, sentence: offerSentence(size) };
  let current = offered;
  let doneAtMs = 0;
  let running: { stop: AbortController; ended: Promise<void> } | undefined;
  let lookedAt: { atMs: number; isEmpty: Promise<boolean> } | undefined;

  const isEmpty = (): Promise<boolean> => {
    if (!lookedAt || Math.abs(clock.now() - lookedAt.atMs) >= LOOK_MS) {
      const answer = ollama.tags().then(
        (models) => !models.some(({ capabilities }) => capabilities?.includes('completion') ?? true),
        // Who does not answer has no room for a model either.
        () => false,
      );
      lookedAt = { atMs: clock.now(), isEmpty: answer };
    }
    return lookedAt.isEmpty;
  };

  const download = async (signal: AbortSignal): Promise<void> => {
    const progress = createProgress(sizeBytes);
    try {
      for await (const line of ollama.pull(name, { signal })) {
        if (signal.aborted) break;
        current = { state: 'pulling', ...progress.add(line) };
      }
      signal.throwIfAborted();
      current = {
        state: 'done',
        sizeBytes,
        sentence: 'New conversations use it. Send /newsession to begin one.',
      };
      doneAtMs = clock.now();
      print(`${name} is here: new sessions use it.`);
    } catch (error) {
      const so = progress.add();
      current = signal.aborted
        ? { ...so, state: 'stopped', sentence: 'What is there is kept: it goes on from there.' }
        : { ...so, state: 'failed', sentence: failureSentence(error, name) };
      print(
        signal.aborted ? `${name} was stopped; what is there is kept.` : `! ${name}: ${current.sentence}`,
      );
    }
  };

  return {
    async offer() {
      if (running) return { name, ...current };
      if (current.state === 'done' && clock.now() - doneAtMs < SUCCESS_MS) return { name, ...current };
      if (!(await isEmpty())) return undefined;
      // Taken away again meanwhile.
      if (current.state === 'done') current = offered;
      return { name, ...current };
    },
    async pull() {
      if (running) return {};
      lookedAt = undefined;
      if (!(await isEmpty()))
        return { problem: 'There is nothing to download: Ollama has a model, or does not answer.' };
      if (running) return {};
      const stop = new AbortController();
      current = { ...current, state: 'pulling', sentence: 'Asking Ollama …' };
      print(`Getting ${name}${size === undefined ? '' : ` (${size})`}, as the chat page asked …`);
      const ended = download(stop.signal).finally(() => {
        running = undefined;
        lookedAt = undefined;
      });
      running = { stop, ended };
      return {};
    },
    stop: () => running?.stop.abort(),
    async close() {
      running?.stop.abort();
      await running?.ended;
      await ollama.close();
    },
  };
};

/** Layers are told one after the other; the first is nearly all of it. */
const createProgress = (expectedBytes: number | undefined) => {
  const layers = new Map<string, { total: number; completed: number }>();
  return {
    add({ digest, total = 0, completed = 0 }: Partial<PullProgress> = {}) {
      if (digest !== undefined && total > 0) {
        const known = layers.get(digest)?.completed ?? 0;
        layers.set(digest, { total, completed: Math.max(known, Math.min(completed, total)) });
      }
      const all = [...layers.values()];
      const told = all.reduce((sum, layer) => sum + layer.total, 0);
      const doneBytes = all.reduce((sum, layer) => sum + layer.completed, 0);
      const sizeBytes = told > 0 ? told : expectedBytes;
      const sentence =
        told === 0
          ? 'Asking Ollama …'
          : doneBytes === told
            ? 'All is there; Ollama checks it …'
            : `${Math.floor((100 * doneBytes) / told)} % · ${formatBytes(doneBytes)} of ${formatBytes(told)}`;
      return { sizeBytes, doneBytes, sentence };
    },
  };
};

const offerSentence = (size: string | undefined): string =>
  `Ollama runs, but has no model yet.${size === undefined ? '' : ` ${size} to download.`} You can stop, and go on later.`;

const FAILURES: Record<string, string> = {
  unreachable: 'Ollama cannot be reached any more. Start it, and try again.',
  'connect-timeout': 'Ollama cannot be reached any more. Start it, and try again.',
  reset: 'The connection to Ollama broke. Try again: what is there is kept.',
  incomplete: 'Ollama ended in the middle. Try again: what is there is kept.',
  'idle-timeout': 'Ollama has said nothing for minutes. Try again: what is there is kept.',
  'first-token-timeout': 'Ollama has said nothing for minutes. Try again: what is there is kept.',
  'model-not-found': 'This Ollama does not know the model. Update Ollama, and try again.',
  unauthorized: 'The model server refuses the key: check OLLAMA_API_KEY.',
};

/** Its own words are not shown: they may quote paths and addresses. */
const failureSentence = (error: unknown, name: string): string =>
  FAILURES[String((error as { code?: unknown } | null)?.code)] ??
  `Ollama could not get it: is its disk full, is it online? In a terminal, ollama pull ${name} tells more.`;
