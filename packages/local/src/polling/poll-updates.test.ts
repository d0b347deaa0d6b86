import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Update } from '@steward/handler';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createArrivals } from '../arrivals.ts';
import type { Deliver } from './deliver-in-order.ts';
import { createUpdatePoller, type UpdatePoller, type UpdatePollerDependencies } from './poll-updates.ts';
import { staleAfterMs } from './polling-offset.ts';
import {
  botError,
  chatOf,
  createFakeTelegram,
  createRecordingLog,
  messageUpdate,
  networkError,
  until,
} from './testing/fake-telegram.ts';
import { createUpdateInbox } from './update-inbox.ts';

let folder: string;
let running: UpdatePoller[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polling-'));
});
afterEach(async () => {
  await Promise.all(running.map((poller) => poller.stop()));
  running = [];
  await rm(folder, { recursive: true });
});

/** What outlives a process: the inbox's folder, the stored position, Telegram itself. */
const createWorld = () => ({
  telegram: createFakeTelegram(),
  stored: undefined as { updateId: number; atMs: number } | undefined,
  nowMs: Date.parse('2026-11-21T12:00:00Z'),
  settled: new Set<number>(),
});
type World = ReturnType<typeof createWorld>;

const startProcess = (world: World, more: Partial<UpdatePollerDependencies> = {}) => {
  const log = createRecordingLog();
  const pauses: number[] = [];
  const taken: number[] = [];
  const inbox = createUpdateInbox({
    arrivals: createArrivals(folder),
    folder,
    groupOf: chatOf,
    isSettled: async (update) => world.settled.has(update.update_id),
    log,
  });
  const poller = createUpdatePoller({
    call: world.telegram.call,
    inbox,
    position: {
      read: async () => world.stored,
      write: async (updateId) => {
        world.stored = { updateId, atMs: world.nowMs };
      },
    },
    deliver: async (update) => {
      taken.push(update.update_id);
      return { statusCode: 200 };
    },
    log,
    sleep: async (ms) => {
      pauses.push(ms);
      // Time passes, so that a poll that follows is no longer at once.
      world.nowMs += ms;
      await setImmediate();
    },
    now: () => world.nowMs,
    allowedUpdates: ['message', 'callback_query'],
    random: () => 0,
    ...more,
  });
  running.push(poller);
  const ended = poller.start();
  ended.catch(() => {});
  return { poller, ended, inbox, log, pauses, taken };
};

/** The process is gone; its folder and Telegram stay. */
const kill = (poller: UpdatePoller) => poller.stop();

