// What was read of an event's time, as a draft has it; or why it has to be asked for, by now.
import type { EventDraft, EventTime } from '@steward/core';
import type { ReadEvent } from '@steward/core/event';
import { addDays, dayAt, instantOf } from '@steward/core/when';
import type { Asked } from '../edit/ask-for-time.ts';

export const knownOf = (
  read: ReadEvent,
  zone: string,
  nowMs: number,
): Asked | (Pick<EventDraft, 'isUsualLength'> & { time: EventTime }) => {
  if (read.kind === 'asked') return read;
  const { when } = read;
  if (when.kind === 'days') {
    // Words that were said some days ago.
    if (when.until <= dayAt(nowMs, zone))
      return { why: 'past', ms: instantOf(`${addDays(when.until, -1)}T00:00`, zone), allDay: true };
    return { time: { zone, days: { start: when.from, end: when.until } } };
  }
  const { startMs, endMs, lengthFrom } = when;
  const minutes = Math.round((endMs - startMs) / 60_000);
  if (endMs <= nowMs) return { why: 'past', ms: startMs, minutes };
  return { time: { zone, startMs, minutes }, ...(lengthFrom === 'default' && { isUsualLength: true }) };
};
