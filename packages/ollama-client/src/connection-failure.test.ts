import { expect, test } from 'vitest';
import { toOllamaError } from './connection-failure.ts';
import { OllamaError } from './ollama-error.ts';

test.each([
  ['ECONNREFUSED', 'unreachable', true],
  ['EAI_AGAIN', 'unreachable', true],
  ['UND_ERR_CONNECT_TIMEOUT', 'connect-timeout', true],
  ['EPIPE', 'reset', true],
  ['UND_ERR_SOCKET', 'reset', true],
  ['CERT_HAS_EXPIRED', 'certificate', false],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate', false],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate', false],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'certificate', false],
  ['EMFILE', 'unreachable', false],
  ['toString', 'unreachable', false],
])('%s becomes %s', (code, expected, retryable) => {
  const cause = Object.assign(new Error('below'), { code });
  expect(toOllamaError(cause)).toMatchObject({ code: expected, retryable, cause });
});

test.each(['text', undefined, new Error('no code'), { code: 'ECONNRESET' }])(
  'anything else is unreachable: %s',
  (thrown) => {
    expect(toOllamaError(thrown)).toMatchObject({ code: 'unreachable', retryable: false });
  },
);

test('an error of ours stays as it is', () => {
  const error = new OllamaError('busy');
  expect(toOllamaError(error)).toBe(error);
});

test('bytes that are not HTTP are not carried along', () => {
  const cause = Object.assign(new Error('parser'), { name: 'HTTPParserError', data: 'a secret answer' });
  const error = toOllamaError(cause);
  expect(error).toMatchObject({ code: 'bad-response', retryable: false });
  expect(error.cause).toBeUndefined();
});
