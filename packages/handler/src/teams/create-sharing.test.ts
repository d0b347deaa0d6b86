import { beforeEach, expect, it } from 'vitest';
import { ADA, BOB, busy, createSharingWorld, MONDAY, TEAM } from '../../test/sharing-world.ts';
import { createSharing } from './create-sharing.ts';

let world: Awaited<ReturnType<typeof createSharingWorld>>;
beforeEach(async () => {
  world = await createSharingWorld();
});

const WORK = { connection: 'c', calendar: 'work' };
const shown = async () =>
  (await world.sharing.calendars(TEAM, ADA))?.map(({ calendar, isShared, isGone }) => [
    calendar,
    isShared,
    isGone,
  ]);

it('nothing is shared before somebody turns it on, each calendar that counts alone', async () => {
  expect(await world.sharing.calendars(TEAM, ADA)).toEqual([
    { connection: 'c', calendar: 'work', name: 'Work', account: 'ada@example.com', isShared: false },
    { connection: 'c', calendar: 'home', name: 'Home', account: 'ada@example.com', isShared: false },
  ]);
  for (const _ of [1, 2])
    expect(await world.sharing.share(TEAM, ADA, WORK, true)).toEqual({ isShared: true });
  expect(await shown()).toEqual([
    ['work', true, undefined],
    ['home', false, undefined],
  ]);
  for (const _ of [1, 2])
    expect(await world.sharing.share(TEAM, ADA, WORK, false)).toEqual({ isShared: false });
  expect(await world.stores.shares.list(TEAM)).toEqual([]);
});

it('what is no longer there, or no longer counts, is shown and can be taken back', async () => {
  await world.shares(ADA, 'work');
  await world.shares(ADA, 'club');
  world.script.connected = world.script.connected.map((one) => ({
    ...one,
    calendars: one.calendars.filter(({ id }) => id !== 'work'),
  }));
  expect(await shown()).toEqual([
    ['home', false, undefined],
    ['club', true, undefined],
    ['work', true, true],
  ]);
  expect(await world.sharing.share(TEAM, ADA, WORK, true)).toEqual({ why: 'no-calendar' });
  expect(await world.sharing.share(TEAM, ADA, WORK, false)).toEqual({ isShared: false });
  expect(await shown()).toHaveLength(2);
  const club = { connection: 'c', calendar: 'club' };
  expect(await world.sharing.share(TEAM, ADA, club, false)).toEqual({ isShared: false });
  // What does not count is not shared anew.
  expect(await world.sharing.share(TEAM, ADA, club, true)).toEqual({ why: 'no-calendar' });
});

it('only members share, and only what is their own', async () => {
  expect(await world.sharing.calendars(TEAM, 9)).toBeUndefined();
  await world.stores.shares.noteLook({ team: TEAM, user: 9, by: ADA, atMs: MONDAY });
  expect(await world.sharing.looks(TEAM, 9)).toEqual([]);
  for (const isOn of [true, false])
    expect(await world.sharing.share(TEAM, 9, WORK, isOn)).toEqual({ why: 'no-team' });
  world.script.connected = [];
  expect(await world.sharing.share(TEAM, BOB, WORK, true)).toEqual({ why: 'no-calendar' });
  expect(await world.stores.shares.list(TEAM)).toEqual([]);
});

it('who leaves while they share leaves nothing behind', async () => {
  const { put } = world.stores.shares;
  world.stores.shares.put = async (share) => {
    await world.takesOut(BOB);
    await put(share);
  };
  expect(await world.sharing.share(TEAM, BOB, WORK, true)).toEqual({ why: 'no-team' });
  expect(await world.stores.shares.list(TEAM)).toEqual([]);
});

it('shows what others would see, whether it is shared or not', async () => {
  const seen = busy('2026-10-20T09:00:00Z/2026-10-20T10:00:00Z');
  world.seen[`${ADA} work`] = seen;
  expect(await world.sharing.preview(ADA, WORK)).toEqual(seen);
  const without = createSharing({
    ...{ ...world.stores, clock: world.clock, config: { allowed: 'everyone' as const } },
  });
  expect(await without.preview(ADA, WORK)).toEqual({ why: 'provider-off' });
  expect(await without.calendars(TEAM, ADA)).toEqual([]);
  await world.shares(ADA, 'work', MONDAY - 86_400_000);
  expect(await without.calendars(TEAM, ADA)).toEqual([]);
});
