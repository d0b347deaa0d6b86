// What is said of a time → the time itself, on the clock of a zone.
import { Temporal } from 'temporal-polyfill';
import { instantOf, type LocalTime, localAt, localOf, plainOf } from '../local-time.ts';
import type { CalendarRule, Rule } from '../rule.ts';
import type { Clock, Day, Parts } from './parts.ts';
import { repeated } from './resolve-repeat.ts';
import type { Part } from './token.ts';

export type When =
  /**
   * `elapsed`: so long from now, whatever a clock on the wall shows. `skipped`: what was asked for, where the clocks skip
   * it and the time is the one behind.
   */
  | { kind: 'at'; ms: number; elapsed?: true; skipped?: LocalTime }
  /** A day without a time: it is asked for. `YYYY-MM-DD`. */
  | { kind: 'day'; date: string; part?: Part }
  | { kind: 'rule'; rule: Rule; firstMs: number }
  /** Once, or every day: morgens um 7. */
  | { kind: 'often'; ms: number; rule: CalendarRule }
  /** Several times could be meant, the next one first. */
  | { kind: 'choice'; options: { ms: number }[] | { date: string }[] }
  /** It has been. */
  | { kind: 'past'; ms: number }
  /** No calendar has it: 30 February. */
  | { kind: 'never' }
  /** Words of time that say no time together: it is asked for. */
  | { kind: 'unclear' };

/** Before this hour people mean by "tomorrow" what comes when they have slept. */
const NIGHT_ENDS = 4;
const MINUTES_IN_DAY = 24 * 60;

export const resolve = (parts: Parts, zone: string, nowMs: number): When => {
  const now = plainOf(nowMs, zone);
  const { elapsedMs, day, clock, part, repeat, often } = parts;
  if (elapsedMs !== undefined) {
    // Days are those of the calendar, hours elapse.
    const days = day?.kind === 'later' ? { [`${day.unit}s`]: day.value } : undefined;
    if (Object.keys(parts).length !== (days ? 2 : 1)) return { kind: 'unclear' };
    const from = days
      ? Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone).add(days).epochMilliseconds
      : nowMs;
    return { kind: 'at', ms: from + elapsedMs, elapsed: true };
  }
  const clocks = clock && clocksOf(clock, part, day !== undefined || repeat !== undefined);
  if (clocks?.length === 0) return { kind: 'unclear' };
  if (often && clocks && !day && !repeat) return onceOrDaily(clocks, zone, nowMs);
  if (repeat) return repeated(repeat, day, clocks, zone, nowMs);
  if (day?.kind === 'nthWeekday') return { kind: 'unclear' };
  if (!day) return clocks ? onNextDay(clocks, zone, nowMs) : partToday(part, now);
  const dates = datesOf(day, now);
  if (dates.length === 0) return { kind: 'never' };
  if ('weekday' in day && day.kind !== 'weekday' && dates.some(({ dayOfWeek }) => dayOfWeek !== day.weekday))
    return { kind: 'unclear' };
  if (!clocks) {
    return dates.length > 1
      ? { kind: 'choice', options: dates.map((date) => ({ date: date.toString() })) }
      : { kind: 'day', date: String(dates[0]), ...(part && { part }) };
  }
  if (clock?.midnight) return onMidnight(day, dates, part, zone, nowMs);
  const all = dates.flatMap((date) => clocks.map((minutes) => timeAt(date, minutes, zone)));
  const ahead = all.filter(({ ms }) => ms > nowMs);
  const [only] = ahead;
  if (!only) return weekLater(day, all, zone) ?? { kind: 'past', ms: all[0]?.ms ?? nowMs };
  // On the day itself a weekday may be today or in a week.
  const again =
    day.kind === 'weekday' && day.which === 'coming' && isToday(dates[0], now)
      ? weekLater(day, all, zone)
      : undefined;
  const options = [...ahead.map(({ ms }) => ms), ...(again?.kind === 'at' ? [again.ms] : [])];
  return options.length === 1
    ? at(only)
    : { kind: 'choice', options: options.sort((a, b) => a - b).map((ms) => ({ ms })) };
};

