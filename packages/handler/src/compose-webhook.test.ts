// The webhook as Lambda starts it: its secret lies in SSM.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FakeSsm, startFakeSsm } from '../test/fake-ssm.ts';
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
