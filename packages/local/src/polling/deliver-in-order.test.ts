import { setImmediate } from 'node:timers/promises';
import type { Update } from '@steward/handler';
import { describe, expect, it } from 'vitest';
import { createDeliveries, type Deliver } from './deliver-in-order.ts';
import {
  botError,
  chatOf,
  createFakeTelegram,
  createRecordingLog,
  messageUpdate,
  until,
} from './testing/fake-telegram.ts';

const start = (deliver: Deliver) => {
  const log = createRecordingLog();
  const telegram = createFakeTelegram();
  const pauses: number[] = [];
  const stopping = new AbortController();
  const sleep = async (ms: number) => {
    pauses.push(ms);
    await setImmediate();
  };
  const deliveries = createDeliveries({
    deliver,
    call: telegram.call,
    groupOf: chatOf,
    log,
    sleep,
    signal: stopping.signal,
  });
  return { ...deliveries, log, telegram, pauses, stopping };
};

describe('delivery', () => {
  it('keeps the order in a chat', async () => {
    const taken: number[] = [];
    let underWay = 0;
    const { push, idle } = start(async (update) => {
      underWay += 1;
      expect(underWay).toBe(1);
      await setImmediate();
      taken.push(update.update_id);
      underWay -= 1;
      return { statusCode: 200 };
    });
    for (const id of [1, 2, 3]) push(messageUpdate(id));
    await idle();
    expect(taken).toEqual([1, 2, 3]);
  });

  it('lets chats pass each other', async () => {
    const taken: number[] = [];
    let release = () => {};
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { push, idle } = start(async (update) => {
      if (update.update_id === 1) await slow;
      taken.push(update.update_id);
      return { statusCode: 204 };
    });
    push(messageUpdate(1, 10));
    push(messageUpdate(2, 10));
    push(messageUpdate(3, 20));
    await until(() => taken.length === 1);
    release();
    await idle();
    expect(taken).toEqual([3, 1, 2]);
  });

  it('is repeated ever more slowly, with one line at the first failure and one at the end', async () => {
    let tries = 0;
    const taken: Update[] = [];
    const { push, idle, pauses, log } = start(async (update) => {
      tries += 1;
      if (tries === 1) throw new Error('no queue');
      if (tries < 10) return { statusCode: 503 };
      taken.push(update);
      return { statusCode: 200 };
    });
    push(messageUpdate(1));
    push(messageUpdate(2));
    await idle();
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60].map((seconds) => seconds * 1000));
    expect(taken.map((update) => update.update_id)).toEqual([1, 2]);
    expect(log.lines).toEqual([
      'warn An update was not taken and is tried again',
      'warn An update was taken after all',
    ]);
  });

  it('of a failing chat does not hold up another', async () => {
    const taken: number[] = [];
    const { push, idle, stopping } = start(async (update) => {
      if (chatOf(update) === '10') return { statusCode: 500 };
      taken.push(update.update_id);
      return { statusCode: 200 };
    });
    push(messageUpdate(1, 10));
    push(messageUpdate(2, 10));
    push(messageUpdate(3, 20));
    await until(() => taken.length === 1);
    stopping.abort();
    await idle();
    expect(taken).toEqual([3]);
  });
});

describe('a webhook reply with a method', () => {
  it('is executed as a call', async () => {
    const { push, idle, telegram } = start(async () => ({
      statusCode: 200,
      body: JSON.stringify({ method: 'sendChatAction', chat_id: 1, action: 'typing' }),
    }));
    push(messageUpdate(1));
    await idle();
    expect(telegram.calls).toMatchObject([
      { method: 'sendChatAction', params: { chat_id: 1, action: 'typing' } },
    ]);
  });

  it('fails quietly', async () => {
    const { push, idle, telegram, log } = start(async () => ({
      statusCode: 200,
      body: '{"method":"getUpdates"}',
    }));
    telegram.script.push(botError(400, 'Bad Request: query is too old'));
    push(messageUpdate(1));
    await idle();
    await until(() => log.lines.length > 0);
    expect(log.lines).toEqual(['debug A call from a webhook reply failed']);
  });

  it.each(['', 'ok', 'null', '[]', '{"ok":true}'])('is not read from %j', async (body) => {
    const { push, idle, telegram, log } = start(async () => ({ statusCode: 200, body }));
    push(messageUpdate(1));
    await idle();
    expect(telegram.calls).toEqual([]);
    expect(log.lines).toEqual([]);
  });
});
