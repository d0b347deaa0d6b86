import { sampleMadeEvent } from '@steward/core/testing';
import { expect, it } from 'vitest';
import { leadLine } from './lead-line.ts';

const HOUR = 3_600_000;
const startMs = Date.parse('2026-12-03T11:00Z');
const time = { zone: 'Europe/Berlin', startMs, minutes: 45 };

it.each([
  [
    { reminder: { atMs: startMs - HOUR / 2, number: 3 } },
    '⏰ I remind you 30 minutes before: Thu 3 Dec, 11:30.',
  ],
  [{ reminder: { atMs: startMs - 4 * HOUR } }, '⏰ No reminder: 4 hours before has passed already.'],
  [{ reminder: { atMs: startMs - HOUR } }, expect.stringContaining('as many as I keep')],
  [{}, undefined],
  [
    { reminder: { atMs: 1 }, time: { zone: 'UTC', days: { start: '2026-12-03', end: '2026-12-04' } } },
    undefined,
  ],
])('%j', (changes, said) => {
  const { reminder: _, ...event } = sampleMadeEvent({ time, madeAtMs: startMs - 3 * HOUR });
  expect(leadLine({ ...event, ...changes })?.text).toEqual(said);
});
