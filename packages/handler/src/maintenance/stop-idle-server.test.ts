import { StewardError } from '@steward/core';
import {
  createFakeClock,
  createFakePower,
  createMemoryModelServerStore,
  createMemoryStores,
  type FakePowerOptions,
} from '@steward/core/testing';
import { expect, test } from 'vitest';
import { silentLog } from '../observability/log.ts';
import { createIdleStop } from './stop-idle-server.ts';

const MINUTE = 60_000;

const setUp = (options: Omit<FakePowerOptions, 'clock'> & { idleMinutes?: number } = {}) => {
  const clock = createFakeClock();
  const { idleMinutes = 30, ...powerOptions } = options;
  const power = createFakePower({ clock, state: 'running', startedAtMs: 0, ...powerOptions });
  const store = createMemoryModelServerStore();
  const { seenModels } = createMemoryStores();
  const lines: { message: string; outcome: unknown; idle_minutes?: unknown }[] = [];
  const counted: [string, number | undefined][] = [];
  let flushed = 0;
  const lookAfter = createIdleStop({
    power,
    store,
    seenModels,
    idleMinutes,
    clock,
    log: {
      ...silentLog,
      info: (message, fields) => void lines.push({ message, outcome: fields?.outcome, ...fields }),
      error: (message, _, fields) => void lines.push({ message, outcome: fields?.outcome }),
    },
    meter: {
      count: (name, value) => void counted.push([name, value]),
      time: () => {},
      flush: () => {
        flushed += 1;
      },
    },
  });
  return { clock, power, seenModels, store, lines, counted, lookAfter, flushed: () => flushed };
};

test('a server nobody has chatted with for half an hour is stopped, a minute earlier it is not', async () => {
  const { clock, power, store, lookAfter, lines, counted } = setUp();
  await store.touch(clock.now());
  await clock.advance(30 * MINUTE - 1);
  expect([await lookAfter(), power.switched]).toEqual(['in-use', []]);
  await clock.advance(1);
  expect([await lookAfter(), power.switched]).toEqual(['stopped-now', ['stop']]);
  expect(lines).toMatchObject([
    { outcome: 'in-use', idle_minutes: 29 },
    { outcome: 'stopped-now', idle_minutes: 30 },
  ]);
  expect(counted).toEqual([
    ['ModelServerRunning', 1],
    ['ModelServerRunning', 1],
    ['ModelServerStops', undefined],
  ]);
});

test('a server that nobody has ever chatted with is stopped as well', async () => {
  const { power, lookAfter } = setUp();
  expect([await lookAfter(), power.switched]).toEqual(['stopped-now', ['stop']]);
});

test('a server that has just been started counts as used then', async () => {
  const { clock, power, store, lookAfter } = setUp({ state: 'stopped' });
  await store.touch(clock.now() - 24 * 60 * MINUTE);
  await power.start();
  await clock.advance(29 * MINUTE);
  expect(await lookAfter()).toBe('in-use');
  await clock.advance(MINUTE);
  expect(await lookAfter()).toBe('stopped-now');
});

test('a server that an operator keeps on stays on, until that is taken back', async () => {
  const { power, store, lookAfter } = setUp();
  await store.keepOn(true);
  expect([await lookAfter(), power.switched]).toEqual(['kept-on', []]);
  await store.keepOn(false);
  expect(await lookAfter()).toBe('stopped-now');
});

test.each(['pending', 'stopping', 'stopped', 'gone'] as const)(
  'a machine that is %s is left alone',
  async (state) => {
    const { power, lookAfter, counted } = setUp({ state });
    expect([await lookAfter(), power.switched, counted]).toEqual([state, [], [['ModelServerRunning', 0]]]);
  },
);

test('with 0 minutes it is never stopped, and nothing is asked', async () => {
  const { power, lookAfter, lines } = setUp({ idleMinutes: 0 });
  power.fault = new Error('asked');
  expect([await lookAfter(), lines.length]).toEqual(['off', 1]);
});

test('a clock behind the one that wrote the last chat stops nothing', async () => {
  const { clock, store, lookAfter } = setUp();
  await store.touch(clock.now() + 10 * MINUTE);
  expect(await lookAfter()).toBe('in-use');
});

test('a fault is logged and thrown, so that the schedule tries again', async () => {
  const { power, lookAfter, lines, flushed } = setUp();
  power.fault = new StewardError('storage-refused', 'EC2 refused the request');
  await expect(lookAfter()).rejects.toMatchObject({ code: 'storage-refused' });
  expect([lines, flushed()]).toEqual([
    [{ message: 'The model server could not be looked after', outcome: 'failed' }],
    1,
  ]);
});

test('the app is told once that it sleeps, and again after it ran; a write that fails is tried again', async () => {
  const { clock, lookAfter, power, seenModels } = setUp({ state: 'stopped' });
  const written: unknown[] = [];
  let faults = 1;
  seenModels.write = async ({ state }) => {
    written.push(state);
    if (faults-- > 0) throw new Error('away');
  };
  await lookAfter();
  expect([await lookAfter(), await lookAfter(), written]).toEqual([
    'stopped',
    'stopped',
    ['asleep', 'asleep'],
  ]);
  await power.start();
  await lookAfter();
  await clock.advance(MINUTE);
  expect(await lookAfter()).toBe('in-use');
  await clock.advance(31 * MINUTE);
  expect([await lookAfter(), written.slice(2)]).toEqual(['stopped-now', ['starting', 'asleep']]);
});
