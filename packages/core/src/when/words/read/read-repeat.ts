// Every day, Mondays, on the last Friday of the month.
import type { Day, Parts, Repeat } from '../parts.ts';
import type { Meaning, Part } from '../token.ts';
import { readDay } from './read-day.ts';
import { isOfMonth, nthWeekday, readInMonth, WORKDAYS } from './read-in-month.ts';
import { durationOf } from './read-length.ts';
import { is, type Read, type Reader } from './reader.ts';

export const readRepeat: Reader = (rest) => {
  const [first, second] = rest;
  if (is(first, 'repeat'))
    return [1, { repeat: { kind: 'units', interval: 1, unit: UNIT_OF[first.frequency] } }];
  if (is(first, 'workday')) return [1, repeatOn(1, WORKDAYS)];
  if (is(first, 'weekday') && first.each) return readWeekdays(rest, 0, 1);
  const every = is(first, 'every') ? 1 : 0;
  const inMonth = readInMonth(rest.slice(every));
  if (inMonth) {
    const ofMonth = isOfMonth(rest[every + inMonth.taken]) ? 1 : 0;
    // Each month's second Monday, or every other one.
    if (every > 0 && ofMonth === 0 && inMonth.day.kind === 'nthWeekday' && inMonth.day.position > 1)
      return undefined;
    return every + ofMonth > 0 && isRepeated(inMonth.day, rest[every + inMonth.taken], every)
      ? [every + inMonth.taken + ofMonth, { day: inMonth.day, repeat: EACH_MONTH }]
      : undefined;
  }
  if (!is(first, 'every')) return undefined;
  // "Every second Tuesday of the month" counts within the month.
  if (is(second, 'weekday') && isOfMonth(rest[2]))
    return first.interval > 1
      ? [3, { day: nthWeekday(first.interval, [second.weekday]), repeat: EACH_MONTH }]
      : undefined;
  const yearly = first.interval === 1 ? readDay(rest.slice(1)) : undefined;
  if (yearly && yearly[1].day?.kind === 'date')
    return [1 + yearly[0], { ...yearly[1], repeat: { kind: 'units', interval: 1, unit: 'year' } }];
  if (is(second, 'workday')) return [2, repeatOn(first.interval, WORKDAYS)];
  if (is(second, 'part'))
    return [2, { part: second.part, repeat: { kind: 'units', interval: first.interval, unit: 'day' } }];
  if (is(second, 'weekday')) return readWeekdays(rest, 1, first.interval);
  if (is(second, 'unit'))
    return [2, { repeat: { kind: 'units', interval: first.interval, unit: second.unit } }];
  const duration = durationOf(rest.slice(1));
  return duration && Number.isInteger(duration.value)
    ? [
        1 + duration.taken,
        { repeat: { kind: 'units', interval: duration.value * first.interval, unit: duration.unit } },
      ]
    : undefined;
};

const EACH_MONTH: Repeat = { kind: 'units', interval: 1, unit: 'month' };

/** A weekday of the month repeats; its 5th may be this month's alone, unless it says of each. */
const isRepeated = (day: Day, ofMonth: Meaning | undefined, every: number): boolean =>
  day.kind !== 'dayOfMonth' || every > 0 || (is(ofMonth, 'ofMonth') && ofMonth.each === true);

const UNIT_OF = { daily: 'day', weekly: 'week', monthly: 'month', yearly: 'year' } as const;

const repeatOn = (interval: number, weekdays: number[]): Parts => ({
  repeat: { kind: 'weekdays', interval, weekdays },
});

/** Monday, Tuesday and Friday. */
const readWeekdays = (rest: Meaning[], from: number, interval: number): Read => {
  const weekdays: number[] = [];
  const parts = new Set<Part | undefined>();
  let taken = from;
  for (let index = from; index < rest.length; index += 1) {
    const meaning = rest[index];
    if (is(meaning, 'joint')) continue;
    if (!is(meaning, 'weekday')) break;
    weekdays.push(meaning.weekday);
    parts.add(meaning.part);
    taken = index + 1;
  }
  const [part, ...others] = parts;
  // Every Saturday evening and Sunday morning: at two times.
  if (others.length > 0) return undefined;
  return [taken, { ...repeatOn(interval, [...new Set(weekdays)].sort()), ...(part && { part }) }];
};
