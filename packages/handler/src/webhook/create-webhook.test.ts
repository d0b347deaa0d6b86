import fc from 'fast-check';
import { expect, test } from 'vitest';
import { silentLog } from '../observability/log.ts';
import { createWebhook, type WebhookDependencies, type WebhookEvent } from './create-webhook.ts';

const SECRET = 'the-secret';
const NOW = 1_700_000_000_000;
const HEADERS = { 'X-Telegram-Bot-Api-Secret-Token': SECRET };

const setUp = (overrides: Partial<WebhookDependencies> = {}) => {
  const queued: { groupId: string; deduplicationId: string; body: string }[] = [];
  const told: unknown[][] = [];
  const logged: { level: string; message: string; fields: unknown }[] = [];
  const webhook = createWebhook({
    secret: async () => SECRET,
    enqueue: async (message) => void queued.push(message),
    signal: async (...signal) => void told.push(signal),
    now: () => NOW,
    log: {
      ...silentLog,
      warn: (message, fields) => void logged.push({ level: 'warn', message, fields }),
      error: (message, error, fields) =>
        void logged.push({ level: 'error', message, fields: { ...fields, error: String(error) } }),
    },
    ...overrides,
  });
  return { webhook, queued, told, logged };
};

const message = (text: string, more: object = {}) => ({
  update_id: 7,
  message: { message_id: 1, date: 1, chat: { id: 1001, type: 'private' }, from: { id: 1001 }, text, ...more },
});

const eventOf = (update: unknown, more: Partial<WebhookEvent> = {}): WebhookEvent => ({
  headers: HEADERS,
  body: JSON.stringify(update),
  requestContext: { requestId: 'r1' },
  ...more,
});

test.each([
  ['no header', {}],
  ['an empty header', { 'x-telegram-bot-api-secret-token': '' }],
  ['a wrong secret', { 'x-telegram-bot-api-secret-token': 'the-secreT' }],
  ['a longer secret', { 'x-telegram-bot-api-secret-token': `${SECRET}x` }],
])('a request with %s is refused and reaches neither queue nor store', async (_, headers) => {
  const { webhook, queued, told } = setUp();
  expect(await webhook(eventOf(message('/stop'), { headers }))).toEqual({ statusCode: 401 });
  expect([queued, told]).toEqual([[], []]);
});

test.each([undefined, ''])('while no secret is configured (%j) every request is refused', async (secret) => {
  const { webhook } = setUp({ secret: async () => secret });
  const empty = { 'x-telegram-bot-api-secret-token': '' };
  expect(await webhook(eventOf(message('hi'), { headers: empty }))).toEqual({ statusCode: 401 });
  expect(await webhook(eventOf(message('hi')))).toEqual({ statusCode: 401 });
  expect(await webhook({ body: '{}' })).toEqual({ statusCode: 401 });
});

test('a genuine update is queued under its chat and its update id, byte for byte', async () => {
  const { webhook, queued } = setUp();
  const event = eventOf(message('hello'));
  expect((await webhook(event)).statusCode).toBe(200);
  expect(queued).toEqual([{ groupId: '1001', deduplicationId: '1001:u7', body: event.body }]);
});

test('a tap below what rings is queued beside its chat, as the same work', async () => {
  const { webhook, queued } = setUp();
  const data = 'ring:done:1:2';
  const tap = { id: 'q', data, from: { id: 1001 }, message: { chat: { id: 1001, type: 'private' } } };
  await webhook(eventOf({ update_id: 7, callback_query: tap }));
  expect(queued).toMatchObject([{ groupId: 'r#1001', deduplicationId: '1001:u7' }]);
});

test('the header counts in any case, and a base64 body is read', async () => {
  const { webhook, queued } = setUp();
  const body = JSON.stringify(message('grüße 👋'));
  const headers = { 'x-TELEGRAM-bot-api-secret-token': SECRET };
  await webhook({ headers, body: Buffer.from(body).toString('base64'), isBase64Encoded: true });
  expect(queued[0]?.body).toBe(body);
});

test('a rotated secret is read anew, once a minute at most', async () => {
  let nowMs = NOW;
  let reads = 0;
  const { webhook } = setUp({
    now: () => nowMs,
    refreshSecret: async () => {
      reads += 1;
      return 'rotated';
    },
  });
  const withSecret = (secret: string) =>
    eventOf(message('hi'), { headers: { 'x-telegram-bot-api-secret-token': secret } });
  expect((await webhook(withSecret('rotated'))).statusCode).toBe(200);
  expect((await webhook(withSecret('guess'))).statusCode).toBe(401);
  expect(reads).toBe(1);
  nowMs += 60_000;
  expect((await webhook(withSecret('guess'))).statusCode).toBe(401);
  expect(reads).toBe(2);
});

test.each<[string, Partial<WebhookDependencies>]>([
  ['the secret cannot be read', { secret: () => Promise.reject(new Error('SSM')) }],
  [
    'the secret cannot be read anew',
    { secret: async () => 'old', refreshSecret: () => Promise.reject(new Error('SSM')) },
  ],
  ['the queue fails', { enqueue: () => Promise.reject(new Error('SQS')) }],
  ['the stop signal cannot be written', { signal: () => Promise.reject(new Error('DynamoDB')) }],
])('Telegram is asked to send it again when %s', async (_, overrides) => {
  const { webhook, logged } = setUp(overrides);
  expect(await webhook(eventOf(message('/stop')))).toEqual({ statusCode: 503 });
  expect(logged).toMatchObject([{ level: 'error', fields: { outcome: 'failed', request_id: 'r1' } }]);
});

