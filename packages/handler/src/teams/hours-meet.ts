// Why no time was found: whether it is the hours of those who look for one, and not what stands in their calendars.
import { SHARED_MS } from '@steward/core';
import { findSlots, HOURS_OF_PART, type Person } from '@steward/core/slots';
import { addDays, dayAt, startOfDay } from '@steward/core/when';
import type { HoursMeet, TogetherAsk } from './sharing.ts';

const MINUTE_MS = 60_000;
/** Nobody is offered less. */
const SHORTEST_MINUTES = 15;

interface Looked {
  people: readonly Person[];
  /** Of who asks. */
  zone: string;
  /** What was looked through ends there, Unix ms. */
  toMs: number;
  nowMs: number;
}

/** Undefined: on these days they meet, at least for a short time. */
export const hoursMeet = (
  { first, minutes, part }: TogetherAsk,
  { people, zone, toMs, nowMs }: Looked,
): HoursMeet | undefined => {
  const today = dayAt(nowMs, zone);
  // Whole days: hours that are over today have met all the same.
  const doMeet = (firstDay: string, lastMs: number): boolean => {
    const fromMs = startOfDay(firstDay, zone);
    const { slots } = findSlots({
      ...{ people, fromMs, nowMs: fromMs, noticeMs: 0, bufferBeforeMs: 0, bufferAfterMs: 0 },
      toMs: startOfDay(addDays(dayAt(lastMs - 1, zone), 1), zone),
      lengthMs: Math.min(minutes, SHORTEST_MINUTES) * MINUTE_MS,
      stepMs: SHORTEST_MINUTES * MINUTE_MS,
      within: part && HOURS_OF_PART[part],
      ...{ busy: [], unread: [] },
    });
    return slots.length > 0;
  };
  if (doMeet(first > today ? first : today, toMs)) return undefined;
  return doMeet(today, nowMs + SHARED_MS) ? 'other-days' : 'never';
};
