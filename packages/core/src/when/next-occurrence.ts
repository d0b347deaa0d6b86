// When a rule comes next.
import { Temporal } from 'temporal-polyfill';
import { instantOf, plainOf } from './local-time.ts';
import type { CalendarRule, ElapsedRule, Rule } from './rule.ts';

/** So many days, weeks, months or years in a row without a day that fits: none ever comes (30 February). */
const NEVER = 1_000;
const LAST_YEAR = 9_999;

/** Unix milliseconds of the first occurrence after an instant; undefined when there is none any more, or never was. */
export const nextOccurrence = (rule: Rule, zone: string, afterMs: number): number | undefined =>
  rule.frequency === 'elapsed' ? nextElapsed(rule, afterMs) : nextOnCalendar(rule, zone, afterMs);

const nextElapsed = (
  { everyMs, startMs, untilMs, count }: ElapsedRule,
  afterMs: number,
): number | undefined => {
  const index = Math.max(0, Math.floor((afterMs - startMs) / everyMs) + 1);
  const at = startMs + index * everyMs;
  return index >= (count ?? Infinity) || at > (untilMs ?? Infinity) ? undefined : at;
};

const nextOnCalendar = (rule: CalendarRule, zone: string, afterMs: number): number | undefined => {
  const { count = Infinity, except = [] } = rule;
  let counted = 0;
  for (const local of occurrences(rule, plainOf(afterMs, zone))) {
    counted += 1;
    if (counted > count) return undefined;
    const text = local.toString({ smallestUnit: 'minute' });
    const at = except.includes(text) ? undefined : instantOf(text, zone);
    if (at !== undefined && at > afterMs) return at;
  }
  return undefined;
};

/** In order. A rule without a count begins near `after`; the others begin at their start, to be counted. */
function* occurrences(rule: CalendarRule, after: Temporal.PlainDateTime): Generator<Temporal.PlainDateTime> {
  const start = Temporal.PlainDateTime.from(rule.start);
  const until = rule.until === undefined ? undefined : Temporal.PlainDateTime.from(rule.until);
  const first = beginningOf(rule, start.toPlainDate());
  let index = rule.count === undefined ? periodBefore(rule, first, after.toPlainDate()) : 0;
  for (let empty = 0; empty < NEVER; index += 1) {
    const beginning = first.add({ [UNIT[rule.frequency]]: index * rule.interval });
    if (beginning.year > LAST_YEAR) return;
    const days = daysIn(rule, beginning, start);
    empty = days.length === 0 ? empty + 1 : 0;
    for (const day of days) {
      const at = day.toPlainDateTime(start.toPlainTime());
      if (until && Temporal.PlainDateTime.compare(at, until) > 0) return;
      if (Temporal.PlainDateTime.compare(at, start) >= 0) yield at;
    }
  }
}

const UNIT = { daily: 'days', weekly: 'weeks', monthly: 'months', yearly: 'years' } as const;

/** Where the day, the week (from Monday), the month or the year begins. */
const beginningOf = ({ frequency }: CalendarRule, date: Temporal.PlainDate): Temporal.PlainDate => {
  if (frequency === 'weekly') return date.subtract({ days: date.dayOfWeek - 1 });
  if (frequency === 'monthly') return date.with({ day: 1 });
  return frequency === 'yearly' ? date.with({ month: 1, day: 1 }) : date;
};

/** The period before the one that a date lies in: a time that was moved forward may reach into the next day. */
const periodBefore = (
  { frequency, interval }: CalendarRule,
  first: Temporal.PlainDate,
  date: Temporal.PlainDate,
): number => {
  const unit = UNIT[frequency];
  const passed = first.until(date, { largestUnit: unit })[unit];
  return Math.max(0, Math.floor(passed / interval) - 1);
};

const daysIn = (
  rule: CalendarRule,
  beginning: Temporal.PlainDate,
  start: Temporal.PlainDateTime,
): Temporal.PlainDate[] => {
  const days = fitting(rule, beginning, start);
  if (rule.position === undefined) return days;
  const day = days.at(rule.position > 0 ? rule.position - 1 : rule.position);
  return day ? [day] : [];
};

const fitting = (
  rule: CalendarRule,
  beginning: Temporal.PlainDate,
  start: Temporal.PlainDateTime,
): Temporal.PlainDate[] => {
  const { frequency, weekdays, months = [start.month] } = rule;
  if (frequency === 'daily') return weekdays?.includes(beginning.dayOfWeek) === false ? [] : [beginning];
  if (frequency === 'weekly') {
    const wanted = weekdays ?? [start.dayOfWeek];
    return [1, 2, 3, 4, 5, 6, 7]
      .filter((weekday) => wanted.includes(weekday))
      .map((weekday) => beginning.add({ days: weekday - 1 }));
  }
  if (frequency === 'monthly') return daysOfMonth(rule, beginning, start.day);
  return [...months]
    .sort((one, other) => one - other)
    .flatMap((month) => daysOfMonth(rule, beginning.with({ month }), start.day));
};

const daysOfMonth = (
  { weekdays, monthDays }: CalendarRule,
  month: Temporal.PlainDate,
  startDay: number,
): Temporal.PlainDate[] => {
  const { daysInMonth } = month;
  const wanted = monthDays?.map((day) => (day < 0 ? daysInMonth + 1 + day : day));
  const days = wanted ?? (weekdays ? undefined : [startDay]);
  return Array.from({ length: daysInMonth }, (_, index) => month.with({ day: index + 1 })).filter(
    ({ day, dayOfWeek }) => (days?.includes(day) ?? true) && (weekdays?.includes(dayOfWeek) ?? true),
  );
};