describe('polling', () => {
  it('asks for updates the way the Bot API wants it, and confirms them by the next offset', async () => {
    const world = createWorld();
    const { taken } = startProcess(world);
    await until(() => world.telegram.polls().length === 1);
    world.telegram.send(messageUpdate(100), messageUpdate(101, 2));
    await until(() => world.telegram.polls().length === 2);
    const allowed_updates = ['message', 'callback_query'];
    expect(world.telegram.polls()).toEqual([
      { method: 'getUpdates', params: { timeout: 50, limit: 100, allowed_updates }, timeoutMs: 60_000 },
      {
        method: 'getUpdates',
        params: { offset: 102, timeout: 50, limit: 100, allowed_updates },
        timeoutMs: 60_000,
      },
    ]);
    expect(taken).toEqual([100, 101]);
  });

  it('stores an update, then moves the position, then delivers', async () => {
    const world = createWorld();
    const steps: string[] = [];
    const inbox = createUpdateInbox({
      arrivals: createArrivals(folder),
      folder,
      groupOf: chatOf,
      isSettled: async () => false,
      log: createRecordingLog(),
    });
    startProcess(world, {
      inbox: {
        ...inbox,
        add: async (updates) => {
          await inbox.add(updates);
          if (updates.length > 0) steps.push('stored');
        },
      },
      position: { read: async () => undefined, write: async () => void steps.push('moved') },
      deliver: async () => {
        steps.push('delivered');
        return { statusCode: 200 };
      },
    });
    world.telegram.send(messageUpdate(1));
    await until(() => steps.length === 3);
    expect(steps).toEqual(['stored', 'moved', 'delivered']);
  });

  it('does not wait for a slow chat', async () => {
    const world = createWorld();
    let release = () => {};
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    const taken: number[] = [];
    const { poller } = startProcess(world, {
      deliver: async (update) => {
        if (chatOf(update) === '10') await slow;
        taken.push(update.update_id);
        return { statusCode: 200 };
      },
    });
    world.telegram.send(messageUpdate(1, 10));
    await until(() => world.telegram.polls().length === 2);
    world.telegram.send(messageUpdate(2, 20));
    await until(() => taken.includes(2));
    release();
    await poller.stop();
    expect(taken).toEqual([2, 1]);
  });

  it('delivers an update once, also when Telegram sends it again', async () => {
    const world = createWorld();
    const { taken, pauses } = startProcess(world);
    world.telegram.script.push([messageUpdate(5)], [messageUpdate(5)], [messageUpdate(5), messageUpdate(6)]);
    await until(() => taken.length === 2);
    expect(taken).toEqual([5, 6]);
    expect(pauses).toEqual([300]);
  });

  it('passes over what is no update in an answer', async () => {
    const world = createWorld();
    const { taken, log } = startProcess(world);
    world.telegram.script.push([null, { update_id: 'x' }, messageUpdate(8), 'text']);
    await until(() => taken.length === 1);
    expect(log.lines).toEqual([]);
  });

  it('is calm with a server that answers long polls at once', async () => {
    const world = createWorld();
    const { pauses } = startProcess(world);
    world.telegram.script.push([], [], []);
    await until(() => world.telegram.polls().length === 4);
    expect(pauses).toEqual([300, 300, 300]);
  });
});

describe('after a crash', () => {
  const never: Deliver = async () => ({ statusCode: 503 });

  it('what was taken but not delivered is delivered, in order, before anything new', async () => {
    const world = createWorld();
    const first = startProcess(world, { deliver: never });
    world.telegram.send(messageUpdate(1), messageUpdate(2), messageUpdate(3, 2));
    await until(() => world.telegram.polls().length === 2);
    await kill(first.poller);
    world.telegram.send(messageUpdate(4));
    const second = startProcess(world);
    await until(() => second.taken.length === 4);
    expect(second.taken.filter((id) => id !== 3)).toEqual([1, 2, 4]);
  });

  it('between storing and moving the position, the update that comes again is delivered once', async () => {
    const world = createWorld();
    const first = startProcess(world, {
      position: {
        read: async () => undefined,
        write: async () => {
          throw new Error('killed here');
        },
      },
    });
    world.telegram.send(messageUpdate(1));
    await until(async () => (await first.inbox.size()) === 1);
    await kill(first.poller);
    expect(first.taken).toEqual([]);
    const second = startProcess(world);
    await until(() => world.stored !== undefined);
    await until(() => world.telegram.polls().at(-1)?.params.offset === 2);
    expect(second.taken).toEqual([1]);
  });

  it('what had its outcome is not delivered again', async () => {
    const world = createWorld();
    const first = startProcess(world);
    world.telegram.send(messageUpdate(1), messageUpdate(2, 2));
    await until(() => first.taken.length === 2);
    world.settled.add(1);
    await first.inbox.settle('1');
    await kill(first.poller);
    const second = startProcess(world);
    await until(() => second.taken.length === 1);
    expect(second.taken).toEqual([2]);
    expect(world.telegram.polls().at(-1)?.params.offset).toBe(3);
  });

  it('a start that cannot read the position says so', async () => {
    const world = createWorld();
    const { ended } = startProcess(world, {
      position: { read: () => Promise.reject(new Error('no database')), write: async () => {} },
    });
    await expect(ended).rejects.toThrow('no database');
  });
});

