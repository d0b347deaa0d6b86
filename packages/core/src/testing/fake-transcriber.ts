// Listens as a script tells it to, in the time of a clock.
import { type Clock, systemClock } from '../clock.ts';
import type { SpeechErrorCode } from '../error-code.ts';
import { heardWords } from '../speech/heard-words.ts';
import { type Recording, SpeechError, type Transcriber } from '../speech/transcriber.ts';

/** Of one recording: what is heard in it, after how long, or why nothing is. */
export interface Heard {
  text?: string;
  fails?: SpeechErrorCode;
  afterMs?: number;
}

export interface FakeTranscriber extends Transcriber {
  /** All that it was given, oldest first. */
  readonly recordings: Recording[];
  /** Used up in order; then the fallback. */
  readonly script: Heard[];
  /** Of `check`. */
  fault: SpeechErrorCode | undefined;
}

export const createFakeTranscriber = (
  options: { clock?: Clock; fallback?: () => Heard } = {},
): FakeTranscriber => {
  const { clock = systemClock } = options;
  const fallback = options.fallback ?? ((): Heard => ({ text: 'What was said' }));
  const fake: FakeTranscriber = {
    recordings: [],
    script: [],
    fault: undefined,
    async transcribe(recording, { timeoutMs, signal }) {
      if (signal.aborted) throw failure('aborted');
      fake.recordings.push(recording);
      const { text = '', fails, afterMs = 0 } = fake.script.shift() ?? fallback();
      await clock.sleep(Math.min(afterMs, timeoutMs), signal);
      if (signal.aborted) throw failure('aborted');
      if (afterMs > timeoutMs) throw failure('speech-slow');
      if (fails) throw failure(fails);
      const words = heardWords(text);
      if (words === '') throw failure('speech-nothing-heard');
      return words;
    },
    async check() {
      if (fake.fault) throw failure(fake.fault);
    },
  };
  return fake;
};

const failure = (code: SpeechErrorCode): SpeechError => new SpeechError(code, `The fake: ${code}`);
