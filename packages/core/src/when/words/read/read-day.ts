// Tomorrow, next Friday, the 31st, 25 December.
import type { Parts } from '../parts.ts';
import type { Meaning } from '../token.ts';
import { isOfMonth, readInMonth } from './read-in-month.ts';
import { is, type Read, type Reader } from './reader.ts';

export const readDay: Reader = (rest) => {
  const [first, second, third] = rest;
  if (is(first, 'day')) return [1, { day: { kind: 'offset', days: first.offset } }];
  if (is(first, 'date')) {
    const { kind: _kind, ...date } = first;
    return [1, { day: { kind: 'date', ...date } }];
  }
  if (is(first, 'endOfMonth')) return [1, { day: { kind: 'endOfMonth' } }];
  const inMonth = readInMonth(rest);
  if (inMonth?.day.kind === 'nthWeekday' && !isOfMonth(rest[inMonth.taken]))
    return [inMonth.taken, { day: inMonth.day }];
  const week = readWeek(rest);
  if (week) return week;
  if (is(first, 'weekday') && !first.each) {
    // "El martes 16 a las 12": any other number would stand behind the "at".
    if (is(second, 'number') && is(third, 'at') && second.value >= 1 && second.value <= 31)
      return [2, { day: { kind: 'dayOfMonth', day: second.value, weekday: first.weekday } }];
    // "lundi prochain": the word stands behind.
    if (is(second, 'next') && !is(third, 'week')) return [2, weekday(first.weekday, 'next')];
    return [1, { ...weekday(first.weekday, 'coming'), ...(first.part && { part: first.part }) }];
  }
  const isNumber = is(first, 'ordinal') || is(first, 'number');
  // El primero de mayo.
  const isNth = is(first, 'nth') && (is(second, 'month') || is(third, 'month'));
  const day = isNumber || isNth ? first.value : undefined;
  if (day !== undefined && day >= 1 && day <= 31) {
    const joints = is(second, 'joint') ? 1 : 0;
    const month = rest[1 + joints];
    if (is(month, 'month')) return withYear(2 + joints, { day, month: month.month }, rest);
    if (is(first, 'ordinal') && !isOfMonth(second)) return [1, { day: { kind: 'dayOfMonth', day } }];
  }
  const isDay = is(second, 'ordinal') || is(second, 'number');
  return is(first, 'month') && isDay && second.value >= 1 && second.value <= 31
    ? withYear(2, { day: second.value, month: first.month }, rest)
    : undefined;
};

/** 1 April 2028, 25 de dezembro de 2027. */
const withYear = (taken: number, date: { day: number; month: number }, rest: Meaning[]): Read => {
  const joints = is(rest[taken], 'joint') ? 1 : 0;
  const year = rest[taken + joints];
  return is(year, 'number') && year.value >= 2000 && year.value < 2200
    ? [taken + joints + 1, { day: { kind: 'date', ...date, year: year.value } }]
    : [taken, { day: { kind: 'date', ...date } }];
};

const weekday = (day: number, which: 'coming' | 'this' | 'next' | 'nextWeek'): Parts => ({
  day: { kind: 'weekday', weekday: day, which },
});

/** `next week`, alone or with a weekday on either side; `next Friday`, `this Friday`. */
const readWeek: Reader = (rest) => {
  const [first, second, third, fourth] = rest;
  if (is(first, 'weekday')) {
    const joints = rest.slice(1).findIndex((meaning) => !is(meaning, 'joint'));
    const [one, other] = joints < 0 ? [] : rest.slice(1 + joints);
    return isNextWeek(one, other) ? [3 + joints, weekday(first.weekday, 'nextWeek')] : undefined;
  }
  if (isNextWeek(first, second)) {
    if (is(third, 'weekday')) return [3, weekday(third.weekday, 'nextWeek')];
    return is(third, 'joint') && is(fourth, 'weekday')
      ? [4, weekday(fourth.weekday, 'nextWeek')]
      : [2, { day: { kind: 'nextWeek' } }];
  }
  if (is(first, 'next') && is(second, 'weekday')) return [2, weekday(second.weekday, 'next')];
  return is(first, 'this') && is(second, 'weekday') ? [2, weekday(second.weekday, 'this')] : undefined;
};

const isNextWeek = (first: Meaning | undefined, second: Meaning | undefined): boolean =>
  (is(first, 'next') && isWeek(second)) || (isWeek(first) && is(second, 'next'));

const isWeek = (meaning: Meaning | undefined): boolean =>
  is(meaning, 'week') || (is(meaning, 'unit') && meaning.unit === 'week');
