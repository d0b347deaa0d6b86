// What is said of something that comes again → its rule.
import type { Temporal } from 'temporal-polyfill';
import { localAt, plainOf } from '../local-time.ts';
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
  const rule = calendarRule(repeat, day, minutes, plainOf(nowMs, zone).toPlainDate());
  if (!rule) return { kind: 'unclear' };
  const firstMs = nextOccurrence(rule, zone, nowMs);
  return firstMs === undefined ? { kind: 'never' } : { kind: 'rule', rule, firstMs };
};

const calendarRule = (
  repeat: Repeat,
  day: Day | undefined,
  minutes: number,
  today: Temporal.PlainDate,
): CalendarRule | undefined => {
  const start = localAt(today, minutes);
  if (repeat.kind === 'weekdays') {
    if (day) return undefined;
    // Every second one counts from the one that comes next.
    const ahead = Math.min(...repeat.weekdays.map((weekday) => (weekday - today.dayOfWeek + 7) % 7));
    return {
      frequency: 'weekly',
      interval: repeat.interval,
      start: localAt(today.add({ days: ahead }), minutes),
      weekdays: repeat.weekdays,
    };
  }
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
