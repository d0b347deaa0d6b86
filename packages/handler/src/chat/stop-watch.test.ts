import { STOPPED, type StopSignal } from '@steward/core';
import { createFakeClock } from '@steward/core/testing';
import { expect, test } from 'vitest';
import type { UpdateContext } from '../context/update-context.ts';
import { silentLog } from '../observability/log.ts';
import { isStopped, watchForStop } from './stop-watch.ts';

const NOW = 1_700_000_000_000;
const DAY = 24 * 60 * 60 * 1000;

const setUp = (read: () => Promise<StopSignal | undefined>, more: object = {}) => {
  const clock = createFakeClock(NOW);
  const warned: string[] = [];
  const services = {
    stops: { read, write: async () => {} },
    bot: async () => ({ id: 42, username: 'StewardBot' }),
    clock,
  };
  const context = {
    log: { ...silentLog, warn: (message: string) => void warned.push(message) },
    owner: 1001,
    updateId: 7,
    atMs: NOW,
    isTap: false,
    message: { message_id: 1, date: NOW / 1000, chat: { id: 1001, type: 'private' } },
    ...more,
  } as unknown as UpdateContext;
  return { services, context, clock, warned };
};

const stopped = (stop: Partial<StopSignal> | undefined, more: object = {}) => {
  const signal = async () => stop && { upToUpdateId: 8, atMs: NOW + 500, ...stop };
  const { services, context } = setUp(signal, more);
  return isStopped(services, context);
};

test.each<[string, Partial<StopSignal> | undefined, object, boolean]>([
  ['no stop was asked for', undefined, {}, false],
  ['a later stop is there', {}, {}, true],
  ['its own button was tapped', { upToUpdateId: 7 }, {}, true],
  ['the stop was for earlier questions', { upToUpdateId: 6 }, {}, false],
  ['ids began anew after an old stop', { upToUpdateId: 900_000, atMs: NOW - 8 * DAY }, {}, false],
  ['the dates of Telegram are whole seconds', { atMs: NOW - 900 }, {}, true],
  ['/stop@StewardBot names us', { botName: 'stewardbot' }, {}, true],
  ['/stop@OtherBot names another bot', { botName: 'OtherBot' }, {}, false],
  ['a tap waited in the queue while the stop came', { atMs: NOW - 600_000 }, { isTap: true }, true],
  ['a tap meets a stop from before ids began anew', { atMs: NOW - 8 * DAY }, { isTap: true }, false],
])('when %s: %j', async (_, stop, more, expected) => {
  expect(await stopped(stop, more)).toBe(expected);
});

test('a stop is seen within a second and ends the turn', async () => {
  let stop: StopSignal | undefined;
  const { services, context, clock } = setUp(async () => stop);
  const turn = new AbortController();
  const watching = watchForStop(services, context, turn, new AbortController().signal);
  await clock.advance(5_000);
  expect(turn.signal.aborted).toBe(false);
  stop = { upToUpdateId: 7, atMs: NOW + 5_000 };
  await clock.advance(1_000);
  await watching;
  expect(turn.signal.reason).toBe(STOPPED);
});

test('a signal that cannot be read is read again a second later', async () => {
  let reads = 0;
  const { services, context, clock, warned } = setUp(async () => {
    reads += 1;
    if (reads === 1) throw new Error('away');
    return { upToUpdateId: 7, atMs: NOW };
  });
  const turn = new AbortController();
  const watching = watchForStop(services, context, turn, new AbortController().signal);
  await clock.advance(2_000);
  await watching;
  expect([turn.signal.aborted, warned.length]).toEqual([true, 1]);
});

test('the watch ends with the turn', async () => {
  const { services, context, clock } = setUp(async () => undefined);
  const ended = new AbortController();
  const watching = watchForStop(services, context, new AbortController(), ended.signal);
  ended.abort();
  await watching;
  expect(clock.sleeping()).toBe(0);
});