test.each([
  ['no JSON', 'hello'],
  ['an empty body', ''],
  ['no object', '7'],
  ['null', 'null'],
  ['no update id', '{"message":{}}'],
  ['an update id that is no number', '{"update_id":"7"}'],
  ['a negative update id', '{"update_id":-1}'],
  ['absurd nesting', '['.repeat(200_000)],
  ['more than the queue takes', JSON.stringify(message('x'.repeat(262_144)))],
])(
  'what can never be queued (%s) is taken with an alarm, so that it does not block its chat',
  async (_, body) => {
    const { webhook, queued, logged } = setUp();
    expect(await webhook(eventOf(0, { body }))).toEqual({ statusCode: 200 });
    expect(queued).toEqual([]);
    expect(logged).toMatchObject([{ level: 'error' }]);
    expect(JSON.stringify(logged)).not.toContain('hello');
  },
);

test('characters that the queue refuses are queued as escapes of the same text', async () => {
  const { webhook, queued } = setUp();
  const update = message('a\ufffeb\uffffc');
  await webhook(eventOf(update));
  expect(queued[0]?.body).not.toMatch(/[\ufffe\uffff]/);
  expect(JSON.parse(queued[0]?.body ?? '')).toEqual(update);
});

test('a changed question ends its own turn, before the change is queued', async () => {
  const { webhook, told, queued } = setUp();
  const { message: edited_message } = message('better');
  await webhook(eventOf({ update_id: 9, edited_message }));
  expect([told, queued.length]).toEqual([[[1001, { edited: { messageId: 1, updateId: 9 } }, 1001]], 1]);
});

test('what may belong to the question before it is told to the turn of that question first', async () => {
  const { webhook, told, queued } = setUp();
  await webhook(eventOf(message('look', { forward_origin: { type: 'hidden_user' } })));
  expect([told, queued.length]).toEqual([[[1001, { join: { updateId: 7, date: 1 } }, 1001]], 1]);
});

test('a stop is written before the update is queued, with the time it came in', async () => {
  const order: string[] = [];
  const { webhook } = setUp({
    signal: async (owner, signal) => void order.push(`${owner} ${JSON.stringify(signal)}`),
    enqueue: async () => void order.push('queue'),
  });
  await webhook(eventOf(message('/stop')));
  expect(order).toEqual([`1001 {"stop":{"upToUpdateId":7,"atMs":${NOW}}}`, 'queue']);
});

test('where the clock lies behind Telegram’s, a stop is as new as Telegram says', async () => {
  const { webhook, told } = setUp();
  const aheadMs = NOW + 17 * 24 * 60 * 60 * 1000;
  await webhook(eventOf(message('/stop', { date: aheadMs / 1000 })));
  await webhook(eventOf(message('/stop', { date: NOW / 1000 - 9 })));
  expect(told.map(([, signal]) => signal)).toMatchObject([
    { stop: { atMs: aheadMs } },
    { stop: { atMs: NOW } },
  ]);
});

test('whatever comes, the answer is 200, 401 or 503, and nothing is thrown', async () => {
  const id = fc.oneof(fc.integer(), fc.double(), fc.string(), fc.constant(null));
  const chat = fc.oneof(fc.record({ id, type: fc.constantFrom('private', 'group', 'x') }), fc.jsonValue());
  const inner = fc.oneof(
    fc.record({ chat, text: fc.oneof(fc.string(), fc.constant('/stop@bot')), from: fc.jsonValue() }),
    fc.record({ id, data: fc.string(), message: fc.record({ chat }), draft_id: id }),
    fc.jsonValue(),
  );
  const update = fc.record({
    update_id: fc.oneof(fc.nat(), id),
    message: inner,
    callback_query: inner,
    stopped_message_generation: inner,
    edited_message: inner,
  });
  const body = fc.oneof(
    update.map((value) => JSON.stringify(value)),
    fc.json(),
    fc.string(),
    fc.constant(null),
  );
  const header = fc.oneof(fc.constant(SECRET), fc.string(), fc.constant(undefined));
  await fc.assert(
    fc.asyncProperty(
      body,
      fc.boolean(),
      header,
      fc.boolean(),
      async (text, isBase64Encoded, secret, fails) => {
        const { webhook, queued } = setUp(fails ? { enqueue: () => Promise.reject(new Error('SQS')) } : {});
        const encoded = isBase64Encoded && text !== null ? Buffer.from(text).toString('base64') : text;
        const headers = { 'x-telegram-bot-api-secret-token': secret };
        const { statusCode } = await webhook({ headers, body: encoded, isBase64Encoded });
        expect([200, 401, 503]).toContain(statusCode);
        if (secret !== SECRET) expect([statusCode, queued]).toEqual([401, []]);
      },
    ),
    { numRuns: 1000 },
  );
});
