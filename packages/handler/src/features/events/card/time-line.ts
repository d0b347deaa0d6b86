// When an event is, as its card says it.
import type { EventTime } from '@steward/core';
import { addDays, clockAt, dayAt } from '@steward/core/when';
import { dateText } from '../../../telegram/local-text.ts';
import { duration } from '../../reminders/time-in-words.ts';

/** `Fri 12 Mar, 15:00–16:00 (Europe/Berlin)`; whole days have no zone. */
export const timeLine = (time: EventTime, nowMs: number): string => {
  const { zone } = time;
  const year = dayAt(nowMs, zone).slice(0, 4);
  if ('days' in time) {
    const last = addDays(time.days.end, -1);
    const first = dateText(time.days.start, year);
    return last > time.days.start ? `${first} – ${dateText(last, year)}, all day` : `${first}, all day`;
  }
  const { startMs, minutes } = time;
  return `${spanLine({ startMs, endMs: startMs + minutes * 60_000 }, zone, nowMs)} (${zone})`;
};

/** `Fri 12 Mar, 15:00–16:00`. Without the day where it begins on `beside` and ends there. */
export const spanLine = (
  { startMs, endMs }: { startMs: number; endMs: number },
  zone: string,
  nowMs: number,
  beside?: string,
): string => {
  const year = dayAt(nowMs, zone).slice(0, 4);
  const whole = (ms: number) => `${dateText(dayAt(ms, zone), year)}, ${clockAt(ms, zone)}`;
  const [first, last] = [dayAt(startMs, zone), dayAt(endMs, zone)];
  const start = first === beside && last === beside ? clockAt(startMs, zone) : whole(startMs);
  return first === last ? `${start}–${clockAt(endMs, zone)}` : `${start} – ${whole(endMs)}`;
};

/** `1 hour, the usual length`. Whole days tell it themselves. */
export const lengthLine = (time: EventTime, isUsual: boolean): string | undefined =>
  'days' in time ? undefined : `${duration(time.minutes * 60_000)}${isUsual ? ', the usual length' : ''}`;
