// Turns and tokens of a day, counted in the profile that a turn writes anyway.
import { usageOfWeek } from '@steward/core';
import { createFakeClock, createFakeModel } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { type Bench, createBench, textMessage, USER } from '../../test/bench.ts';
import { crashAtEveryWrite } from '../../test/crash.ts';
import { inGroup } from '../../test/people.ts';

const countingModel = () =>
  createFakeModel({
    fallback: () => ['Hi', { type: 'done', reason: 'stop', promptTokens: 30, answerTokens: 12 }],
    installed: [{ name: 'small:1b' }],
  });

const setUp = () =>
  createBench({ clock: createFakeClock(undefined, { mode: 'auto' }), model: countingModel() });

const today = async (bench: Bench, owner: number = USER.id) => {
  const { clock, profiles } = bench.services;
  return usageOfWeek((await profiles.get(owner))?.usage, clock.now()).at(-1);
};

test('a turn counts with what the model read and wrote; a command is none', async () => {
  const bench = setUp();
  await bench.send('/help');
  expect(await today(bench)).toMatchObject({ turns: 0, tokens: 0 });
  await bench.send('Hello');
  await bench.send('Go on');
  await bench.send('/retry');
  expect(await today(bench)).toEqual({ day: '2023-11-14', turns: 3, tokens: 126 });
});

test('in a group the group counts, and nobody’s own chat', async () => {
  const bench = setUp();
  await inGroup(bench, '@StewardBot why?', { chat: { id: -7, type: 'supergroup', title: 'G' } });
  expect(await today(bench, -7)).toMatchObject({ turns: 1, tokens: 42 });
  expect(await bench.services.profiles.get(USER.id)).toBeUndefined();
});

test('wherever a try dies, a turn is counted once at most; only behind its answer it may be missed', async () => {
  const missed: number[] = [];
  await crashAtEveryWrite({
    bench: () => ({ model: countingModel() }),
    prepare: async (bench) => void (await bench.send('Hello')),
    update: { update_id: 90, message: textMessage('Go on', 90) },
    async check(bench, writes) {
      const { turns = 0 } = (await today(bench)) ?? {};
      expect([1, 2]).toContain(turns);
      if (turns === 1) missed.push(writes);
    },
  });
  expect(missed.length).toBeLessThanOrEqual(1);
});
