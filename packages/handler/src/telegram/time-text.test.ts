import { expect, test } from 'vitest';
import { timeAgo } from './time-text.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

test.each([
  [0, 'just now'],
  [-5 * MINUTE, 'just now'],
  [5 * MINUTE, '5 min ago'],
  [HOUR - 1, '59 min ago'],
  [3 * HOUR, '3 h ago'],
  [DAY, 'yesterday'],
  [2 * DAY, '2 days ago'],
  [13 * DAY, '13 days ago'],
  [14 * DAY, '2026-11-07'],
])('%d ms ago is “%s”', (agoMs, text) => {
  expect(timeAgo(NOW - agoMs, NOW)).toBe(text);
});
