import { workOfUpdate } from '@steward/core';
import { createFakeClock } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { createBench, textMessage, USER } from '../../test/bench.ts';

const REFUSAL = 'Sorry, this assistant is private. Its owner can add you with your id: 1001';

const setUp = (...allowed: number[]) => {
  const clock = createFakeClock(undefined, { mode: 'auto' });
  const bench = createBench({ clock, config: { allowed: new Set(allowed) } });
  const outcome = (updateId: number, owner = USER.id) =>
    bench.stores.claims.outcomeOf(owner, workOfUpdate(updateId));
  return { ...bench, outcome };
};

test('while nobody is listed everyone may use the bot', async () => {
  const { send, outcome } = setUp();
  await send('/echo hi');
  expect(await outcome(1)).toBe('answered');
});

test('whoever is not listed is told so once, politely, and nothing is done for them', async () => {
  const { send, tap, shown, outcome, model } = setUp(7);
  await send('/echo hi');
  await send('Hello?');
  await tap('new:1');
  expect(shown()).toEqual([REFUSAL]);
  expect([await outcome(1), await outcome(2), await outcome(3)]).toEqual(['refused', 'refused', 'refused']);
  expect(model.calls).toEqual([]);
});

test('a listed person is let in, also into a group, and a listed group admits its members', async () => {
  const inGroup = (updateId: number) => ({
    update_id: updateId,
    message: textMessage('/echo hi', 11, { chat: { id: -100, type: 'group' } }),
  });
  for (const allowed of [USER.id, -100]) {
    const { deliver, outcome } = setUp(allowed);
    await deliver(inGroup(1));
    expect(await outcome(1, -100)).toBe('answered');
  }
  const { deliver, outcome } = setUp(-200);
  await deliver(inGroup(1));
  expect(await outcome(1, -100)).toBe('refused');
});

test('a crash after the refusal does not repeat it', async () => {
  for (let writes = 0; writes < 10; writes += 1) {
    const { deliver, stores, shown, outcome, services } = setUp(7);
    const update = { update_id: 1, message: textMessage('hi', 11) };
    stores.failAfterWrites(writes);
    const first = await deliver(update);
    stores.failAfterWrites(undefined);
    if (first === 'kept') {
      await services.clock.sleep(61_000);
      await deliver(update, { receiveCount: 2 });
    }
    expect(await outcome(1)).toBe('refused');
    // Only a send that a crash left unrecorded may be there twice.
    expect(shown().length).toBeLessThanOrEqual(2);
    await deliver({ update_id: 2, message: textMessage('hi again', 12) });
    expect(shown().length).toBeLessThanOrEqual(2);
  }
});
