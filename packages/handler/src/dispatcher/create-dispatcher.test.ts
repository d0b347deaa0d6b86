import type { DueItem, Tick } from '@steward/core';
import { createFakeClock } from '@steward/core/testing';
import { describe, expect, test } from 'vitest';
import { silentLog } from '../observability/log.ts';
import { createDispatcher } from './create-dispatcher.ts';

const SECOND = 1_000;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Not in a minute that sweeps. */
const START = 1_800_000_060_000;

interface Sent {
  atMs: number;
  groupId: string;
  deduplicationId: string;
}

const setUp = ({ horizonMs = START - 2 * MINUTE, tzVersion = '2026b' }: Tick = {}) => {
  const clock = createFakeClock(START);
  let offMs = 0;
  const now = () => clock.now() + offMs;
  const items: DueItem[] = [];
  const tick: Tick = { horizonMs, tzVersion: '2026b' };
  const sent: Sent[] = [];
  const lines: Record<string, unknown>[] = [];
  const counted: Record<string, number[]> = {};
  const note = (name: string, value = 1) => {
    counted[name] = [...(counted[name] ?? []), value];
  };
  const faults: { queue?: Error | undefined; horizon?: Error | undefined; index?: Error | undefined } = {};
  const run = createDispatcher({
    index: {
      async *dueBetween(afterMs, untilMs) {
        if (faults.index) throw faults.index;
        const found = items.filter(({ dueMs }) => dueMs > afterMs && dueMs <= untilMs);
        yield* found.sort((a, b) => a.dueMs - b.dueMs);
      },
    },
    ticks: {
      read: async () => ({ ...tick }),
      async moveHorizon(fromMs, toMs, nowMs) {
        if (faults.horizon) throw faults.horizon;
        if (tick.horizonMs !== fromMs || toMs < (fromMs ?? 0)) return false;
        Object.assign(tick, { horizonMs: toMs, lastTickMs: nowMs });
        return true;
      },
      setTzVersion: async (tzVersion) => void Object.assign(tick, { tzVersion }),
    },
    queue: {
      async send({ groupId, deduplicationId }) {
        if (faults.queue) throw faults.queue;
        sent.push({ atMs: now(), groupId, deduplicationId });
      },
    },
    tzVersion,
    clock: { now, sleep: clock.sleep },
    log: {
      ...silentLog,
      info: (_, fields) => void lines.push({ ...fields }),
      error: (_, __, fields) => void lines.push({ ...fields }),
    },
    meter: { count: note, time: note, flush: () => note('flushed') },
  });
  const endsIn = (ms: number) => {
    const endMs = clock.now() + ms;
    return run(() => endMs - clock.now());
  };
  const reminder = (number: number, inMs: number, owner = 1001): DueItem => {
    const item = { owner, sk: `REMINDER#${number}`, dueMs: START + inMs };
    items.push(item);
    return item;
  };
  return {
    clock,
    items,
    tick,
    sent,
    lines,
    counted,
    faults,
    reminder,
    run: () => endsIn(300 * SECOND),
    endsIn,
    setClock: (byMs: number) => {
      offMs += byMs;
    },
    /** What was queued, by its work; each once, as the queue has it. */
    works: () => [...new Set(sent.map(({ deduplicationId }) => deduplicationId.replace(/@.*/, '')))],
  };
};

