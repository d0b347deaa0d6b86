// What people may send beside text, as far as it is set up here.
import { seeingModels } from '../../chat/model-blind.ts';
import type { Services } from '../../context/services.ts';

export type SenseDependencies = Pick<Services, 'catalogue' | 'clock' | 'speech'>;

/** Nobody who asks for help waits longer for a server that does not answer. */
const PATIENCE_MS = 1_000;

export interface Senses {
  hears: boolean;
  sees: boolean;
}

export const sensesOf = async ({ catalogue, clock, speech }: SenseDependencies): Promise<Senses> => {
  const waiting = new AbortController();
  try {
    const sees = seeingModels({ catalogue }, '').then((models) => models.length > 0);
    const tooLate = clock.sleep(PATIENCE_MS, waiting.signal).then(() => false);
    return { hears: speech !== undefined, sees: await Promise.race([sees, tooLate]) };
  } finally {
    waiting.abort();
  }
};
