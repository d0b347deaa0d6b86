// What is understood of a time, in a word.
import { describeRule } from '../when/describe-rule.ts';
import { instantOf, localOf } from '../when/local-time.ts';
import { readWhen } from '../when/words/read-when.ts';

export const TOLD_IN = 'Europe/Berlin';
/** A Thursday. */
export const TOLD_AT = '2027-03-11T10:00';

/** In short: `2027-03-12T09:00`, a day, a rule in words, `a or b`, or the kind. */
export const told = (text: string, now = TOLD_AT, zone = TOLD_IN): string => {
  const when = readWhen(text, zone, instantOf(now, zone))?.when;
  if (!when) return 'none';
  if (when.kind === 'at') return localOf(when.ms, zone);
  if (when.kind === 'day') return `${when.date}${when.part ? ` ${when.part}` : ''}`;
  if (when.kind === 'rule') return describeRule(when.rule);
  if (when.kind === 'past') return `was ${localOf(when.ms, zone)}`;
  if (when.kind !== 'choice') return when.kind;
  return when.options
    .map((option) => ('date' in option ? option.date : localOf(option.ms, zone)))
    .join(' or ');
};
