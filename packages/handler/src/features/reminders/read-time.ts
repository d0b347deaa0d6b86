// What a person means by a time behind a command: `/remind 10 min tea` leaves out the “in”.
import { readWhen, type Understood } from '@steward/core/when';
import type { Moment } from './moment.ts';

const IN = ['in', 'en', 'dans', 'em', 'через'];

export interface ReadTime extends Understood {
  /** How often is said, and no time of day: the rule's is none that anybody said. */
  needsClock?: true;
}

export const readTime = (words: string, moment: Moment): ReadTime | undefined => {
  const read = readBehindCommand(words, moment);
  return read && read.when.kind !== 'unclear' ? read : (withoutClock(words, moment) ?? read);
};

/** “Every Monday”, “every evening”. */
const withoutClock = (words: string, { zone = 'UTC', nowMs }: Moment): ReadTime | undefined => {
  const rule = ['09:00', '20:00']
    .map((clock) => readWhen(`${words} ${clock}`, zone, nowMs))
    .find((read) => read?.when.kind === 'rule');
  return rule && { ...rule, needsClock: true };
};

const readBehindCommand = (words: string, { zone = 'UTC', nowMs }: Moment): Understood | undefined => {
  const read = readWhen(words, zone, nowMs);
  const hours = /^\s*(\d{1,3})\s?h/i.exec(words)?.[1];
  const isClear = read !== undefined && read.when.kind !== 'unclear';
  // “1h30” is an hour and a half to some, and a clock to others; “18h” is a clock.
  const mayBeClock = isClear && hours !== undefined && Number(hours) <= 12;
  if (!/^\s*\d/.test(words) || (isClear && !mayBeClock)) return read;
  const elapsed = IN.map((word) => readWhen(`${word} ${words.trimStart()}`, zone, nowMs)).find(
    (again) => again?.when.kind === 'at' && again.when.elapsed,
  );
  if (!elapsed || !isClear) return elapsed ?? read;
  const { when } = read;
  const clocks = when.kind === 'at' ? [{ ms: when.ms }] : when.kind === 'choice' ? when.options : [];
  if (elapsed.when.kind !== 'at' || !clocks.every((option) => 'ms' in option)) return read;
  const options = [{ ms: elapsed.when.ms }, ...clocks].sort((one, other) => one.ms - other.ms);
  return { ...elapsed, when: { kind: 'choice', options } };
};
