// Hours on a clock on the wall → the windows they are, day by day, whatever the clocks do in between.
import type { WorkingHours } from '../owner/working-hours.ts';
import type { Interval } from './intervals.ts';
import { createWallClock, DAY_MS } from './wall-clock.ts';

/** `until` may lie before `from`: over midnight. Both alike are a whole day. */
export interface Hours extends Pick<WorkingHours, 'from' | 'until'> {
  /** ISO weekdays on which they begin; every day where there are none. */
  days?: readonly number[];
}

/**
 * Every window that has to do with the time from `fromMs` to `toMs`, whole and in order; two may touch. Who works until 02:30 stops at the first
 * 02:30 of a night that has two; where the clocks skip it, at the gap.
 */
export const windowsOf = (
  { days, from, until }: Hours,
  zone: string,
  fromMs: number,
  toMs: number,
): Interval[] => {
  const clock = createWallClock(zone, fromMs, toMs);
  const [begin, end] = [timeOfDay(from), timeOfDay(until)];
  const windows: Interval[] = [];
  for (let day = dayOf(clock.at(fromMs)) - 1; day <= dayOf(clock.at(toMs)); day += 1) {
    if (days && !days.includes(weekdayOf(day))) continue;
    const startMs = clock.first(day * DAY_MS + begin);
    const endMs = clock.first((end > begin ? day : day + 1) * DAY_MS + end);
    // Both in the gap: that day has no such hours.
    if (startMs < endMs) windows.push({ startMs, endMs });
  }
  return windows;
};

const timeOfDay = (time: string): number => (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * 60_000;

const dayOf = (wallMs: number): number => Math.floor(wallMs / DAY_MS);

/** Day 0 was a Thursday. */
const weekdayOf = (day: number): number => ((day + 3) % 7) + 1;
