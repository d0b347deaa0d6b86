import { NetworkError, ParseError, TelegramApiError, TimeoutError } from 'node-telegram-bot-api';
import { expect, test } from 'vitest';
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
