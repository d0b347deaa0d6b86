// What one shares with a team, in the chat: seen first, then turned on, and off again; and who asked.
import { SHARED_MS } from '@steward/core';
import { expect, test } from 'vitest';
import { BOB } from '../../../../test/people.ts';
import { sampleConnection } from '../../../../test/scripted-calendars.ts';
import { ADA, busyAt, CREW, createTogetherBench, THURSDAY } from '../../../../test/together-bench.ts';

const open = async () => {
  const world = await createTogetherBench();
  world.script.connected = [sampleConnection({ calendars: [{ id: 'main', name: 'Home', isBusy: true }] })];
  await world.bench.stores.shares.remove({ team: CREW, user: ADA.id, connection: 'c1', calendar: 'main' });
  const shared = async () => (await world.bench.stores.shares.list(CREW, ADA.id)).length;
  await world.send(ADA, '/team');
  await world.tap(ADA, 'Crew');
  await world.tap(ADA, 'Sharing');
  return { ...world, shared };
};

test('a calendar is not shared before what others would see of it was shown, and is turned off at once', async () => {
  const { said, tap, seen, shared } = await open();
  expect(said(ADA)).toContain('🔒 not shared:');
  seen.set(ADA.id, {
    ...busyAt(['2026-12-03T14:00Z', '2026-12-03T16:00Z'], ['2026-12-04T22:00Z', '2026-12-06T09:30Z']),
    toMs: THURSDAY + SHARED_MS,
  });
  await tap(ADA, '🔒');
  expect(said(ADA)).toContain('This is all that its members could learn of it:');
  expect(said(ADA)).toContain(
    'Thu 3 Dec: busy 15:00–17:00\nFri 4 Dec: busy 23:00–24:00\nSat 5 Dec: busy all day\nSun 6 Dec: busy 00:00–10:30',
  );
  expect(await shared()).toBe(0);
  await tap(ADA, '🔓 Share');
  expect([said(ADA), await shared()]).toEqual([expect.stringContaining('is shared with Crew'), 1]);
  await tap(ADA, '‹ Sharing');
  expect(said(ADA)).toContain('🔓 shared:');
  await tap(ADA, '🔓');
  await tap(ADA, 'Stop sharing');
  expect([said(ADA), await shared()]).toEqual([expect.stringContaining('not shared with Crew any more'), 0]);
});

test('what cannot be read, or is gone, is said, and who asked stands there', async () => {
  const { said, tap, seen, script, send, shared } = await open();
  seen.set(ADA.id, { why: 'away' });
  await tap(ADA, '🔒');
  expect(said(ADA)).toContain('It could not be read now');
  await tap(ADA, '🔓 Share');
  await send(BOB, '/free 45 min next week with Ada');
  await tap(ADA, '‹ Sharing');
  await tap(ADA, 'Who asked');
  expect(said(ADA)).toMatch(/Thu 3 Dec, 10:\d\d: Bob$/m);
  expect(said(ADA)).not.toContain('Eve');
  script.connected = [];
  await tap(ADA, '‹ Sharing');
  expect(said(ADA)).toContain('a calendar that is no longer connected');
  await tap(ADA, 'No longer connected');
  await tap(ADA, 'Stop sharing');
  expect(await shared()).toBe(0);
  await tap(ADA, '‹ Sharing');
  expect(said(ADA)).toContain('No calendar of yours counts as busy');
});

test('an old button of a team that one is not in any more shows nothing', async () => {
  const { bench, said, tap } = await open();
  const team = await bench.stores.teams.get(CREW);
  if (!team) throw new Error('no team');
  const members = team.members.filter(({ user }) => user !== ADA.id);
  await bench.stores.teams.replace({ ...team, members, revision: team.revision + 1 });
  await tap(ADA, '🔒');
  expect(said(ADA)).toBe('You are not in this team, or it has ended. /team lists yours.');
});
