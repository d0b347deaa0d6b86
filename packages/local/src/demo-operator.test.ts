// Who operates the demo, and that nothing of it is kept for a real bot.
import { withStanding } from '@steward/core';
import { createMemoryStores } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { withDemoOperator } from './demo-operator.ts';

const FIRST = 1_000_000_001;
const KNOWN = { id: 7, standing: 'blocked', atMs: 1 } as const;

test('the first of the demo’s people is the operator, and no owner is kept', async () => {
  const { access } = createMemoryStores();
  const demo = withDemoOperator(access, FIRST);
  expect(await demo.read()).toMatchObject({ ownerId: FIRST });
  expect(await demo.change((list) => withStanding(list, KNOWN))).toMatchObject({
    ownerId: FIRST,
    chats: [KNOWN],
  });
  expect(await access.read()).toMatchObject({ chats: [KNOWN] });
  expect((await access.read()).ownerId).toBeUndefined();
});

test('a store whose methods are not known before it is used is taken, too', async () => {
  const { access } = createMemoryStores();
  const unspreadable = new Proxy(access, {
    ownKeys: () => {
      throw new TypeError('not yet');
    },
  });
  const demo = withDemoOperator(unspreadable, FIRST);
  await demo.offer({ hash: 'h', expiresAtMs: 2 });
  expect(await demo.redeem('h', 7, 1)).toBe(true);
});

test('what changes nothing writes nothing', async () => {
  const stores = createMemoryStores();
  stores.failAfterWrites(0);
  expect(await withDemoOperator(stores.access, FIRST).change((list) => list)).toMatchObject({
    ownerId: FIRST,
  });
});

test('whoever has paired stays the owner', async () => {
  const { access } = createMemoryStores();
  await access.change((list) => ({ ...list, ownerId: 5 }));
  const demo = withDemoOperator(access, FIRST);
  expect(await demo.read()).toMatchObject({ ownerId: 5 });
  await demo.change((list) => withStanding(list, KNOWN));
  expect(await access.read()).toMatchObject({ ownerId: 5, chats: [KNOWN] });
});