describe('a tick', () => {
  test('waits for each moment, and queues what is due then, in its group', async () => {
    const { clock, reminder, run, sent, counted, lines } = setUp();
    reminder(1, 30 * SECOND);
    reminder(2, 90 * SECOND, -1001);
    reminder(3, 90 * SECOND + 1);
    const running = run();
    await clock.advance(30 * SECOND - 1);
    expect(sent).toEqual([]);
    await clock.advance(60 * SECOND + 1);
    expect(await running).toBe('queued');
    expect(sent).toEqual([
      { atMs: START + 30 * SECOND, groupId: 'r#1001', deduplicationId: `1001:r1@${START + 30 * SECOND}` },
      { atMs: START + 90 * SECOND, groupId: 'r#-1001', deduplicationId: `-1001:r2@${START + 90 * SECOND}` },
    ]);
    expect(counted).toEqual({ Ticks: [1], Dispatched: [2], OldestDue: [0], flushed: [1] });
    expect(lines).toEqual([
      { action: 'tick', outcome: 'queued', queued: 2, oldest_ms: 0, late_ms: 0, sweeps: true },
    ]);
  });

  test('with nothing due ends at once and says nothing, but is counted', async () => {
    const { run, tick, counted, lines } = setUp();
    expect(await run()).toBe('idle');
    expect([tick.lastTickMs, lines]).toEqual([START, []]);
    expect(counted).toMatchObject({ Ticks: [1], Dispatched: [0], OldestDue: [0] });
  });

  test('leaves what a later version put into the index to that version', async () => {
    const { items, run, sent } = setUp();
    items.push({ owner: 7, sk: 'FUTURE#1', dueMs: START - SECOND });
    expect([await run(), sent]).toEqual(['idle', []]);
  });

  test('queues connections behind what rings, each in a group of its own', async () => {
    const { clock, items, reminder, run, sent } = setUp();
    for (const id of ['a', 'b']) items.push({ owner: 7, sk: `CONNECTION#${id}`, dueMs: START - SECOND });
    reminder(1, -SECOND);
    const running = run();
    await clock.advance(SECOND);
    await running;
    const message = (id: string) => ({
      groupId: `c#${id}`,
      deduplicationId: `7:c${id}@${START - SECOND}`,
    });
    expect(sent.slice(1)).toMatchObject([message('a'), message('b')]);
  });

  test('finds what was made just after the tick before it and is due in a minute', async () => {
    const { clock, reminder, run, sent } = setUp();
    await run();
    await clock.advance(2 * SECOND);
    reminder(1, 60 * SECOND);
    await clock.advance(58 * SECOND);
    await run();
    expect(sent.map(({ atMs }) => atMs)).toEqual([START + 60 * SECOND]);
  });

  test('finds what was written late and is overdue by less than a minute', async () => {
    const { clock, reminder, run, works } = setUp();
    await run();
    await clock.advance(60 * SECOND);
    reminder(1, 5 * SECOND);
    await run();
    expect(works()).toEqual(['1001:r1']);
  });
});

describe('the horizon', () => {
  test('moves as soon as all that was due is queued, before what is waited for', async () => {
    const { clock, reminder, run, tick } = setUp();
    reminder(1, -30 * SECOND);
    reminder(2, 80 * SECOND);
    const running = run();
    await clock.advance(SECOND);
    expect(tick.horizonMs).toBe(START - MINUTE);
    await clock.advance(90 * SECOND);
    await running;
    expect(tick.horizonMs).toBe(START - MINUTE);
  });

  test('stays where a tick was killed before it: the next one queues the same again, and what is left', async () => {
    const { clock, reminder, run, faults, tick, works, sent, lines } = setUp();
    reminder(1, -90 * SECOND);
    reminder(2, -30 * SECOND);
    faults.horizon = new Error('killed');
    const killed = expect(run()).rejects.toThrow('killed');
    await clock.advance(SECOND);
    await killed;
    expect(tick.horizonMs).toBe(START - 2 * MINUTE);
    faults.horizon = undefined;
    await clock.advance(MINUTE);
    const running = run();
    await clock.advance(SECOND);
    await running;
    expect(works()).toEqual(['1001:r1', '1001:r2']);
    expect(sent).toHaveLength(4);
    expect(lines).toMatchObject([{ outcome: 'failed' }, { outcome: 'queued' }]);
  });

  test('comes no further than the queue took', async () => {
    const { clock, reminder, run, faults, tick, works } = setUp();
    reminder(1, -90 * SECOND);
    const second = reminder(2, -80 * SECOND);
    const running = expect(run()).rejects.toThrow('away');
    await clock.advance(0);
    faults.queue = new Error('away');
    await clock.advance(SECOND);
    await running;
    expect([works(), tick.horizonMs]).toEqual([['1001:r1'], second.dueMs - 1]);
  });

  test('a table that refuses it for a moment makes nothing late', async () => {
    const { clock, reminder, run, faults, sent, tick } = setUp();
    reminder(1, 20 * SECOND);
    faults.horizon = new Error('throttled');
    const running = run();
    await clock.advance(10 * SECOND);
    faults.horizon = undefined;
    await clock.advance(10 * SECOND);
    await running;
    expect([sent.map(({ atMs }) => atMs), tick.horizonMs]).toEqual([[START + 20 * SECOND], START - MINUTE]);
  });
});

