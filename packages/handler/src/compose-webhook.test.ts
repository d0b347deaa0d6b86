// The webhook as Lambda starts it: its secret lies in SSM.
import { withOwner } from '@steward/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTable } from '../test/contract/start-table.ts';
import { type FakeSsm, startFakeSsm } from '../test/fake-ssm.ts';
import { createDynamoDbAccessStore } from './aws/dynamodb-access-store.ts';
import { createDynamoDbProfileStore } from './aws/dynamodb-profile-store.ts';
import { composeWebhook } from './compose-webhook.ts';
import { silentLog } from './observability/log.ts';

let ssm: FakeSsm;
beforeEach(async () => {
  ssm = await startFakeSsm({ '/secret': 's3cret' });
});
afterEach(() => ssm.close());

const compose = () => {
  const errors: unknown[] = [];
  const log = { ...silentLog, error: (_message: string, error: unknown) => void errors.push(error) };
  const webhook = composeWebhook(
    {
      ...ssm.environment,
      TABLE_NAME: 't',
      UPDATE_QUEUE_URL: 'http://127.0.0.1:1/q',
      TELEGRAM_WEBHOOK_SECRET_PARAMETER: '/secret',
    },
    { log },
  );
  /** No update: it is taken without the queue, by a genuine sender only. */
  const ask = async (secret: string) =>
    (await webhook({ headers: { 'x-telegram-bot-api-secret-token': secret }, body: '{}' })).statusCode;
  return { ask, errors };
};

test('a secret store that is away at a cold start costs a 503; the next request reads it', async () => {
  ssm.down = true;
  const { ask, errors } = compose();
  expect(await ask('s3cret')).toBe(503);
  expect(errors[0]).toMatchObject({ code: 'storage-unavailable', retryable: true });
  ssm.down = false;
  expect(await ask('s3cret')).toBe(200);
  expect(await ask('wrong')).toBe(401);
});

test('with a queue given, updates go there, and none needs to be configured', async () => {
  const sent: string[] = [];
  const environment = { TABLE_NAME: 't', TELEGRAM_WEBHOOK_SECRET: 's3cret' };
  const webhook = composeWebhook(environment, {
    log: silentLog,
    queue: { send: async ({ groupId, deduplicationId }) => void sent.push(`${groupId} ${deduplicationId}`) },
  });
  const chat = { id: 42, type: 'private' };
  const body = JSON.stringify({ update_id: 7, message: { message_id: 1, date: 1, chat, text: 'Hello' } });
  const headers = { 'x-telegram-bot-api-secret-token': 's3cret' };
  expect((await webhook({ headers, body })).statusCode).toBe(200);
  expect(sent).toEqual(['42 42:u7']);
});

test('the secret is read before the first request comes, and only once', async () => {
  const { ask } = compose();
  await expect.poll(() => ssm.reads).toBe(1);
  expect(await ask('s3cret')).toBe(200);
  expect(ssm.reads).toBe(1);
});

test('a secret that was rotated while the webhook is warm is read again', async () => {
  const { ask } = compose();
  expect(await ask('s3cret')).toBe(200);
  ssm.values['/secret'] = 'rotated';
  expect(await ask('rotated')).toBe(200);
  expect(await ask('s3cret')).toBe(401);
});

test('a stop counts from who is let in; of a stranger nothing is written, and what is written expires', async () => {
  const table = await startTable();
  const open = (ALLOWED_USER_IDS?: string) =>
    composeWebhook(
      {
        ...table.environment,
        TABLE_NAME: table.tableName,
        TELEGRAM_WEBHOOK_SECRET: 's3cret',
        ...(ALLOWED_USER_IDS && { ALLOWED_USER_IDS }),
      },
      { log: silentLog, queue: { send: async () => {} } },
    );
  const [GROUP, OWNER, FRIEND, STRANGER] = [-100, 7, 8, 9];
  const profiles = createDynamoDbProfileStore(table);
  const access = createDynamoDbAccessStore(table);
  await access.change((list) => withOwner(list, OWNER));
  await profiles.update(FRIEND, { letIn: true, updatedAtMs: 1 });
  const headers = { 'x-telegram-bot-api-secret-token': 's3cret' };
  let updateId = 0;
  /** Whether anything is written for the chat. */
  const stops = async (update: object, chatId: number, webhook = open()) => {
    updateId += 1;
    await webhook({ headers, body: JSON.stringify({ update_id: updateId, ...update }) });
    const key = { pk: { N: String(chatId) }, sk: { S: 'STOP' } };
    const { Item: item } = await table.client.call('GetItem', { TableName: table.tableName, Key: key });
    await table.client.call('DeleteItem', { TableName: table.tableName, Key: key });
    if (item) expect(Number(item.ttl?.N) * 1000).toBeGreaterThan(Date.now());
    return item !== undefined;
  };
  const command = (chat: number, from: number) => ({
    message: { chat: { id: chat }, from: { id: from }, text: '/stop' },
  });
  const tap = (chat: number, from: number) => ({
    callback_query: { id: 'q', from: { id: from }, data: 'stop:1', message: { chat: { id: chat } } },
  });
  const edit = (chat: number, from: number) => ({
    edited_message: { message_id: 5, chat: { id: chat }, from: { id: from }, text: 'changed' },
  });
  const draft = (chat: number) => ({ stopped_message_generation: { chat: { id: chat }, draft_id: 1 } });
  try {
    for (const [update, chat] of [
      [command(STRANGER, STRANGER), STRANGER],
      [tap(STRANGER, STRANGER), STRANGER],
      [draft(STRANGER), STRANGER],
      [command(GROUP, STRANGER), GROUP],
      [tap(GROUP, STRANGER), GROUP],
      [edit(GROUP, STRANGER), GROUP],
      [edit(STRANGER, STRANGER), STRANGER],
    ] as const)
      expect(await stops(update, chat)).toBe(false);
    for (const [update, chat] of [
      [command(OWNER, OWNER), OWNER],
      [draft(FRIEND), FRIEND],
      [tap(GROUP, OWNER), GROUP],
      [edit(GROUP, OWNER), GROUP],
    ] as const)
      expect(await stops(update, chat)).toBe(true);
    expect(await stops(command(STRANGER, STRANGER), STRANGER, open('9'))).toBe(true);
    expect(await stops(command(GROUP, STRANGER), GROUP, open('everyone'))).toBe(true);
  } finally {
    await table.close();
  }
});
