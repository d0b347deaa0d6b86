import { STOPPED, type StopSignal, type StopStore } from '@steward/core';
import { createFakeClock } from '@steward/core/testing';
import { expect, test } from 'vitest';
import type { UpdateContext } from '../context/update-context.ts';
import { silentLog } from '../observability/log.ts';
import { readStop, type Stop, watchForStop } from './stop-watch.ts';

const NOW = 1_700_000_000_000;
const DAY = 24 * 60 * 60 * 1000;

const setUp = (read: StopStore['read'], more: object = {}) => {
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
  const signal = async () => (stop ? { stop: { upToUpdateId: 8, atMs: NOW + 500, ...stop } } : {});
  const { services, context } = setUp(signal, more);
  return readStop(services, context, [1]);
};

test.each<[string, Partial<StopSignal> | undefined, object, Stop]>([
  ['no stop was asked for', undefined, {}, 'none'],
  ['a later stop is there', {}, {}, 'stopped'],
  ['its own button was tapped', { upToUpdateId: 7 }, {}, 'stopped'],
  ['the stop was for earlier questions', { upToUpdateId: 6 }, {}, 'none'],
  ['ids began anew after an old stop', { upToUpdateId: 900_000, atMs: NOW - 8 * DAY }, {}, 'none'],
  ['the dates of Telegram are whole seconds', { atMs: NOW - 900 }, {}, 'stopped'],
  ['/stop@StewardBot names us', { botName: 'stewardbot' }, {}, 'stopped'],
  ['/stop@OtherBot names another bot', { botName: 'OtherBot' }, {}, 'none'],
  ['a tap waited in the queue while the stop came', { atMs: NOW - 600_000 }, { isTap: true }, 'stopped'],
  ['a tap meets a stop from before ids began anew', { atMs: NOW - 8 * DAY }, { isTap: true }, 'none'],
])('when %s: %j', async (_, stop, more, expected) => {
  expect(await stopped(stop, more)).toBe(expected);
});

test.each<[string, object, number[], Stop]>([
  ['its question was changed', { messageId: 1, updateId: 8 }, [1], 'edited'],
  ['a part of its question was changed', { messageId: 2, updateId: 8 }, [1, 2], 'edited'],
  ['another question was changed', { messageId: 3, updateId: 8 }, [1, 2], 'none'],
  ['its question was changed before it was asked anew', { messageId: 1, updateId: 6 }, [1], 'none'],
])('when %s: %4$s', async (_, edited, asked, expected) => {
  const { services, context } = setUp(async () => ({ edited }) as Awaited<ReturnType<StopStore['read']>>);
  expect(await readStop(services, context, asked)).toBe(expected);
});

test.each<[string, object, object, Stop]>([
  ['something follows its question', {}, {}, 'joined'],
  ['what follows came earlier', { updateId: 6 }, {}, 'none'],
  ['what follows came seconds later', { date: NOW / 1000 + 2 }, {}, 'none'],
  ['an older question is answered again', {}, { message: { message_id: 2, date: NOW / 1000 } }, 'none'],
  ['the chat is a group', {}, { isGroup: true }, 'none'],
])('when %s: %4$s', async (_, join, more, expected) => {
  const followed = { join: { updateId: 8, date: NOW / 1000, ...join } };
  const { services, context } = setUp(async () => followed, more);
  expect(await readStop(services, context, [1])).toBe(expected);
});

test('a stop is seen within a second and ends the turn', async () => {
  let stop: StopSignal | undefined;
  const { services, context, clock } = setUp(async () => (stop ? { stop } : {}));
  const turn = new AbortController();
  const watching = watchForStop(services, context, [1], turn, new AbortController().signal);
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
    return { stop: { upToUpdateId: 7, atMs: NOW } };
  });
  const turn = new AbortController();
  const watching = watchForStop(services, context, [1], turn, new AbortController().signal);
  await clock.advance(2_000);
  await watching;
  expect([turn.signal.aborted, warned.length]).toEqual([true, 1]);
});

test('the watch ends with the turn', async () => {
  const { services, context, clock } = setUp(async () => ({}));
  const ended = new AbortController();
  const watching = watchForStop(services, context, [1], new AbortController(), ended.signal);
  ended.abort();
  await watching;
  expect(clock.sleeping()).toBe(0);
});
