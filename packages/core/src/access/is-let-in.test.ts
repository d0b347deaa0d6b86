import { expect, test } from 'vitest';
import { NOBODY, withOwner, withStanding } from './access-list.ts';
import { isLetIn } from './is-let-in.ts';

const atMs = 1;
const list = [
  { id: 2, standing: 'in', atMs } as const,
  { id: -20, standing: 'in', atMs } as const,
  { id: 3, standing: 'blocked', atMs } as const,
  { id: 4, standing: 'asked', atMs } as const,
].reduce(withStanding, withOwner(NOBODY, 1));

let reads = 0;
const access = {
  read: async () => {
    reads += 1;
    return list;
  },
};
const nobody = new Set<number>();
const alone = (id: number, letIn?: boolean) => ({ chatId: id, personId: id, letIn });

test('nobody is let in but the owner, and whom the owner let in', async () => {
  for (const id of [1, 2]) expect(await isLetIn({ allowed: nobody, access }, alone(id))).toBe(true);
  for (const id of [3, 4, 5]) expect(await isLetIn({ allowed: nobody, access }, alone(id))).toBe(false);
});

test('in a group: all where the group is let in, else who is let in', async () => {
  const inGroup = (chatId: number, personId: number) =>
    isLetIn({ allowed: nobody, access }, { chatId, personId });
  expect([
    await inGroup(-20, 99),
    await inGroup(-30, 99),
    await inGroup(-30, 1),
    await inGroup(-30, 2),
  ]).toEqual([true, false, true, true]);
});

test('a profile that knows spares the list', async () => {
  reads = 0;
  expect(await isLetIn({ allowed: nobody, access }, alone(5, true))).toBe(true);
  expect(await isLetIn({ allowed: nobody, access }, alone(1, false))).toBe(false);
  expect(await isLetIn({ allowed: 'everyone', access }, alone(5))).toBe(true);
  expect(await isLetIn({ allowed: 'everyone', access }, alone(5, false))).toBe(false);
  expect(await isLetIn({ allowed: new Set([5]), access }, alone(5, false))).toBe(true);
  expect(await isLetIn({ allowed: new Set([-30]), access }, { chatId: -30, personId: 5 })).toBe(true);
  expect(reads).toBe(0);
});
