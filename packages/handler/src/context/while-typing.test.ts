import { createFakeClock } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { whileTyping } from './while-typing.ts';

const setUp = () => {
  const clock = createFakeClock(undefined, { mode: 'auto' });
  let typed = 0;
  const sender = {
    async typing() {
      typed += 1;
    },
  };
  const deps = { clock, sender } as unknown as Parameters<typeof whileTyping>[0];
  return { deps, clock, typed: () => typed };
};

test('work that takes long shows that something happens, again and again', async () => {
  const { deps, clock, typed } = setUp();
  expect(await whileTyping(deps, () => clock.sleep(20_000).then(() => 'done'))).toBe('done');
  expect(typed()).toBe(5);
  await clock.sleep(20_000);
  expect(typed()).toBe(5);
});

test('work that is quick shows nothing, and what fails fails', async () => {
  const { deps, typed } = setUp();
  await expect(whileTyping(deps, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(typed()).toBe(0);
});
