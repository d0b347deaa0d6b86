// A try that died leaves what it has stored or shown: the next one finishes that, whatever forbids an answer by then.
import { createFakeClock } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { type Bench, createBench, textMessage, USER } from '../../test/bench.ts';
import { messagesOf, sessionsOf } from '../../test/people.ts';

const LEASE_OVER_MS = 61_000;
const UPDATE = { update_id: 900, message: textMessage('Second', 800, { date: 1 }) };

const cuts: [string, RegExp, (bench: Bench, nowMs: number) => Promise<unknown>][] = [
  [
    'a stop',
    /^⏹ Stopped before I began/,
    (bench, nowMs) => bench.stores.stops.write(USER.id, { stop: { upToUpdateId: 900, atMs: nowMs } }),
  ],
  [
    'an allowance',
    /^📊 Your allowance is 0 turns/,
    (bench, nowMs) => bench.stores.profiles.update(USER.id, { allowance: { turns: 0 }, updatedAtMs: nowMs }),
  ],
];

test.each(cuts)(
  'what is stored is finished in spite of %s, and else it is told',
  async (_, sentence, cut) => {
    const seen = { finished: 0, told: 0 };
    for (let writes = 1, first = ''; first !== 'deleted'; writes += 1) {
      const clock = createFakeClock(undefined, { mode: 'auto' });
      const bench = createBench({ clock });
      await bench.send('First');
      bench.stores.failAfterWrites(writes);
      first = await bench.deliver(UPDATE);
      bench.stores.failAfterWrites(undefined);
      const isStored = (await messagesOf(bench)).length === 4;
      await cut(bench, clock.now());
      await clock.advance(LEASE_OVER_MS);
      await bench.deliver(UPDATE, { receiveCount: 2 });
      const isTold = bench.chat().some(({ text }) => sentence.test(text));
      expect([writes, isStored && isTold]).toEqual([writes, false]);
      seen[isStored ? 'finished' : 'told'] += isStored || isTold ? 1 : 0;
      expect((await sessionsOf(bench))[0]?.messageCount).toBe(isTold ? 3 : 4);
    }
    expect(seen.finished).toBeGreaterThan(1);
    expect(seen.told).toBeGreaterThan(0);
  },
);
