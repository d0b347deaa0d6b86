// One person's turns at once and in an hour.
import { createFakeClock } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { button, inGroup, quickBench } from '../../test/people.ts';

const MINUTE_MS = 60_000;
const setUp = (turnLimits: { atOnce: number; anHour: number }) => {
  const clock = createFakeClock(472_000 * 60 * MINUTE_MS, { mode: 'auto' });
  return { clock, bench: quickBench({ clock, config: { turnLimits } }) };
};
const group = (id: number) => ({ chat: { id, type: 'supergroup', title: 'G' } });
const asking = (bench: ReturnType<typeof quickBench>, id: number) =>
  inGroup(bench, '@StewardBot why?', group(id));

test('in a private chat the questions of an hour are limited, and the one too many is kept', async () => {
  const { bench, clock } = setUp({ atOnce: 5, anHour: 2 });
  for (const question of ['One?', 'Two?']) await bench.send(question);
  expect(bench.said()).toBe('An answer');
  await bench.send('Three?');
  expect(bench.said()).toMatch(
    /^⏳ You have asked 2 questions within an hour.*kept: tap “Try again” in \d+ min\.$/,
  );
  await bench.send('/echo still here');
  expect(bench.said()).toBe('still here');
  await clock.advance(60 * MINUTE_MS);
  await bench.tap(button(bench, 'Try again'));
  expect(bench.said()).toBe('An answer');
  expect(bench.model.requests.at(-1)?.messages.at(-1)?.content).toBe('Three?');
});

test('in groups a person’s questions of an hour are limited over all of them, and others’ are not', async () => {
  const { bench, clock } = setUp({ atOnce: 5, anHour: 2 });
  for (const id of [-1, -2]) await asking(bench, id);
  await asking(bench, -3);
  expect(bench.said()).toMatch(/2 questions within an hour/);
  await inGroup(bench, '@StewardBot why?', { ...group(-3), from: { id: 3003, is_bot: false } });
  expect(bench.said()).toBe('An answer');
  await clock.advance(60 * MINUTE_MS);
  await asking(bench, -3);
  expect(bench.said()).toBe('An answer');
});

test('one person is answered in a few chats at once, and in the next one when one of them is done', async () => {
  const { bench } = setUp({ atOnce: 2, anHour: 100 });
  const { turns } = bench.stores;
  const nowMs = bench.services.clock.now();
  for (const id of [-1, -2]) await turns.begin(2002, id, nowMs);
  await asking(bench, -3);
  expect(bench.said()).toMatch(/^⏳ 2 of your questions are being answered already/);
  await turns.end(2002, -1);
  await asking(bench, -3);
  expect(bench.said()).toBe('An answer');
  // It has ended as well.
  await asking(bench, -4);
  expect(bench.said()).toBe('An answer');
});
