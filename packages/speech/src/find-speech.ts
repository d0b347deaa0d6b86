// Where somebody speaks: a recogniser that is given silence or music writes words that nobody said.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { SAMPLE_RATE } from './audio.ts';
import { loadSherpa } from './packages.ts';

export type FindSpeech = (samples: Float32Array) => Promise<Float32Array[]>;

/** What Silero's network looks at, at once. */
const WINDOW = 512;
/** The breath before a word and the end of one lie outside of what is found. */
const MARGIN = 0.2 * SAMPLE_RATE;
/** Whisper hears 30 s at a time, and pays for all of them also where there are two. */
const CHUNK = 28 * SAMPLE_RATE;
const BUFFER_SECONDS = 60;

/** @param vadModel the file of Silero's weights */
export const createFindSpeech = async (vadModel: string): Promise<FindSpeech> => {
  const sherpa = await loadSherpa();
  const config = {
    sileroVad: {
      model: vadModel,
      threshold: 0.5,
      minSilenceDuration: 0.5,
      minSpeechDuration: 0.1,
      maxSpeechDuration: 20,
      windowSize: WINDOW,
    },
    sampleRate: SAMPLE_RATE,
    numThreads: 1,
  };
  return async (samples) => {
    // A new one each time: what it heard before must not change what it hears now.
    const vad = new sherpa.Vad(config, BUFFER_SECONDS);
    const found: Stretch[] = [];
    const take = (): void => {
      for (; !vad.isEmpty(); vad.pop()) {
        const { start, samples: speech } = vad.front(false);
        found.push({ from: start, to: start + speech.length });
      }
    };
    for (let at = 0; at + WINDOW <= samples.length; at += WINDOW) {
      vad.acceptWaveform(samples.subarray(at, at + WINDOW));
      if (at % (WINDOW * 256) === 0) {
        take();
        await nextTurn();
      }
    }
    vad.flush();
    take();
    return joinStretches(found, samples.length).map(({ from, to }) => samples.subarray(from, to));
  };
};

export interface Stretch {
  /** In samples. */
  from: number;
  to: number;
}

/** With their margins, and as many together as one look of the recogniser takes. */
export const joinStretches = (found: readonly Stretch[], length: number): Stretch[] => {
  const joined: Stretch[] = [];
  for (const one of found) {
    const from = Math.max(0, one.from - MARGIN);
    const to = Math.min(length, one.to + MARGIN);
    const last = joined.at(-1);
    if (last && to - last.from <= CHUNK) last.to = to;
    else joined.push({ from: Math.max(from, last?.to ?? 0), to });
  }
  return joined;
};