describe('what is overdue', () => {
  test.each([
    ['there was no tick yet', undefined],
    ['no tick came for three days', START - 3 * 24 * 60 * MINUTE],
  ])('is all queued when %s', async (_, horizonMs) => {
    const { clock, tick, reminder, run, works, counted } = setUp();
    Object.assign(tick, { horizonMs });
    reminder(1, -4 * 24 * 60 * MINUTE);
    reminder(2, -10 * MINUTE);
    const running = run();
    await clock.advance(SECOND);
    await running;
    expect(works()).toEqual(['1001:r1', '1001:r2']);
    expect(counted.OldestDue).toEqual([4 * 24 * 60 * MINUTE]);
  });

  test('is queued by the first tick of a process, then in one minute of ten, and not in between', async () => {
    const { clock, reminder, run, sent } = setUp();
    reminder(1, -10 * MINUTE);
    const seen: number[] = [];
    for (let minute = 0; minute < 20; minute += 1) {
      const running = run();
      await clock.advance(MINUTE);
      await running;
      if (sent.splice(0).length > 0) seen.push(minute);
    }
    expect(seen).toEqual([0, 9, 19]);
  });
});

describe('many at once', () => {
  test('1,000 keep the pace of 20 a second, what rings before what can wait', async () => {
    const { clock, items, reminder, run, sent } = setUp();
    for (let number = 1; number <= 100; number += 1)
      items.push({ owner: number, sk: 'BRIEFING', dueMs: START + SECOND });
    for (let number = 1; number <= 900; number += 1) reminder(number, SECOND, number % 2 ? number : -number);
    reminder(1_000, 20 * SECOND);
    const running = run();
    await clock.advance(52 * SECOND);
    expect(await running).toBe('queued');
    expect(sent).toHaveLength(1_001);
    for (const [index, { atMs }] of sent.entries())
      expect(atMs - (sent[index - 20]?.atMs ?? 0)).toBeGreaterThanOrEqual(SECOND);
    expect(sent.slice(-100).every(({ groupId }) => groupId.startsWith('b#'))).toBe(true);
    expect(sent.at(-1)?.atMs).toBeLessThanOrEqual(START + 52 * SECOND);
  });

  test('a tick ends before its function does, and the next ones go on', async () => {
    const { clock, items, reminder, endsIn, tick, sent, works } = setUp({ horizonMs: START - 2 * MINUTE });
    for (let number = 1; number <= 600; number += 1) reminder(number, -MINUTE, number);
    const running = endsIn(20 * SECOND);
    await clock.advance(20 * SECOND);
    expect(await running).toBe('out-of-time');
    expect(sent.length).toBeGreaterThan(150);
    expect(sent.at(-1)?.atMs).toBeLessThanOrEqual(START + 10 * SECOND);
    expect(tick.horizonMs).toBe(START - MINUTE - 1);
    // The worker did what was queued.
    items.splice(0, sent.length);
    const next = endsIn(300 * SECOND);
    await clock.advance(30 * SECOND);
    await next;
    expect(works()).toHaveLength(600);
  });

  test('what one tick cannot hold, the next ones take, in order', async () => {
    const { clock, items, reminder, run, works, tick } = setUp();
    for (let number = 1; number <= 6_500; number += 1) reminder(number, -10 * MINUTE + number, number);
    tick.horizonMs = START - 11 * MINUTE;
    while (items.length > 0) {
      const running = run();
      await clock.advance(300 * SECOND);
      await running;
      const done = new Set(works());
      items.splice(0, items.length, ...items.filter(({ owner }) => !done.has(`${owner}:r${owner}`)));
      for (const { dueMs } of items) expect(dueMs).toBeGreaterThan(tick.horizonMs ?? 0);
    }
    expect(works()).toEqual(Array.from({ length: 6_500 }, (_, index) => `${index + 1}:r${index + 1}`));
  });

  test('two ticks at once queue the same in the same order: together they are no faster than one', async () => {
    const { clock, reminder, run, sent, works, tick } = setUp();
    for (let number = 1; number <= 100; number += 1) reminder(number, SECOND, number);
    const both = Promise.all([run(), run()]);
    await clock.advance(10 * SECOND);
    await both;
    expect(works()).toHaveLength(100);
    const firsts = sent.filter(
      ({ deduplicationId }, index) =>
        sent.findIndex((one) => one.deduplicationId === deduplicationId) === index,
    );
    for (const [index, { atMs }] of firsts.entries())
      expect(atMs - (firsts[index - 20]?.atMs ?? 0)).toBeGreaterThanOrEqual(SECOND);
    expect(tick.horizonMs).toBe(START - MINUTE);
  });
});

