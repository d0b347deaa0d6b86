// A rule in words: "every 2 weeks on Tuesday at 10:00".
import type { CalendarRule, Rule } from './rule.ts';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
const UNIT = { daily: 'day', weekly: 'week', monthly: 'month', yearly: 'year' };
const WORKING_DAYS = '1,2,3,4,5';
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

export const describeRule = (rule: Rule): string => {
  if (rule.frequency === 'elapsed') {
    const hours = rule.everyMs % HOUR_MS === 0;
    const number = rule.everyMs / (hours ? HOUR_MS : MINUTE_MS);
    return `${every(number, hours ? 'hour' : 'minute')}${times(rule.count)}`;
  }
  const { start, until, count } = rule;
  const end = until === undefined ? '' : ` until ${dateText(until)}`;
  return `${days(rule)} at ${start.slice(11)}${end}${times(count)}`;
};

const days = (rule: CalendarRule): string => {
  const { frequency, interval, weekdays, months, start } = rule;
  const period = every(interval, UNIT[frequency]);
  const working = weekdays?.join() === WORKING_DAYS;
  if (frequency === 'daily') return weekdays ? `${period}, if it is ${list(weekdayNames(weekdays))}` : period;
  if (frequency === 'weekly') {
    if (working && interval === 1) return 'every weekday';
    const names = weekdayNames(weekdays ?? [weekdayOf(start)]);
    return interval === 1 ? `every ${list(names)}` : `${period} on ${list(names)}`;
  }
  const day = dayInMonth(rule, working);
  if (frequency === 'monthly') return `${period} on ${day}`;
  return `${period} on ${day} of ${list((months ?? [Number(start.slice(5, 7))]).map((month) => MONTHS[month - 1] ?? ''))}`;
};

const dayInMonth = ({ weekdays, monthDays, position, start }: CalendarRule, working: boolean): string => {
  if (position !== undefined && weekdays)
    return `the ${nth(position)} ${working ? 'working day' : list(weekdayNames(weekdays), 'or')}`;
  const numbers = monthDays?.map((day) => (day < 0 ? `the ${nth(day)} day` : `the ${nth(day)}`));
  const names = weekdays && (working ? 'every working day' : `every ${list(weekdayNames(weekdays))}`);
  if (numbers && names) return `${list(numbers)}, if it is ${list(weekdayNames(weekdays))}`;
  return names ?? list(numbers ?? [`the ${nth(Number(start.slice(8, 10)))}`]);
};

const every = (number: number, unit: string): string =>
  number === 1 ? `every ${unit}` : `every ${number} ${unit}s`;

const times = (count: number | undefined): string =>
  count === undefined ? '' : count === 1 ? ', once' : `, ${count} times`;

const weekdayNames = (weekdays: readonly number[]): string[] =>
  weekdays.map((day) => WEEKDAYS[day - 1] ?? '');

const weekdayOf = (local: string): number => new Date(`${local}Z`).getUTCDay() || 7;

const dateText = (local: string): string =>
  `${Number(local.slice(8, 10))} ${MONTHS[Number(local.slice(5, 7)) - 1]} ${local.slice(0, 4)}`;

const nth = (number: number): string => {
  if (number === -1) return 'last';
  if (number < 0) return `${nth(-number)} last`;
  const tens = number % 100;
  const suffix = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th');
  return `${number}${suffix}`;
};

const list = (items: string[], word = 'and'): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`;
