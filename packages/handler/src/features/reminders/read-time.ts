// What a person means by a time behind a command: `/remind 10 min tea` leaves out the “in”.
import { readWhen, type Understood } from '@steward/core/when';
import type { Moment } from './judge.ts';

const IN = ['in', 'en', 'dans', 'em', 'через'];

export const readTime = (words: string, { zone = 'UTC', nowMs }: Moment): Understood | undefined => {
  const read = readWhen(words, zone, nowMs);
  if ((read && read.when.kind !== 'unclear') || !/^\s*\d/.test(words)) return read;
  const elapsed = IN.map((word) => readWhen(`${word} ${words.trimStart()}`, zone, nowMs)).find(
    (again) => again?.when.kind === 'at' && again.when.elapsed,
  );
  return elapsed ?? read;
};
