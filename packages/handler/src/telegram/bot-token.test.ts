import { expect, test } from 'vitest';
import { createBotToken } from './bot-token.ts';

const setUp = (stored: (string | Error)[]) => {
  let nowMs = 0;
  let reads = 0;
  const token = createBotToken({
    token: '42:old',
    renew: async () => {
      reads += 1;
      const value = stored.length > 1 ? stored.shift() : stored[0];
      if (value instanceof Error) throw value;
      return value ?? '';
    },
    clock: { now: () => nowMs },
  });
  return {
    token,
    reads: () => reads,
    wait: (ms: number) => {
      nowMs += ms;
    },
  };
};

test('a refused token is read again, once for all that were refused with it', async () => {
  const { token, reads } = setUp(['42:new']);
  const renewed = await Promise.all([token.insteadOf('42:old'), token.insteadOf('42:old')]);
  expect(renewed).toEqual(['42:new', '42:new']);
  expect(await token.insteadOf('42:old')).toBe('42:new');
  expect(token.current()).toBe('42:new');
  expect(reads()).toBe(1);
});

test('while the stored token is the refused one, it is read at most once a minute', async () => {
  const { token, reads, wait } = setUp(['42:old', '42:new']);
  expect(await token.insteadOf('42:old')).toBeUndefined();
  wait(59_999);
  expect(await token.insteadOf('42:old')).toBeUndefined();
  expect(reads()).toBe(1);
  wait(1);
  expect(await token.insteadOf('42:old')).toBe('42:new');
});

test('a stored token that cannot be read leaves the refusal as it is', async () => {
  const { token } = setUp([new Error('down')]);
  expect(await token.insteadOf('42:old')).toBeUndefined();
  expect(token.current()).toBe('42:old');
});

test('a token that was given as it is has no other', async () => {
  const token = createBotToken({ token: '42:old', clock: { now: () => 0 } });
  expect(await token.insteadOf('42:old')).toBeUndefined();
});
