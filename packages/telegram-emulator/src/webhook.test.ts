import type { IncomingHttpHeaders } from 'node:http';
import { startScriptedServer, status } from '@steward/stand-ins/testing';
import { describe, expect, it } from 'vitest';
import { startTelegram } from './testing/bot-client.ts';

interface Delivery {
  headers: IncomingHttpHeaders;
  update: { update_id: number; message?: { text: string; chat: { id: number } } };
}

interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  /** Never answers. */
  silent?: boolean;
}

/** A bot behind a webhook that answers as it is told. */
const startHook = async (reply: (delivery: Delivery, count: number) => Reply | Promise<Reply>) => {
  const deliveries: Delivery[] = [];
  const server = await startScriptedServer(async (response, { headers, body }) => {
    const delivery = { headers, update: body as unknown as Delivery['update'] };
    deliveries.push(delivery);
    const { silent, ...answer } = await reply(delivery, deliveries.length);
    if (!silent) status(answer.status ?? 200, answer.body ?? '', answer.headers)(response);
  });
  return { url: `${server.url}/hook`, deliveries, [Symbol.asyncDispose]: server.close };
};

const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
};

const fast = { webhookBackoffScale: 0.001 };

describe('a webhook', () => {
  it('gets each update once, with the secret, and the queue empties', async () => {
    await using hook = await startHook(() => ({}));
    await using telegram = await startTelegram();
    const { emulator, call } = telegram;
    const alice = emulator.addUser({ first_name: 'Alice' }).id;
    emulator.sendText(alice, alice, 'before the webhook');
    const set = await call('setWebhook', { url: hook.url, secret_token: 'S3cret' });
    expect(set).toEqual({ ok: true, result: true, description: 'Webhook was set' });
    emulator.sendText(alice, alice, 'after');
    await until(() => emulator.pendingUpdates() === 0);
    expect(hook.deliveries.map((one) => one.update.message?.text)).toEqual(['before the webhook', 'after']);
    expect(hook.deliveries[0]?.headers['x-telegram-bot-api-secret-token']).toBe('S3cret');
    const again = await call('setWebhook', { url: hook.url, secret_token: 'S3cret' });
    expect(again.description).toBe('Webhook is already set');
  });

  it('gets an update again until it is taken, and the next of that chat only then', async () => {
    await using hook = await startHook((_delivery, count) => ({ status: count <= 3 ? 500 : 200 }));
    await using telegram = await startTelegram(fast);
    const { emulator, call } = telegram;
    const alice = emulator.addUser({ first_name: 'Alice' }).id;
    await call('setWebhook', { url: hook.url });
    for (const text of ['first', 'second']) emulator.sendText(alice, alice, text);
    await until(() => emulator.pendingUpdates() === 0);
    const seen = hook.deliveries.map((one) => one.update.message?.text);
    expect(seen).toEqual(['first', 'first', 'first', 'first', 'second']);
    const { result } = await call('getWebhookInfo');
    expect(result).toMatchObject({
      url: hook.url,
      pending_update_count: 0,
      max_connections: 40,
      last_error_message: 'Wrong response from the webhook: 500 Internal Server Error',
    });
  });

  it('lets other chats pass one whose update is refused', async () => {
    await using hook = await startHook(({ update }) => ({
      status: update.message?.text === 'bad' ? 500 : 200,
    }));
    await using telegram = await startTelegram();
    const { emulator, call } = telegram;
    const [alice, bob] = ['Alice', 'Bob'].map((first_name) => emulator.addUser({ first_name }).id);
    await call('setWebhook', { url: hook.url, max_connections: 1 });
    if (alice === undefined || bob === undefined) throw new Error('nobody is there');
    emulator.sendText(alice, alice, 'bad');
    emulator.sendText(bob, bob, 'good');
    await until(() => hook.deliveries.some((one) => one.update.message?.text === 'good'));
    expect(emulator.pendingUpdates()).toBeGreaterThanOrEqual(1);
  });

  it('waits as long as Retry-After says', async () => {
    await using hook = await startHook((_delivery, count) =>
      count === 1 ? { status: 503, headers: { 'Retry-After': '3600' } } : {},
    );
    await using telegram = await startTelegram(fast);
    const { emulator, call } = telegram;
    const [alice = 0, bob = 0] = ['Alice', 'Bob'].map((first_name) => emulator.addUser({ first_name }).id);
    await call('setWebhook', { url: hook.url });
    emulator.sendText(alice, alice, 'hello');
    await until(() => hook.deliveries.length === 1);
    // 3600 s scaled to 3.6 s: an ordinary second try comes at once, before another chat's second message.
    for (const text of ['one', 'two']) emulator.sendText(bob, bob, text);
    await until(() => hook.deliveries.length >= 3);
    expect(hook.deliveries.map(({ update }) => update.message?.text)).toEqual(['hello', 'one', 'two']);
  });

  it('tries again when the bot does not answer or cannot be reached', async () => {
    await using hook = await startHook((_delivery, count) => ({ silent: count === 1 }));
    await using telegram = await startTelegram({ ...fast, webhookTimeoutMs: 100 });
    const { emulator, call } = telegram;
    const alice = emulator.addUser({ first_name: 'Alice' }).id;
    await call('setWebhook', { url: 'http://127.0.0.1:9/nobody' });
    emulator.sendText(alice, alice, 'hello');
    const fault = async () => (await call('getWebhookInfo')).result.last_error_message;
    while ((await fault()) !== 'Connection failed') await new Promise((resolve) => setTimeout(resolve, 5));
    await call('setWebhook', { url: hook.url });
    await until(() => emulator.pendingUpdates() === 0);
    expect(await fault()).toBe('Read timeout expired');
    // A busy machine may not answer the second within its time either.
    expect(hook.deliveries.length).toBeGreaterThanOrEqual(2);
  });

  it('may answer with a method, as JSON or as a form', async () => {
    await using hook = await startHook(({ update }, count) => {
      const chat_id = update.message?.chat.id ?? 0;
      return count === 1
        ? {
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify({ method: 'sendMessage', chat_id, text: 'json' }),
          }
        : {
            headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
            body: `method=sendmessage&chat_id=${chat_id}&text=form`,
          };
    });
    await using telegram = await startTelegram();
    const { emulator, call } = telegram;
    const alice = emulator.addUser({ first_name: 'Alice' }).id;
    await call('setWebhook', { url: hook.url });
    for (const text of ['one', 'two']) emulator.sendText(alice, alice, text);
    await until(() => emulator.history(alice).length === 4);
    const answers = emulator.history(alice).filter((message) => message.from?.is_bot);
    expect(answers.map((message) => message.text)).toEqual(['json', 'form']);
  });

  it.each(['deleteWebhook', 'getMe', 'logOut', 'setWebhook'])('may not answer with %s', async (method) => {
    await using hook = await startHook(() => ({
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ method }),
    }));
    await using telegram = await startTelegram();
    const { emulator, call } = telegram;
    const alice = emulator.addUser({ first_name: 'Alice' }).id;
    await call('setWebhook', { url: hook.url });
    emulator.sendText(alice, alice, 'hello');
    await until(() => emulator.pendingUpdates() === 0);
    expect(emulator.calls().map((one) => one.method)).toEqual(['setWebhook']);
  });

  it('records a refused method in the answer', async () => {
    await using hook = await startHook(() => ({
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ method: 'sendChatAction', chat_id: 1, action: 'typing' }),
    }));
    await using telegram = await startTelegram();
    const { emulator, call } = telegram;
    const alice = emulator.addUser({ first_name: 'Alice' }).id;
    await call('setWebhook', { url: hook.url });
    emulator.sendText(alice, alice, 'hello');
    await until(() => emulator.calls().some((one) => one.errorCode !== undefined));
    expect(emulator.calls().at(-1)).toMatchObject({ method: 'sendChatAction', status: 400, errorCode: 400 });
  });

  it('that says 410 for 23 hours is removed', async () => {
    let now = 1_800_000_000_000;
    await using hook = await startHook(() => {
      now += 12 * 60 * 60 * 1000;
      return { status: 410 };
    });
    await using telegram = await startTelegram({ ...fast, clock: () => now });
    const { emulator, call } = telegram;
    const alice = emulator.addUser({ first_name: 'Alice' }).id;
    await call('setWebhook', { url: hook.url });
    emulator.sendText(alice, alice, 'one');
    await until(() => hook.deliveries.length >= 2);
    emulator.sendText(alice, alice, 'two');
    await until(() => hook.deliveries.length >= 3);
    while ((await call('getWebhookInfo')).result.url !== '')
      await new Promise((resolve) => setTimeout(resolve, 5));
    expect((await call('getUpdates')).ok).toBe(true);
  });

  it('is gone after deleteWebhook or an empty url, with the waiting updates where that is asked', async () => {
    await using telegram = await startTelegram({ webhookBackoffScale: 1000 });
    const { emulator, call } = telegram;
    const alice = emulator.addUser({ first_name: 'Alice' }).id;
    await call('setWebhook', { url: 'http://127.0.0.1:9/nobody' });
    emulator.sendText(alice, alice, 'hello');
    expect(await call('setWebhook', { url: '' })).toMatchObject({ description: 'Webhook was deleted' });
    expect((await call('getUpdates')).result).toHaveLength(1);
    const gone = await call('deleteWebhook', { drop_pending_updates: true });
    expect(gone).toMatchObject({ description: 'Webhook is already deleted' });
    expect((await call('getUpdates')).result).toEqual([]);
  });
});
