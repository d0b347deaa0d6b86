import { expect, it } from 'vitest';
import { createPollingOffset, staleAfterMs } from './polling-offset.ts';
import { messageUpdate } from './testing/fake-telegram.ts';

const start = async (stored?: { updateId: number; atMs: number }) => {
  const clock = { nowMs: Date.parse('2026-11-21') };
  const written: number[] = [];
  const position = { read: async () => stored, write: async (id: number) => void written.push(id) };
  const offset = createPollingOffset({ position, now: () => clock.nowMs });
  await offset.load();
  return { offset, clock, written };
};
const nowMs = Date.parse('2026-11-21');

it('begins without an offset where nothing was polled before', async () => {
  const { offset } = await start();
  expect(offset.next()).toEqual({ idsRestarted: false });
});

it('begins behind the stored position, unless a quiet week may have passed since', async () => {
  const fresh = await start({ updateId: 41, atMs: nowMs - staleAfterMs });
  expect(fresh.offset.next()).toEqual({ offset: 42, idsRestarted: false });
  const stale = await start({ updateId: 41, atMs: nowMs - staleAfterMs - 1 });
  expect(stale.offset.next()).toEqual({ idsRestarted: false });
  const setBack = await start({ updateId: 41, atMs: nowMs + 1 });
  expect(setBack.offset.next()).toEqual({ idsRestarted: false });
});

it('moves behind the newest update and writes it, never backwards', async () => {
  const { offset, written } = await start();
  await offset.move([messageUpdate(5), messageUpdate(7), messageUpdate(6)]);
  await offset.move([]);
  await offset.move([messageUpdate(6)]);
  expect(offset.next().offset).toBe(8);
  expect(written).toEqual([7]);
});

it('drops the offset after a quiet week in a running process, then follows lower ids', async () => {
  const { offset, clock, written } = await start({ updateId: 900, atMs: nowMs });
  clock.nowMs += staleAfterMs + 1;
  expect(offset.next()).toEqual({ idsRestarted: true });
  expect(offset.next()).toEqual({ idsRestarted: false });
  await offset.move([messageUpdate(17)]);
  expect(offset.next()).toEqual({ offset: 18, idsRestarted: false });
  expect(written).toEqual([17]);
});
