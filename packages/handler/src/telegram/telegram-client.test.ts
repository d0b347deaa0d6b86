import { NetworkError, ParseError, TelegramApiError, TimeoutError } from 'node-telegram-bot-api';
import { expect, test } from 'vitest';
import { createBotToken } from './bot-token.ts';
import { createTelegramClient, type TelegramFault, telegramFault } from './telegram-client.ts';

const api = (code: number, description: string, parameters = {}) =>
  new TelegramApiError(code, description, parameters);
const failed = (code: string) => {
  const system = Object.assign(new Error('connect'), { code });
  return new NetworkError('Network request failed: x', {
    cause: new TypeError('fetch failed', { cause: system }),
  });
};

test.each<[string, unknown, TelegramFault['kind']]>([
  ['a flood wait', api(429, 'Too Many Requests: retry after 5', { retry_after: 5 }), 'rate-limited'],
  ['a failure of Telegram', api(500, 'Internal Server Error'), 'unavailable'],
  ['a bare 502', new NetworkError('Server error 502 on sendMessage'), 'unavailable'],
  ['no connection', failed('ECONNREFUSED'), 'unavailable'],
  ['no name', failed('ENOTFOUND'), 'unavailable'],
  ['no connection in time', failed('UND_ERR_CONNECT_TIMEOUT'), 'unavailable'],
  ['a reset', failed('ECONNRESET'), 'unknown'],
  ['a failure without a cause', new NetworkError('Network request failed: x'), 'unknown'],
  ['a timeout', new TimeoutError('Request timed out: sendMessage'), 'unknown'],
  ['an answer that is no JSON', new ParseError('Invalid JSON'), 'unknown'],
  ['anything else', 'what?', 'unknown'],
  ['an edit that changes nothing', api(400, 'Bad Request: message is not modified: x'), 'unmodified'],
  ['an edit too late', api(400, "Bad Request: message can't be edited"), 'gone'],
  ['a deleted message', api(400, 'Bad Request: message to edit not found'), 'gone'],
  ['an old query', api(400, 'Bad Request: query is too old and response timeout expired'), 'gone'],
  ['a moved group', api(400, 'Bad Request: group chat was upgraded', { migrate_to_chat_id: -5 }), 'migrated'],
  ['a blocked bot', api(403, 'Forbidden: bot was blocked by the user'), 'blocked'],
  ['a deleted account', api(400, 'Bad Request: user is deactivated'), 'blocked'],
  ['a wrong token', api(401, 'Unauthorized'), 'unauthorized'],
  ['anything else Telegram does not take', api(400, 'Bad Request: text is too long'), 'refused'],
])('%s is understood', (_, error, kind) => {
  expect(telegramFault(error).kind).toBe(kind);
});

test('how long to wait and where a group went are read', () => {
  expect(telegramFault(api(429, '', { retry_after: 5 })).retryAfterMs).toBe(5_000);
  expect(telegramFault(api(429, '')).retryAfterMs).toBe(1_000);
  expect(telegramFault(api(400, '', { migrate_to_chat_id: -5 })).migrateTo).toBe(-5);
});

test('a call is made once: what failed is never repeated by the library', async () => {
  let calls = 0;
  const client = createTelegramClient({
    token: '42:test',
    fetch: (async (url: string) => {
      calls += 1;
      expect(url).toBe('https://api.telegram.org/bot42:test/getMe');
      throw new TypeError('fetch failed');
    }) as unknown as typeof fetch,
  });
  await expect(client.call('getMe')).rejects.toBeInstanceOf(NetworkError);
  expect(calls).toBe(1);
});

test('a refused token is replaced for every call from then on, and a call with both refused fails once', async () => {
  const tokens: string[] = [];
  const stored = ['42:new', '42:new'];
  const client = createTelegramClient({
    token: createBotToken({
      token: '42:old',
      renew: async () => stored.shift() ?? '',
      clock: { now: () => 0 },
    }),
    fetch: (async (url: string) => {
      const token = /bot([^/]+)/.exec(url)?.[1] ?? '';
      tokens.push(token);
      if (token === '42:new' && tokens.length < 4) return Response.json({ ok: true, result: { id: 42 } });
      return Response.json({ ok: false, error_code: 401, description: 'Unauthorized' }, { status: 401 });
    }) as unknown as typeof fetch,
  });
  expect(await client.getMe()).toEqual({ id: 42 });
  await client.sendMessage({ chat_id: 1, text: 'x' });
  await expect(client.getMe()).rejects.toBeInstanceOf(TelegramApiError);
  expect(tokens).toEqual(['42:old', '42:new', '42:new', '42:new']);
});
