// A day by its place in the month.
import type { Day } from '../parts.ts';
import type { Meaning } from '../token.ts';
import { is } from './reader.ts';

export const WORKDAYS = [1, 2, 3, 4, 5];

export const isOfMonth = (meaning: Meaning | undefined): boolean =>
  is(meaning, 'ofMonth') || (is(meaning, 'unit') && meaning.unit === 'month');

export const nthWeekday = (position: number, weekdays: number[]): Day => ({
  kind: 'nthWeekday',
  position,
  weekdays,
});

/** The first Monday, the last working day, the last day, the 15th: of some month. */
export const readInMonth = ([first, second]: Meaning[]): { taken: number; day: Day } | undefined => {
  const position = is(first, 'last')
    ? -1
    : is(first, 'nth') || is(first, 'ordinal')
      ? first.value
      : undefined;
  if (position === undefined) return undefined;
  if (position <= 5 && is(second, 'weekday') && !second.each)
    return { taken: 2, day: nthWeekday(position, [second.weekday]) };
  if (is(second, 'workday')) return { taken: 2, day: nthWeekday(position, WORKDAYS) };
  if (position === -1 && is(second, 'unit') && second.unit === 'day')
    return { taken: 2, day: { kind: 'endOfMonth' } };
  if (is(first, 'ordinal') && position <= 31 && !is(second, 'month') && !is(second, 'joint'))
    return { taken: 1, day: { kind: 'dayOfMonth', day: position } };
  return undefined;
};
