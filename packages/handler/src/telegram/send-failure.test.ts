import { NetworkError, TelegramApiError } from 'node-telegram-bot-api';
import { expect, test } from 'vitest';
import { errorFields } from '../observability/log.ts';
import { asStewardError } from './send-failure.ts';

test.each<[string, unknown, object]>([
  [
    'a network fault',
    new NetworkError('Network request failed: getMe'),
    { code: 'telegram-unknown', retryable: true },
  ],
  [
    'a flood wait',
    new TelegramApiError(429, 'Too Many Requests', { retry_after: 90 }),
    { code: 'rate-limited', retryable: true, retryAfterMs: 90_000 },
  ],
  ['a refusal', new TelegramApiError(400, 'Bad Request', {}), { code: 'telegram-refused', retryable: false }],
  [
    'a blocked bot',
    new TelegramApiError(403, 'Forbidden', {}),
    { code: 'chat-unreachable', retryable: false },
  ],
])('%s of a call past the sender carries its policy', (_, error, policy) => {
  expect(asStewardError(error)).toMatchObject(policy);
});

test('any other error stays what it is', () => {
  const error = new TypeError('x');
  expect(asStewardError(error)).toBe(error);
});

test("Telegram's own words stay out of the error and of the log", () => {
  const error = asStewardError(new TelegramApiError(400, 'Bad Request: secret words', {})) as Error;
  expect(error.message + JSON.stringify(errorFields(error))).not.toContain('secret words');
});
