// What is said of something that comes again → its rule.
import type { Temporal } from 'temporal-polyfill';
import { localAt, localOf, plainOf } from '../local-time.ts';
import { nextOccurrence } from '../next-occurrence.ts';
import type { CalendarRule } from '../rule.ts';
import type { Day, Repeat } from './parts.ts';
import type { When } from './resolve.ts';
import { UNIT_MS } from './token.ts';

const FREQUENCY = { day: 'daily', week: 'weekly', month: 'monthly', year: 'yearly' } as const;

export const repeated = (
  repeat: Repeat,
  day: Day | undefined,
  clocks: number[] | undefined,
  zone: string,
  nowMs: number,
): When => {
  const [minutes, ...more] = clocks ?? [];
  const unitMs = repeat.kind === 'units' ? UNIT_MS[repeat.unit] : undefined;
  if (repeat.kind === 'units' && unitMs !== undefined) {
    if (clocks || day) return { kind: 'unclear' };
    const everyMs = repeat.interval * unitMs;
    return {
      kind: 'rule',
      rule: { frequency: 'elapsed', everyMs, startMs: nowMs + everyMs },
      firstMs: nowMs + everyMs,
    };
  }
  if (minutes === undefined || more.length > 0) return { kind: 'unclear' };
  const said = calendarRule(repeat, day, minutes, plainOf(nowMs, zone).toPlainDate());
  if (!said) return { kind: 'unclear' };
  const rule = fromTheNext(said, zone, nowMs);
  const firstMs = nextOccurrence(rule, zone, nowMs);
  return firstMs === undefined ? { kind: 'never' } : { kind: 'rule', rule, firstMs };
};

/** What comes every so many days, weeks or months counts from the one that comes next. */
const fromTheNext = (rule: CalendarRule, zone: string, nowMs: number): CalendarRule => {
  const nextMs = rule.interval > 1 ? nextOccurrence({ ...rule, interval: 1 }, zone, nowMs) : undefined;
  if (nextMs === undefined) return rule;
  // The clock stays as it was said, also where it is skipped that day.
  return { ...rule, start: `${localOf(nextMs, zone).slice(0, 10)}${rule.start.slice(10)}` };
};

const calendarRule = (
  repeat: Repeat,
  day: Day | undefined,
  minutes: number,
  today: Temporal.PlainDate,
): CalendarRule | undefined => {
  const start = localAt(today, minutes);
  if (repeat.kind === 'weekdays')
    return day
      ? undefined
      : { frequency: 'weekly', interval: repeat.interval, start, weekdays: repeat.weekdays };
  const frequency = FREQUENCY[repeat.unit as keyof typeof FREQUENCY];
  const rule: CalendarRule = { frequency, interval: repeat.interval, start };
  if (!day) return rule;
  if (day.kind === 'weekday' && frequency === 'weekly') return { ...rule, weekdays: [day.weekday] };
  if (day.kind === 'dayOfMonth' && frequency === 'monthly') return { ...rule, monthDays: [day.day] };
  if (day.kind === 'nthWeekday' && frequency === 'monthly')
    return { ...rule, weekdays: day.weekdays, position: day.position };
  if (day.kind === 'endOfMonth' && frequency === 'monthly') return { ...rule, monthDays: [-1] };
  if (day.kind === 'date' && frequency === 'yearly' && !day.unsure && day.year === undefined)
    return { ...rule, months: [day.month], monthDays: [day.day] };
  return undefined;
};
