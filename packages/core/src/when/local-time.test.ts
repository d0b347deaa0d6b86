import { expect, it } from 'vitest';
import { clockAt } from './local-time.ts';

it.each([
  ['2026-10-25T00:30Z', 'Europe/Berlin', '02:30 (UTC+2)'],
  ['2026-10-25T01:30Z', 'Europe/Berlin', '02:30 (UTC+1)'],
  ['2026-10-25T02:30Z', 'Europe/Berlin', '03:30'],
  ['2026-11-01T04:00Z', 'America/St_Johns', '01:30 (UTC−2:30)'],
  ['2026-11-01T05:00Z', 'America/St_Johns', '01:30 (UTC−3:30)'],
])('at %s a clock in %s shows %s', (at, zone, shown) => {
  expect(clockAt(Date.parse(at), zone)).toBe(shown);
});
