import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OllamaError } from './ollama-error.ts';
import { withRetries } from './retry.ts';

const { signal } = new AbortController();

test('the pauses are jittered around 300 and 900 ms', async () => {
  await fc.assert(
    fc.asyncProperty(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), async (random) => {
      const pauses: number[] = [];
      const policy = { random: () => random, sleep: async (ms: number) => void pauses.push(ms) };
      const attempt = () => Promise.reject(new OllamaError('reset', { retryable: true }));
      await expect(withRetries(attempt, policy, signal)).rejects.toMatchObject({ code: 'reset' });
      expect(pauses).toHaveLength(2);
      const [first = 0, second = 0] = pauses;
      expect(first).toBeGreaterThanOrEqual(150);
      expect(first).toBeLessThanOrEqual(450);
      expect(second).toBeGreaterThanOrEqual(450);
      expect(second).toBeLessThanOrEqual(1_350);
    }),
  );
});

test('what is not ours is not tried again', async () => {
  let attempts = 0;
  const attempt = async () => {
    attempts += 1;
    throw new TypeError('a bug');
  };
  const policy = { random: () => 0, sleep: async () => {} };
  await expect(withRetries(attempt, policy, signal)).rejects.toThrow('a bug');
  expect(attempts).toBe(1);
});

test('an abort during a pause that takes no notice of it ends the retries', async () => {
  const controller = new AbortController();
  const sleep = async () => controller.abort(new OllamaError('aborted'));
  const attempt = () => Promise.reject(new OllamaError('busy', { retryable: true }));
  await expect(withRetries(attempt, { random: () => 0, sleep }, controller.signal)).rejects.toMatchObject({
    code: 'aborted',
  });
});
