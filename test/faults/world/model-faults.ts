// What a model server does to a question: it answers, or fails in one of the ways in which the client reports a failure.
import { ModelError } from '@steward/core';
import { type FakeScript, paced } from '@steward/core/testing';
import type { Chance } from './seed.ts';

export const MODEL_FAULTS = [
  'refuses',
  'hangs before the first token',
  'stalls in mid-answer',
  'resets in mid-answer',
  'sends bad JSON',
  'ends without done',
  'says nothing',
  'writes without end',
  'sleeps for 70 s',
] as const;
export type ModelFault = (typeof MODEL_FAULTS)[number];

/** The client waits this long for a first token, and for each further one. */
const FIRST_TOKEN_MS = 330_000;
const NEXT_TOKEN_MS = 30_000;

/** How an answer to the question with this mark begins. */
export const answerTo = (mark: string): string => `The answer to ${mark} is`;

export const healthy = (mark: string, chance: Chance): FakeScript => {
  const words = chance.pick([3, 40, 400, 1_500]);
  const everyMs = chance.pick([0, 20, 100]);
  const texts = [answerTo(mark)];
  for (let word = 0; word < words; word += 20)
    texts.push(
      Array.from({ length: Math.min(20, words - word) }, (_, index) => ` word${word + index}`).join(''),
    );
  return [{ delayMs: chance.between(0, 3_000) }, ...paced(everyMs * 20, texts), ' THE END'];
};

export const faulty = (fault: ModelFault, mark: string, chance: Chance): FakeScript => {
  const begun = [{ delayMs: chance.between(0, 4_000) }, `${answerTo(mark)} so far`, { delayMs: 2_000 }];
  switch (fault) {
    case 'refuses':
      return [broken(chance.pick(['model-unreachable', 'model-busy', 'model-failed'] as const))];
    case 'hangs before the first token':
      return [{ delayMs: FIRST_TOKEN_MS }, broken('model-slow')];
    case 'stalls in mid-answer':
      return [...begun, { delayMs: NEXT_TOKEN_MS }, broken('model-slow')];
    case 'resets in mid-answer':
    case 'ends without done':
      return [...begun, broken('model-broke-off')];
    case 'sends bad JSON':
      return [...begun, broken('model-failed')];
    case 'says nothing':
      return [chance.pick(['', ' \n', '\u200b'])];
    case 'writes without end':
      return [...begun, ...Array<string>(3_000).fill(' and so on, and so forth')];
    case 'sleeps for 70 s':
      return [{ delayMs: 70_000 }, ...healthy(mark, chance)];
  }
};

const broken = (code: ConstructorParameters<typeof ModelError>[0]): ModelError =>
  new ModelError(code, 'A fault that was played');
