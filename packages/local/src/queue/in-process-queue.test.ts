import { setImmediate } from 'node:timers/promises';
import { systemClock } from '@steward/core';
import { createFakeClock } from '@steward/core/testing';
import { updateQueueContract } from '@steward/handler/testing';
import { expect, test } from 'vitest';
import type { DeadLetter } from './dead-letters.ts';
import { createInProcessQueue, type InProcessQueueDependencies } from './in-process-queue.ts';

updateQueueContract(async (worker, { visibilitySeconds = 1, ...limits }) => {
  const letters: string[] = [];
  const queue = createInProcessQueue({
    clock: systemClock,
    log: { error: () => {} },
    keepDeadLetter: async ({ body }) => void letters.push(body),
    visibilityMs: visibilitySeconds * 1000,
    stopTimeoutMs: 500,
    ...limits,
  });
  queue.start(worker);
  return { queue, deadLetters: async () => letters, stop: queue.stop, close: queue.stop };
});

const MINUTE = 60_000;

const setUp = (more: Partial<InProcessQueueDependencies> = {}) => {
  const clock = createFakeClock();
  const letters: DeadLetter[] = [];
  const errors: string[] = [];
  const seen: string[] = [];
  const queue = createInProcessQueue({
    clock,
    log: { error: (message) => void errors.push(message) },
    keepDeadLetter: async (letter) => void letters.push(letter),
    ...more,
  });
  const send = (body: string, deduplicationId = body, groupId = '1') =>
    queue.send({ groupId, deduplicationId, body });
  return { clock, queue, letters, errors, seen, send };
};

const SUCCESS = { batchItemFailures: [] };

test('an id is forgotten after five minutes, not before', async () => {
  const { clock, queue, seen, send } = setUp();
  queue.start(async ({ Records: [record] }) => {
    seen.push(record?.body ?? '');
    return SUCCESS;
  });
  await send('first', 'same');
  await clock.advance(5 * MINUTE - 1);
  await send('repeated', 'same');
  await clock.advance(1);
  await send('new', 'same');
  await clock.advance(0);
  expect(seen).toEqual(['first', 'new']);
});

test('what was sent before the worker was there waits for it', async () => {
  const { clock, queue, seen, send } = setUp();
  await send('first');
  await send('second');
  queue.start(async ({ Records: [record] }) => {
    seen.push(record?.body ?? '');
    return SUCCESS;
  });
  await clock.advance(0);
  expect(seen).toEqual(['first', 'second']);
});

test('a wait ends when it has been waited for, also when the clock was set back meanwhile', async () => {
  const clock = createFakeClock();
  let backMs = 0;
  const { queue, seen, send } = setUp({ clock: { now: () => clock.now() - backMs, sleep: clock.sleep } });
  queue.start(async ({ Records: [record] }) => {
    seen.push(record?.body ?? '');
    await queue.changeVisibility(record?.receiptHandle ?? '', 60);
    return { batchItemFailures: [{ itemIdentifier: record?.messageId ?? '' }] };
  });
  await send('body');
  await clock.advance(30_000);
  backMs = 60 * MINUTE;
  await clock.advance(30_000);
  expect(seen).toEqual(['body', 'body']);
});

test('what fails comes again in its time, also when the clock was set back while it was worked on', async () => {
  const clock = createFakeClock();
  let backMs = 0;
  const { queue, seen, send } = setUp({
    clock: { now: () => clock.now() - backMs, sleep: clock.sleep },
    visibilityMs: MINUTE,
  });
  queue.start(async ({ Records: [record] }) => {
    seen.push(record?.body ?? '');
    backMs += 17 * 24 * 60 * MINUTE;
    throw new Error('as the test wanted');
  });
  await send('body');
  await clock.advance(2 * MINUTE);
  expect(seen).toEqual(['body', 'body', 'body']);
});

test('what was sent before the clock was set back does not count as sent just now for long', async () => {
  const clock = createFakeClock();
  let backMs = 0;
  const { queue, seen, send } = setUp({ clock: { now: () => clock.now() - backMs, sleep: clock.sleep } });
  queue.start(async ({ Records: [record] }) => {
    seen.push(record?.body ?? '');
    return SUCCESS;
  });
  await send('body', 'a');
  backMs = 17 * 24 * 60 * MINUTE;
  await send('again', 'a');
  await clock.advance(0);
  expect(seen).toEqual(['body', 'again']);
});

test('a dead letter tells what it was, and is kept as soon as that is possible', async () => {
  let failures = 1;
  const { clock, queue, letters, errors, seen, send } = setUp({
    maxReceives: 2,
    keepDeadLetter: async (letter) => {
      if (failures-- > 0) throw new Error('the disk is full');
      letters.push(letter);
    },
  });
  queue.start(async ({ Records: [record] }) => {
    seen.push(record?.body ?? '');
    await queue.changeVisibility(record?.receiptHandle ?? '', 0);
    return { batchItemFailures: record?.body === 'good' ? [] : [{ itemIdentifier: '' }] };
  });
  const sentAt = new Date(clock.now()).toISOString();
  await send('poison', '7', '-100');
  await send('good', '8', '-100');
  await clock.advance(1000);
  expect(seen).toEqual(['poison', 'poison', 'good']);
  expect([letters, errors]).toEqual([[], ['A dead letter could not be kept']]);
  await clock.advance(30_000);
  expect(letters).toEqual([
    {
      messageId: expect.stringMatching(/^[\da-f-]{36}$/),
      groupId: '-100',
      deduplicationId: '7',
      sentAt,
      receiveCount: 3,
      body: 'poison',
    },
  ]);
});

test('stopping wakes what sleeps, and does not wait for ever for what hangs, with every place taken', async () => {
  const { clock, queue, seen, send } = setUp({ concurrency: 1 });
  queue.start(({ Records: [record] }) => {
    seen.push(record?.body ?? '');
    return record?.body === 'retried'
      ? Promise.reject(new Error('as the test wanted'))
      : new Promise(() => {});
  });
  await send('retried', 'a', '1');
  await clock.advance(0);
  await send('hangs', 'b', '2');
  await send('waits', 'c', '3');
  await clock.advance(0);
  let stopped = false;
  const stopping = queue.stop().then(() => {
    stopped = true;
  });
  await clock.advance(9_999);
  expect(stopped).toBe(false);
  await clock.advance(1);
  await stopping;
  await setImmediate();
  expect(seen).toEqual(['retried', 'hangs']);
});

test('what goes wrong in a delivery is logged', async () => {
  const { clock, queue, errors, send } = setUp();
  queue.start(() => Promise.reject(new Error('as the test wanted')));
  await send('body');
  await clock.advance(0);
  expect(errors).toEqual(['A delivery failed']);
});
