// Against an oracle that knows nothing of windows and merging: it looks at each quarter of an hour on a clock by Intl.
import { describe, expect, it } from 'vitest';
import { findSlots, type SlotSearch } from './find-slots.ts';
import type { Hours } from './hours-windows.ts';
import type { SlotReason } from './rank-slots.ts';

const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;
const DAY = 96 * QUARTER;
const CALENDARS = 10_000;

/** Mulberry32: the same calendars every time. */
const randomFrom = (seed: number) => {
  let state = seed;
  return (count: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return Math.floor((((value ^ (value >>> 14)) >>> 0) / 2 ** 32) * count);
  };
};

/** Days around changes of the clocks, and one without. */
const BEGINNINGS = ['2026-10-23', '2027-03-26', '2026-10-30', '2027-03-12', '2027-04-02', '2026-12-02'].map(
  (day) => Date.parse(`${day}T00:00Z`),
);
const ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC'];

/** What the clock of each zone shows at every quarter of an hour from two days before until seven behind. */
const shownIn = (zone: string, beginMs: number): number[] => {
  const format = new Intl.DateTimeFormat('en', {
    ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric' },
  });
  return Array.from({ length: 9 * 96 }, (_, cell) => {
    const shown = format.formatToParts(beginMs - 2 * DAY + cell * QUARTER);
    const part = (type: string) => Number(shown.find((one) => one.type === type)?.value);
    return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  });
};
const shown = new Map<string, number[]>();
const shownBy = (zone: string, beginMs: number): number[] => {
  const known = shown.get(zone + beginMs) ?? shownIn(zone, beginMs);
  shown.set(zone + beginMs, known);
  return known;
};

const timeOf = (quarters: number): string =>
  `${String(Math.floor(quarters / 4)).padStart(2, '0')}:${String((quarters % 4) * 15).padStart(2, '0')}`;
const quartersOf = (time: string): number => Number(time.slice(0, 2)) * 4 + Number(time.slice(3)) / 15;

/** For each quarter 0, or within the hours 1, where they begin 2: from the first that shows their beginning until the first that shows their end. */
const isWithin = (wall: readonly number[], { days, from, until }: Hours): number[] => {
  const within = wall.map(() => 0);
  const [begin, end] = [quartersOf(from), quartersOf(until)];
  for (let day = Math.ceil((wall[0] as number) / DAY); day < (wall.at(-1) as number) / DAY - 1; day += 1) {
    if (days && !days.includes(new Date(day * DAY).getUTCDay() || 7)) continue;
    const first = (shows: number) => {
      // No clock changes by more than two hours.
      let cell = Math.max(0, Math.floor((day * DAY - (wall[0] as number)) / QUARTER) + shows - 8);
      while (cell < wall.length && (wall[cell] as number) < day * DAY + shows * QUARTER) cell += 1;
      return cell;
    };
    const [start, stop] = [first(begin), first(end > begin ? end : end + 96)];
    within.fill(1, start, stop).fill(2, start, Math.min(start + 1, stop));
  }
  return within;
};

const searchFrom = (random: (count: number) => number): SlotSearch & { beginMs: number } => {
  const beginMs = BEGINNINGS[random(BEGINNINGS.length)] as number;
  const hours = (): Hours => {
    const days = [1, 2, 3, 4, 5, 6, 7].filter(() => random(4) > 0);
    return { from: timeOf(random(96)), until: timeOf(random(96)), ...(random(2) === 0 && { days }) };
  };
  const fromMs = beginMs + random(96) * QUARTER;
  return {
    ...{ beginMs, fromMs, toMs: fromMs + random(288) * QUARTER, unread: [] },
    busy: Array.from({ length: random(9) }, () => {
      const startMs = beginMs + random(4 * 288) * 5 * MINUTE;
      return { startMs, endMs: startMs + random(60) * 5 * MINUTE };
    }),
    people: Array.from({ length: 1 + Number(random(3) === 0) }, () => ({
      zone: ZONES[random(ZONES.length)] as string,
      ...(random(8) > 0 && { workingHours: hours() }),
    })),
    ...{ lengthMs: (1 + random(12)) * QUARTER, stepMs: (1 + random(4)) * QUARTER },
    ...{ bufferBeforeMs: random(4) * 5 * MINUTE, bufferAfterMs: random(4) * 5 * MINUTE },
    ...{ nowMs: beginMs + random(96) * QUARTER, noticeMs: random(48) * QUARTER },
  };
};