describe('the offset', () => {
  it('follows the stored position, unless that is older than six days', async () => {
    const world = createWorld();
    world.stored = { updateId: 41, atMs: world.nowMs - staleAfterMs };
    const first = startProcess(world);
    await until(() => world.telegram.polls().length === 1);
    expect(world.telegram.polls()[0]?.params.offset).toBe(42);
    await first.poller.stop();
    world.nowMs += 1;
    startProcess(world);
    await until(() => world.telegram.polls().length === 2);
    expect(world.telegram.polls()[1]?.params).not.toHaveProperty('offset');
  });

  it('is dropped after a quiet week in a running process, and an id that comes anew is a new update', async () => {
    const world = createWorld();
    const quietWeek = Promise.withResolvers<[]>();
    world.telegram.script.push([messageUpdate(900)], quietWeek.promise, []);
    const { taken, inbox } = startProcess(world);
    await until(() => taken.length === 1);
    world.settled.add(900);
    await inbox.settle('1');
    world.settled.clear();
    await until(() => world.telegram.polls().length === 2);
    world.nowMs += staleAfterMs + 1;
    quietWeek.resolve([]);
    await until(() => world.telegram.polls().length === 4);
    expect(world.telegram.polls()[3]?.params).not.toHaveProperty('offset');
    world.telegram.send(messageUpdate(900), messageUpdate(901));
    await until(() => taken.length === 3);
    expect(taken).toEqual([900, 900, 901]);
  });
});