/** The night before that day, or the one behind it? Of today, and of an evening, it is the one that comes. */
const onMidnight = (
  day: Day,
  dates: Temporal.PlainDate[],
  part: Part | undefined,
  zone: string,
  nowMs: number,
): When => {
  const isBehind = part === 'evening' || part === 'night' || (day.kind === 'offset' && day.days === 0);
  const times = dates
    .flatMap((date) => (isBehind ? [1] : [0, 1]).map((days) => timeAt(date.add({ days }), 0, zone)))
    .filter(({ ms }, index, all) => ms > nowMs && all.findIndex((other) => other.ms === ms) === index);
  const [only] = times;
  if (!only) return { kind: 'past', ms: timeAt(dates[0] as Temporal.PlainDate, 0, zone).ms };
  return times.length === 1 ? at(only) : { kind: 'choice', options: times.map(({ ms }) => ({ ms })) };
};

const onceOrDaily = (clocks: number[], zone: string, nowMs: number): When => {
  const once = onNextDay(clocks, zone, nowMs);
  const daily = repeated({ kind: 'units', interval: 1, unit: 'day' }, undefined, clocks, zone, nowMs);
  return once.kind === 'at' && daily.kind === 'rule' && daily.rule.frequency !== 'elapsed'
    ? { kind: 'often', ms: once.ms, rule: daily.rule }
    : { kind: 'unclear' };
};

const isToday = (date: Temporal.PlainDate | undefined, now: Temporal.PlainDateTime): boolean =>
  date?.equals(now.toPlainDate()) === true;

const weekLater = (day: Day, times: Time[], zone: string): When | undefined => {
  const [only] = times;
  if (day.kind !== 'weekday' || day.which !== 'coming' || times.length !== 1 || !only) return undefined;
  const later = Temporal.PlainDateTime.from(only.local).add({ days: 7 });
  return at(timeAt(later.toPlainDate(), later.hour * 60 + later.minute, zone));
};

interface Time {
  /** As it was asked for. */
  local: LocalTime;
  ms: number;
  isSkipped: boolean;
}

const timeAt = (date: Temporal.PlainDate, minutes: number, zone: string): Time => {
  const local = localAt(date, minutes);
  const ms = instantOf(local, zone);
  return { local, ms, isSkipped: localOf(ms, zone) !== local };
};

const at = ({ local, ms, isSkipped }: Time): When => ({
  kind: 'at',
  ms,
  ...(isSkipped && { skipped: local }),
});

/** The minutes of the day that a clock can mean; none where the part of the day contradicts it. */
const clocksOf = (clock: Clock, part: Part | undefined, hasDay: boolean): number[] => {
  const { hour, minute, certain, unsure } = clock;
  if (unsure)
    return [hour * 60 + minute, (hour + 1) * 60 + minute]
      .flatMap((minutes) => [minutes % 720, (minutes % 720) + 720])
      .sort((a, b) => a - b);
  if (clock.midnight) return part === 'morning' || part === 'afternoon' ? [] : [0];
  const morning = (hour % 12) * 60 + minute;
  if (part && hour <= 12 && hour > 0) return inPart(morning, part);
  const written = hour * 60 + minute;
  if (part) return inPart(written % 720, part).includes(written) ? [written] : [];
  if (certain || hour === 12) return [written];
  // With a day, people who say 9 mean the morning; who says 3 may mean either.
  return hasDay && hour >= 7 ? [written] : [morning, morning + 720];
};

/** From and to, minutes of the day; a night goes on into the next one. */
const PARTS: Record<Part, [number, number]> = {
  morning: [0, 12 * 60],
  afternoon: [12 * 60, 21 * 60],
  evening: [16 * 60, MINUTES_IN_DAY],
  night: [18 * 60, MINUTES_IN_DAY],
};

