import { expect, test } from 'vitest';
import { asFinal, OllamaError } from './ollama-error.ts';

test('what the server said is cut to 300 characters, never inside a pair, and has no control characters', () => {
  expect(new OllamaError('busy', { detail: ` a\n\u001b[31mb ` }).detail).toBe('a [31mb');
  expect(new OllamaError('busy', { detail: `${'x'.repeat(299)}😀` }).detail).toBe('x'.repeat(299));
  expect(new OllamaError('busy', { detail: ' \n ' }).detail).toBeUndefined();
});

test('a final error keeps everything but the hope', () => {
  const cause = new Error('below');
  const about = { status: 503, contextTokens: 7, detail: 'later', cause };
  const final = asFinal(new OllamaError('busy', { ...about, retryable: true }));
  expect({ ...final, detail: final.detail, cause: final.cause }).toMatchObject({
    ...about,
    code: 'busy',
    retryable: false,
  });
  expect(asFinal(final)).toBe(final);
  expect(asFinal(new OllamaError('reset', { retryable: true })).cause).toBeUndefined();
});
