import { expect, test } from 'vitest';
import { addDays, dayAt, endOfDay, startOfDay } from './local-day.ts';

test('a day is as long as its clocks make it', () => {
  expect(dayAt(Date.parse('2026-10-24T22:30Z'), 'Europe/Berlin')).toBe('2026-10-25');
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  const startMs = startOfDay('2026-10-25', 'Europe/Berlin');
  expect((endOfDay(startMs, 'Europe/Berlin') - startMs) / 3_600_000).toBe(25);
  // Its midnight is skipped.
  expect(startOfDay('2026-04-24', 'Africa/Cairo')).toBe(Date.parse('2026-04-23T22:00Z'));
});
