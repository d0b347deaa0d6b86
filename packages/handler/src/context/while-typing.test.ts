import { createFakeClock } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { createBench } from '../../test/bench.ts';
import { whileTyping } from './while-typing.ts';

const setUp = () => {
  const clock = createFakeClock(undefined, { mode: 'auto' });
  let typed = 0;
  const sender = {
    async typing() {
      typed += 1;
    },
  };
  const { services } = createBench({ clock });
  const context = { services, sender } as unknown as Parameters<typeof whileTyping>[0];
  return { context, clock, typed: () => typed };
};

test('work that takes long shows that something happens, again and again', async () => {
  const { context, clock, typed } = setUp();
  expect(await whileTyping(context, () => clock.sleep(20_000).then(() => 'done'))).toBe('done');
  expect(typed()).toBe(4);
  await clock.sleep(20_000);
  expect(typed()).toBe(4);
});

test('work that is quick shows nothing, and what fails fails', async () => {
  const { context, typed } = setUp();
  await expect(whileTyping(context, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(typed()).toBe(0);
});