const inPart = (morning: number, part: Part): number[] => {
  const [from, to] = PARTS[part];
  return [morning, morning + 720].filter((minutes) => minutes >= from && minutes < to);
};

/** A clock without a day: the next time it shows that. */
const onNextDay = (clocks: number[], zone: string, nowMs: number): When => {
  const today = plainOf(nowMs, zone).toPlainDate();
  const next = clocks.map((minutes) => {
    const time = timeAt(today, minutes, zone);
    return time.ms > nowMs ? time : timeAt(today.add({ days: 1 }), minutes, zone);
  });
  next.sort((one, other) => one.ms - other.ms);
  const [only] = next;
  return next.length === 1 && only ? at(only) : { kind: 'choice', options: next.map(({ ms }) => ({ ms })) };
};

const partToday = (part: Part | undefined, now: Temporal.PlainDateTime): When =>
  part ? { kind: 'day', date: now.toPlainDate().toString(), part } : { kind: 'unclear' };

/** Of a weekday in some month nobody knows the month. */
type DatedDay = Exclude<Day, { kind: 'nthWeekday' }>;

/** The days that can be meant, the next one first; none where no calendar has it. */
const datesOf = (day: DatedDay, now: Temporal.PlainDateTime): Temporal.PlainDate[] => {
  const today = now.toPlainDate();
  switch (day.kind) {
    case 'offset': {
      const date = today.add({ days: day.days });
      const tired = now.hour < NIGHT_ENDS && day.days === 1;
      return tired ? [today, date] : [date];
    }
    case 'later':
      return [today.add({ [`${day.unit}s`]: day.value })];
    case 'shifted':
      return datesOf(day.from, now).map((date) => date.add({ [`${day.unit}s`]: day.value }));
    case 'nextWeek':
      return [today.add({ days: 7 })];
    case 'endOfMonth':
      return [today.with({ day: today.daysInMonth })];
    case 'weekday':
      return weekdays(day.weekday, day.which, today);
    case 'dayOfMonth':
      return [0, 1, 2]
        .map((months) => today.with({ day: 1 }).add({ months }))
        .filter((month) => day.day <= month.daysInMonth)
        .map((month) => month.with({ day: day.day }))
        .filter((date) => Temporal.PlainDate.compare(date, today) > 0)
        .slice(0, 1);
    case 'date':
      return [
        dateOf(day.day, day.month, day.year, today),
        day.unsure && dateOf(day.month, day.day, day.year, today),
      ]
        .filter((date) => date instanceof Temporal.PlainDate)
        .sort(Temporal.PlainDate.compare);
  }
};

const weekdays = (weekday: number, which: string, today: Temporal.PlainDate): Temporal.PlainDate[] => {
  const ahead = (weekday - today.dayOfWeek + 7) % 7;
  const inNextWeek = today.add({ days: 7 - today.dayOfWeek + weekday });
  if (which === 'nextWeek') return [inNextWeek];
  const coming = today.add({ days: which === 'next' && ahead === 0 ? 7 : ahead });
  return which === 'next' && !coming.equals(inNextWeek) ? [coming, inNextWeek] : [coming];
};

const dateOf = (
  day: number,
  month: number,
  year: number | undefined,
  today: Temporal.PlainDate,
): Temporal.PlainDate | undefined => {
  for (const candidate of year === undefined
    ? [0, 1, 2, 3, 4, 5, 6, 7, 8].map((years) => today.year + years)
    : [year]) {
    try {
      const date = Temporal.PlainDate.from({ year: candidate, month, day }, { overflow: 'reject' });
      if (year !== undefined || Temporal.PlainDate.compare(date, today) >= 0) return date;
    } catch {
      // 29 February is a date of some years, 30 February of none.
    }
  }
  return undefined;
};