describe('trouble', () => {
  it.each([401, 404])('a wrong token (%i) ends polling', async (code) => {
    const world = createWorld();
    world.telegram.script.push(botError(code, 'Unauthorized'));
    await expect(startProcess(world).ended).rejects.toMatchObject({ code: 'wrong-token' });
  });

  it.each([
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    'Conflict: terminated by setWebhook request',
  ])('a webhook ends polling: %s', async (description) => {
    const world = createWorld();
    world.telegram.script.push([], botError(409, description));
    await expect(startProcess(world).ended).rejects.toMatchObject({ code: 'webhook-set' });
    expect(world.telegram.calls.every(({ method }) => method === 'getUpdates')).toBe(true);
  });

  it('another poller is named once, waited for, and its end is told', async () => {
    const world = createWorld();
    const conflict = botError(
      409,
      'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    );
    world.telegram.script.push(conflict, conflict, conflict, conflict, conflict);
    const { log, pauses, taken } = startProcess(world);
    world.telegram.send(messageUpdate(1));
    await until(() => taken.length === 1);
    expect(pauses).toEqual([5000, 10_000, 20_000, 30_000, 30_000]);
    expect(log.lines).toEqual([
      expect.stringMatching(/^warn Another process is polling this bot/),
      'warn No other process is polling this bot any more',
    ]);
    expect(world.telegram.polls().every(({ params }) => params.timeout === 50)).toBe(true);
  });

  it('too many requests are followed by as long a pause as Telegram wants', async () => {
    const world = createWorld();
    world.telegram.script.push(botError(429, 'Too Many Requests: retry after 17', 17), botError(429, 'x', 0));
    const { log, pauses, taken } = startProcess(world);
    world.telegram.send(messageUpdate(1));
    await until(() => taken.length === 1);
    expect(pauses).toEqual([17_000, 1000]);
    expect(log.lines).toHaveLength(2);
  });

  it('an outage of any kind is told once at its beginning and once at its end', async () => {
    const world = createWorld();
    world.telegram.script.push(
      networkError('ECONNREFUSED'),
      botError(502, 'Bad Gateway'),
      Object.assign(new Error('timed out'), { name: 'TimeoutError' }),
      botError(429, 'Too Many Requests'),
      'not a list',
      [{ no: 'update' }],
      { ok: true },
    );
    const { log, pauses, taken } = startProcess(world);
    await until(() => log.lines.length === 2);
    expect(pauses).toEqual([1, 2, 4, 8, 16, 30, 30].map((seconds) => seconds * 1000));
    expect(log.lines).toEqual([
      'warn Telegram cannot be reached; trying again until it answers',
      'warn Telegram answers again',
    ]);
    const timeouts = world.telegram.polls().map(({ params, timeoutMs }) => [params.timeout, timeoutMs]);
    expect(timeouts.slice(0, 8)).toEqual([[50, 60_000], ...Array.from({ length: 7 }, () => [0, 10_000])]);
    world.telegram.send(messageUpdate(1));
    await until(() => taken.length === 1);
  });

  it('has pauses with jitter, never longer than the longest', async () => {
    const world = createWorld();
    world.telegram.script.push(...Array.from({ length: 6 }, () => networkError('ECONNRESET')));
    const { pauses, log } = startProcess(world, { random: () => 1 });
    await until(() => log.lines.length === 2);
    expect(pauses).toEqual([1250, 2500, 5000, 10_000, 20_000, 30_000]);
  });

  it('with the disk leaves updates with Telegram until they can be stored', async () => {
    const world = createWorld();
    const log = createRecordingLog();
    const inbox = createUpdateInbox({
      folder,
      arrivals: createArrivals(folder),
      groupOf: chatOf,
      isSettled: async () => false,
      log,
    });
    let full = 3;
    const { taken, ...process } = startProcess(world, {
      inbox: {
        ...inbox,
        add: async (updates: readonly Update[]) => {
          if (full-- > 0) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
          await inbox.add(updates);
        },
      },
    });
    world.telegram.send(messageUpdate(1));
    await until(() => taken.length === 1);
    expect(
      world.telegram
        .polls()
        .slice(0, 4)
        .map(({ params }) => params.offset),
    ).toEqual(Array(4).fill(undefined));
    expect(process.log.lines).toEqual([
      'warn Updates cannot be stored, so none are taken; trying again',
      'warn Updates can be stored again',
    ]);
  });
});

describe('stopping', () => {
  it('ends the long poll at once', async () => {
    const world = createWorld();
    const { poller, ended } = startProcess(world);
    await until(() => world.telegram.polls().length === 1);
    await poller.stop();
    await expect(ended).resolves.toBeUndefined();
    await setImmediate();
    expect(world.telegram.polls()).toHaveLength(1);
  });

  it('ends a pause', async () => {
    const world = createWorld();
    world.telegram.script.push(networkError('ENOTFOUND'));
    let pausing = false;
    const { poller, ended } = startProcess(world, {
      sleep: (_ms, signal) =>
        new Promise((resolve) => {
          pausing = true;
          signal?.addEventListener('abort', () => resolve());
        }),
    });
    await until(() => pausing);
    await poller.stop();
    await expect(ended).resolves.toBeUndefined();
  });

  it('waits for a delivery that is under way and keeps what is not delivered', async () => {
    const world = createWorld();
    let release = () => {};
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    const taken: number[] = [];
    const { poller } = startProcess(world, {
      deliver: async (update) => {
        await slow;
        taken.push(update.update_id);
        return { statusCode: 200 };
      },
    });
    world.telegram.send(messageUpdate(1), messageUpdate(2));
    await until(() => world.telegram.polls().length === 2);
    const stopped = poller.stop();
    release();
    await stopped;
    expect(taken).toEqual([1]);
    const next = startProcess(world);
    await until(() => next.taken.length === 2);
  });

  it('before the first poll makes none; a second start is the first one', async () => {
    const world = createWorld();
    const { poller, ended } = startProcess(world);
    expect(poller.start()).toBe(ended);
    await poller.stop();
    expect(world.telegram.polls()).toEqual([]);
  });
});
