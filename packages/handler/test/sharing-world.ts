// A team whose calendars a test says: what others may see of each, and what stands in those of who asks.
import { accept, invite, LEAST_TEAM_ID, newTeam, type Profile, remove, type Team } from '@steward/core';
import { createFakeClock, createMemoryStores, sampleConnection } from '@steward/core/testing';
import type { SeenBusy } from '../src/connections/shared-busy.ts';
import { createSharing } from '../src/teams/create-sharing.ts';
import { sampleEvent, scriptedCalendars } from './scripted-calendars.ts';

export const [ADA, BOB, CY] = [1001, 2002, 3003];
export const TEAM = LEAST_TEAM_ID;
/** Monday, 19 October 2026, 10:00 in Berlin. */
export const MONDAY = Date.parse('2026-10-19T08:00Z');

const teamOf = (changed: object): Team => (changed as { team: Team }).team;

const createTeam = (atMs: number): Team => {
  let team = newTeam({ id: TEAM, name: 'Crew' }, { user: ADA, name: 'Ada' }, atMs);
  for (const [user, name] of [
    [BOB, 'Bob'],
    [CY, 'Cy'],
  ] as const) {
    team = teamOf(invite(team, { by: ADA, nowMs: atMs }, name));
    team = teamOf(accept(team, { user, name, nowMs: atMs }, name));
  }
  return team;
};

export const createSharingWorld = async (nowMs = MONDAY) => {
  const stores = createMemoryStores();
  const clock = createFakeClock(nowMs);
  await stores.teams.add(createTeam(nowMs - 1));
  const calendars = [
    { id: 'work', name: 'Work', isBusy: true },
    { id: 'home', name: 'Home', isBusy: true },
    { id: 'club', name: 'Club', isBusy: false },
  ];
  const { integrations, script } = scriptedCalendars({
    connected: [sampleConnection({ owner: ADA, id: 'c', account: 'ada@example.com', calendars })],
  });
  const world = {
    /** By user and calendar; undefined: nothing stands in it. */
    seen: {} as Record<string, SeenBusy | (() => Promise<SeenBusy>)>,
    /** Whose calendars were read. */
    read: [] as string[],
    isLetIn: true,
  };
  const sharing = createSharing({
    ...stores,
    clock,
    config: { allowed: 'everyone' },
    integrations: {
      ...integrations,
      sharedBusy: {
        async read(user, _connection, calendar) {
          world.read.push(`${user} ${calendar}`);
          const seen = world.seen[`${user} ${calendar}`] ?? busy();
          return typeof seen === 'function' ? await seen() : seen;
        },
      },
    },
  });
  const lives = (user: number, zone?: string, changes: Partial<Profile> = {}) =>
    stores.profiles.update(user, {
      ...(zone && { zone: { name: zone, from: 'asked' } }),
      ...{ workingHours: { days: [1, 2, 3, 4, 5], from: '09:00', until: '17:00' }, noticeMinutes: 0 },
      ...changes,
      updatedAtMs: clock.now(),
    });
  const shares = (user: number, calendar = 'work', sinceMs = clock.now()) =>
    stores.shares.put({ team: TEAM, user, connection: 'c', calendar, sinceMs });
  return Object.assign(world, {
    ...{ stores, clock, script, sharing, lives, shares },
    stands: (title: string, from: string, to: string) =>
      Object.assign(script, { agenda: { events: [sampleEvent(title, from, to, { connection: 'c' })] } }),
    async takesOut(user: number): Promise<void> {
      const team = (await stores.teams.get(TEAM)) as Team;
      await stores.teams.replace(teamOf(remove(team, { by: ADA, nowMs: clock.now() }, user)));
    },
  });
};

/** Each as `2026-10-20T09:00Z/2026-10-20T10:00Z`. */
export const busy = (...spans: string[]): SeenBusy => ({
  busy: spans.map((span) => {
    const [startMs = 0, endMs = 0] = span.split('/').map(Date.parse);
    return { startMs, endMs };
  }),
  ...{ fromMs: 0, toMs: 0, readAtMs: 0 },
});