const byBruteForce = (search: ReturnType<typeof searchFrom>): number[] => {
  const { beginMs, busy, people, lengthMs, stepMs } = search;
  const within = people
    .map(({ zone, workingHours }) =>
      isWithin(shownBy(zone, beginMs), workingHours ?? { from: '00:00', until: '00:00' }),
    )
    .reduce((all, more) => all.map((one, cell) => (one && more[cell] ? Math.max(one, more[cell]) : 0)));
  const starts: number[] = [];
  for (let cell = 0, run = 0; cell < within.length; cell += 1) {
    run = within[cell] === 2 ? 1 : within[cell] === 1 ? run + 1 : 0;
    const startMs = beginMs - 2 * DAY + cell * QUARTER;
    const endMs = startMs + lengthMs;
    const isFree =
      run > 0 &&
      startMs >= Math.max(search.fromMs, search.nowMs + search.noticeMs) &&
      endMs <= search.toMs &&
      ((run - 1) * QUARTER) % stepMs === 0 &&
      within.slice(cell, cell + lengthMs / QUARTER).every(Boolean) &&
      !busy.some(
        (one) =>
          one.endMs > one.startMs &&
          startMs < one.endMs + search.bufferBeforeMs &&
          endMs > one.startMs - search.bufferAfterMs,
      );
    if (isFree) starts.push(startMs);
  }
  return starts;
};

describe(`${CALENDARS} random calendars`, () => {
  it('have no slot that overlaps, and none that was missed', () => {
    const random = randomFrom(15);
    let found = 0;
    for (let count = 0; count < CALENDARS; count += 1) {
      const search = searchFrom(random);
      const { slots } = findSlots(search);
      const starts = slots.map(({ startMs }) => startMs).sort((one, other) => one - other);
      const expected = byBruteForce(search);
      // A comparison of the house for each would cost more than the search.
      if (starts.join() !== expected.join()) expect({ search, starts }).toEqual({ search, starts: expected });
      found += starts.length;
    }
    expect(found).toBeGreaterThan(CALENDARS);
  });

  it('come with the best slot first, and a reason for it', () => {
    const random = randomFrom(16);
    const reasons = new Set<SlotReason>();
    for (let count = 0; count < CALENDARS / 20; count += 1) {
      const preferred = { from: timeOf(random(96)), until: timeOf(random(96)) };
      const search = { ...searchFrom(random), preferred };
      const { slots } = findSlots(search);
      const has = (reason: SlotReason) => slots.map((slot) => slot.reasons.includes(reason));
      const liked = has('preferred-hours');
      const tidy = has('no-short-gap');
      for (const reason of slots[0]?.reasons ?? []) reasons.add(reason);
      expect(slots.length === 0 || slots[0]?.reasons.length).not.toBe(0);
      expect(has('earliest').filter(Boolean)).toHaveLength(Math.min(1, slots.length));
      slots.slice(1).forEach(({ startMs }, index) => {
        const [one, other] = [index, index + 1].map((at) => Number(liked[at]) * 2 + Number(tidy[at])) as [
          number,
          number,
        ];
        expect(one > other || (one === other && Number(slots[index]?.startMs) < startMs)).toBe(true);
      });
      const plain = findSlots({ ...search, preferred: undefined });
      expect(slots.map(({ startMs }) => startMs).sort()).toEqual(
        plain.slots.map(({ startMs }) => startMs).sort(),
      );
    }
    expect(reasons.size).toBe(3);
  });
});
