// The process dies at any write, from a time that is tapped to the answer: one proposal, one card for each, one note for each answer.
import { expect, test } from 'vitest';
import { BOB } from '../../../../test/people.ts';
import { ADA, createTogetherBench, EVE, type TogetherBench } from '../../../../test/together-bench.ts';

const LEASE_OVER_MS = 61_000;

/** Plays each death of one tap, and delivers what was queued twice. Returns how many deaths there were. */
const dieAtEveryWrite = async (
  prepare: (one: TogetherBench) => Promise<void>,
  [person, label]: [typeof ADA, string],
  check: (one: TogetherBench) => Promise<void>,
): Promise<number> => {
  for (let writes = 0; writes < 40; writes += 1) {
    const one = await createTogetherBench();
    const { bench, clock, send, tapped } = one;
    await send(ADA, '/free 45 min next week with Bob and Eve "Budget"');
    await prepare(one);
    const update = { update_id: 700, callback_query: { id: 't', ...tapped(person, label) } };
    bench.stores.failAfterWrites(writes);
    const first = await bench.deliver(update);
    bench.stores.failAfterWrites(undefined);
    for (let receiveCount = 2; receiveCount < 4; receiveCount += 1) {
      await clock.advance(LEASE_OVER_MS);
      await bench.deliver(update, { receiveCount });
    }
    bench.queue.push(...bench.queue);
    await one.deliver();
    await check(one);
    if (first === 'deleted') return writes;
  }
  throw new Error('The tap never came through');
};

const count = ({ messages }: TogetherBench, person: typeof ADA, part: string): number =>
  messages(person).filter(({ text }) => text.includes(part)).length;
const states = async ({ bench }: TogetherBench) =>
  (await bench.stores.proposals.list(ADA.id)).map(({ state }) => state).toSorted();

const choose = async ({ tap }: TogetherBench) => await tap(ADA, 'Tue 8 Dec, 15:00');
const propose = async (one: TogetherBench) => {
  await choose(one);
  await one.tap(ADA, 'Send');
  await one.deliver();
};

test.each<[string, (one: TogetherBench) => Promise<void>, typeof ADA, (one: TogetherBench) => Promise<void>]>(
  [
    [
      'Tue 8 Dec, 15:00',
      async () => {},
      ADA,
      async (one) => {
        expect(await states(one)).toEqual(['looking', 'waiting']);
        // Of a send before a crash nobody knows.
        expect([1, 2]).toContain(count(one, ADA, 'Propose to'));
      },
    ],
    [
      'Send',
      choose,
      ADA,
      async (one) => {
        expect(await states(one)).toEqual(['looking', 'sent']);
        expect([count(one, BOB, 'proposes'), count(one, EVE, 'proposes')]).toEqual([1, 1]);
        expect(count(one, ADA, 'Proposed to')).toBe(1);
      },
    ],
    [
      'Accept',
      propose,
      BOB,
      async (one) => {
        expect(count(one, ADA, 'Bob accepts: Budget')).toBe(1);
        expect(count(one, BOB, 'You accept')).toBe(1);
      },
    ],
    [
      'Withdraw',
      propose,
      ADA,
      async (one) => {
        expect([count(one, BOB, 'withdrew'), count(one, EVE, 'withdrew')]).toEqual([1, 1]);
        expect(await states(one)).toEqual(['cancelled', 'looking']);
      },
    ],
  ],
)('%s', async (label, prepare, person, check) => {
  const written: string[][] = [];
  const deaths = await dieAtEveryWrite(prepare, [person, label], async (one) => {
    await check(one);
    written.push(one.written);
  });
  expect(deaths).toBeGreaterThan(2);
  expect(written.flat()).toEqual([]);
});
