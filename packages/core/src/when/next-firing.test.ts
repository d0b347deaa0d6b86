import { expect, test } from 'vitest';
import { nextFiring } from './next-firing.ts';

const MINUTE = 60_000;
const at = (text: string) => Date.parse(text);
const daily = { frequency: 'daily', interval: 1, start: '2027-03-27T09:00' } as const;

test('a time on the wall follows its person’s zone, or keeps its own', () => {
  const wall = (zone: string) => ({ schedule: { kind: 'wall' as const, local: '2027-07-01T09:00', zone } });
  expect(nextFiring(wall('follow'), 'Europe/Berlin', 0)?.dueMs).toBe(at('2027-07-01T07:00Z'));
  expect(nextFiring(wall('Asia/Tokyo'), 'Europe/Berlin', 0)?.dueMs).toBe(at('2027-07-01T00:00Z'));
});

test('what has been, and what has no date, comes no more', () => {
  const instant = { schedule: { kind: 'instant' as const, atMs: 1_000 } };
  expect(nextFiring(instant, 'UTC', 999)).toEqual({ dueMs: 1_000, occurrenceMs: 1_000 });
  expect(nextFiring(instant, 'UTC', 1_000)).toBeUndefined();
  expect(nextFiring({}, 'UTC', 0)).toBeUndefined();
});

test('a lead rings before each time, also over a change of the clocks', () => {
  const rings = { schedule: { kind: 'rule' as const, rule: daily, zone: 'follow' }, leadMs: 10 * MINUTE };
  const due: string[] = [];
  let afterMs = at('2027-03-27T00:00Z');
  for (let count = 0; count < 4; count += 1) {
    const next = nextFiring(rings, 'Europe/Berlin', afterMs);
    afterMs = next?.dueMs ?? 0;
    due.push(new Date(afterMs).toISOString().slice(8, 16));
  }
  expect(due).toEqual(['27T07:50', '27T08:00', '28T06:50', '28T07:00']);
});

test('a lead of a single time rings twice', () => {
  const once = { schedule: { kind: 'instant' as const, atMs: 60 * MINUTE }, leadMs: 10 * MINUTE };
  expect(nextFiring(once, 'UTC', 0)).toEqual({ dueMs: 50 * MINUTE, occurrenceMs: 60 * MINUTE });
  expect(nextFiring(once, 'UTC', 50 * MINUTE)?.dueMs).toBe(60 * MINUTE);
  expect(nextFiring(once, 'UTC', 60 * MINUTE)).toBeUndefined();
});
