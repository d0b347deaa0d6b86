// What is due while the table and Telegram fail at random: each is told once, at most twice, or listed as not delivered.
import { createTickingWorld } from '@steward/handler/testing';
import { expect, test } from 'vitest';
import { rounds } from '../soak.ts';
import { type Chance, chooseSeed, createChance } from '../world/seed.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.UTC(2027, 0, 1);
const OWNERS = 200;

const refusal = (code: number, parameters?: object): Response =>
  Response.json({ ok: false, error_code: code, description: 'Not now', parameters }, { status: code });

/** How often each owner was told, as far as can be known, and what is written of it. */
const play = async (chance: Chance) => {
  const refusals = new Map<number, number>();
  const refuse = (owner: number, code: number, parameters?: object) => (): Response => {
    refusals.set(owner, (refusals.get(owner) ?? 0) + 1);
    return refusal(code, parameters);
  };
  /** It may have been taken. */
  const lost = (): never => {
    throw new TypeError('fetch failed');
  };
  const world = createTickingWorld(START, {
    disturb({ answers, stores }, { owner }) {
      if (chance.happens(0.3)) stores.failAfterWrites(chance.between(0, 8));
      if (!chance.happens(0.3)) return;
      const pause = { retry_after: chance.between(1, 90) };
      const answer = chance.pick([refuse(owner, 429, pause), refuse(owner, 502), lost]);
      answers.push({ method: 'sendMessage', answer });
    },
  });
  for (let owner = 1; owner <= OWNERS; owner += 1)
    await world.remind({ owner, number: 1, dueMs: START + chance.between(1, HOUR) });
  while (world.now() < START + 30 * HOUR && Number.isFinite(world.firstDueMs())) {
    // A tick may fail by the same faults: the next one goes on.
    await world
      .startDispatcher()()
      .catch(() => {});
    world.setClock(world.now() + chance.between(1, 5) * MINUTE);
  }
  const { bench } = world;
  const ofOwner = async (owner: number) => {
    const calls = bench.calls.filter(
      ({ method, params }) => method === 'sendMessage' && params.chat_id === owner,
    );
    const { dueMs, last } = (await bench.stores.reminders.get(owner, 1)) ?? {};
    return { told: calls.length - (refusals.get(owner) ?? 0), dueMs, outcome: last?.outcome };
  };
  return await Promise.all(Array.from({ length: OWNERS }, (_, index) => ofOwner(index + 1)));
};

test('of what is due under faults nothing is lost, and nothing comes a third time', {
  timeout: 900_000,
}, async () => {
  const seed = chooseSeed('what is due, under faults');
  let [twice, listed] = [0, 0];
  for (let round = 0; round < rounds(1, 200); round += 1) {
    const all = await play(createChance(seed + round));
    const wrong = all.filter(
      ({ told, dueMs, outcome }) =>
        dueMs !== undefined || told > 2 || (told === 0 && outcome !== 'undelivered'),
    );
    expect(wrong, `STEWARD_SEED=${seed + round}`).toEqual([]);
    twice += all.filter(({ told }) => told === 2).length;
    listed += all.filter(({ outcome }) => outcome === 'undelivered').length;
  }
  console.log(`what is due, under faults: twice × ${twice}, not delivered × ${listed}`);
});