describe('a clock that is set', () => {
  test('back, never moves the horizon back, and loses nothing', async () => {
    const { clock, reminder, run, sent, setClock, tick, works } = setUp();
    await run();
    const { horizonMs } = tick;
    setClock(-60 * MINUTE);
    reminder(1, -60 * MINUTE + 30 * SECOND);
    reminder(2, -60 * MINUTE + 100 * SECOND);
    for (let ticks = 0; ticks < 2; ticks += 1) {
      const running = run();
      await clock.advance(MINUTE);
      await running;
    }
    await clock.advance(MINUTE);
    expect(tick.horizonMs).toBe(horizonMs);
    // What a series may have skipped is computed anew, once.
    expect(works()).toEqual(['1001:r1', `1001:zones-2026b-${horizonMs}`, '1001:r2']);
    expect(sent.filter(({ groupId }) => groupId === 'z#1001')).toHaveLength(1);
  });

  test('back by years, leaves no minute in which what is overdue waits for a sweep', async () => {
    const { clock, reminder, run, setClock, tick, works } = setUp();
    await run();
    tick.horizonMs = START + 2_000 * DAY;
    setClock(-DAY);
    reminder(1, -DAY - 10 * MINUTE);
    const running = run();
    await clock.advance(SECOND);
    await running;
    expect(works()[0]).toBe('1001:r1');
  });

  test('back, while a tick waits, ends it: the next ones wait for the new moment', async () => {
    const { clock, reminder, run, setClock, sent } = setUp();
    reminder(1, 60 * SECOND);
    const running = run();
    await clock.advance(10 * SECOND);
    setClock(-30 * MINUTE);
    await clock.advance(10 * SECOND);
    expect([await running, sent]).toEqual(['out-of-time', []]);
    await clock.advance(30 * MINUTE);
    const next = run();
    await clock.advance(MINUTE);
    await next;
    expect(sent.map(({ atMs }) => atMs)).toEqual([START + 60 * SECOND]);
  });

  test('forth, while a tick waits, is noticed within seconds', async () => {
    const { clock, reminder, run, setClock, sent } = setUp();
    reminder(1, 80 * SECOND);
    const running = run();
    await clock.advance(SECOND);
    setClock(10 * MINUTE);
    await clock.advance(5 * SECOND);
    await running;
    expect(sent).toHaveLength(1);
  });
});

describe('new time zone data', () => {
  test('is told to every owner once, whenever they are due, and is known then', async () => {
    const { clock, reminder, run, sent, tick } = setUp({ tzVersion: '2026c' });
    for (const owner of [-7, 8]) for (const number of [1, 2]) reminder(number, number * DAY, owner);
    await run();
    const told = sent.splice(0).map(({ groupId, deduplicationId }) => `${groupId} ${deduplicationId}`);
    expect(told).toEqual(['z#-7 -7:zones-2026c', 'z#8 8:zones-2026c']);
    expect(tick.tzVersion).toBe('2026c');
    await clock.advance(MINUTE);
    await run();
    expect(sent).toEqual([]);
  });

  test('is told by the next tick again when a tick has no time for all', async () => {
    const { reminder, endsIn, run, sent, tick } = setUp({ tzVersion: '2026c' });
    for (let owner = 1; owner <= 3; owner += 1) reminder(1, DAY, owner);
    await endsIn(9 * SECOND);
    expect([sent, tick.tzVersion]).toEqual([[], '2026b']);
    await run();
    expect([sent.length, tick.tzVersion]).toEqual([3, '2026c']);
  });

  test('of an older process is told to nobody', async () => {
    const { reminder, run, sent, tick } = setUp({ tzVersion: '2026a' });
    reminder(1, DAY);
    await run();
    expect([sent, tick.tzVersion]).toEqual([[], '2026b']);
  });
});

test('an index that cannot be read fails the tick, and the horizon stays', async () => {
  const { run, faults, tick, counted } = setUp();
  faults.index = new Error('throttled');
  await expect(run()).rejects.toThrow('throttled');
  expect([tick.horizonMs, counted]).toEqual([START - 2 * MINUTE, { Ticks: [1], flushed: [1] }]);
});
