// What people do with teams, and what a crash at any write of it leaves: done again, it ends the same.
import { memberOf, setTeamAllowance, type Team } from '@steward/core';
import { createFakeClock, createMemoryStores } from '@steward/core/testing';
import { expect, test } from 'vitest';
import type { TeamNote } from '../queue/team-note.ts';
import { createTeams } from './create-teams.ts';
import { hashOfInvite, teamOfInvite } from './invite-secret.ts';
import { MAX_TEAMS } from './list-teams.ts';
import type { Doer, Outcome } from './teams.ts';

const joinedAtMs = 1_000_000;
const [ADA, BOB, EVE] = [
  { user: 1, name: 'Ada', joinedAtMs },
  { user: 2, name: 'Bob', joinedAtMs },
  { user: 3, name: 'Eve', joinedAtMs },
] as const;

const open = () => {
  const stores = createMemoryStores();
  const clock = createFakeClock(joinedAtMs);
  const told = new Map<string, TeamNote>();
  const queue = {
    send: async ({ deduplicationId, body }: { deduplicationId: string; body: string }) =>
      void told.set(deduplicationId, JSON.parse(body) as TeamNote),
  };
  const teams = createTeams({ ...stores, config: { allowed: 'everyone' }, clock, queue });
  const notes = () => [...told.values()].map(({ about, to, user }) => `${about} ${to} by ${user}`);
  return { stores, clock, teams, notes };
};

const teamOf = <T extends { team: Team }>(outcome: Outcome<T>): T => {
  if ('why' in outcome) throw new Error(outcome.why);
  return outcome;
};
const whyOf = (outcome: object) => ('why' in outcome ? outcome.why : undefined);

const crew = async (world = open()) => {
  const { teams } = world;
  const { id } = teamOf(await teams.create(ADA, 'Crew')).team;
  const join = async (who: Doer) => {
    const { secret } = teamOf(await teams.invite(id, ADA));
    teamOf(await teams.accept(secret, who));
    return secret;
  };
  const links = [await join(BOB), await join(EVE)];
  return { ...world, id, join, links };
};

test('an invite tells what it is for, lets one person in, and tells who made it', async () => {
  const { teams, id, notes, stores, links } = await crew();
  const { secret, team } = teamOf(await teams.invite(id, ADA));
  expect(secret).toMatch(/^[\w-]{32}$/);
  expect(teamOfInvite(secret)).toBe(id);
  expect(team.invites.map(({ hash }) => hash)).toEqual([hashOfInvite(secret)]);
  expect(JSON.stringify(stores.dump())).not.toContain(secret);
  expect(await teams.look(secret, 9)).toMatchObject({ team: { name: 'Crew' }, invite: { by: ADA.user } });
  const wrong = [links[0], `${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`, 'x', '!'.repeat(32)];
  for (const other of wrong) {
    expect(whyOf(await teams.look(String(other), 9))).toBe('no-invite');
    expect(whyOf(await teams.accept(String(other), { user: 9, name: 'X' }))).toBe('no-invite');
  }
  expect(await stores.teams.mirrors(9)).toEqual([]);
  expect(whyOf(await teams.look(secret, BOB.user))).toBe('already');
  expect(notes()).toEqual([`joined ${ADA.user} by ${BOB.user}`, `joined ${ADA.user} by ${EVE.user}`]);
  expect((await teams.list(BOB.user)).map(({ name }) => name)).toEqual(['Crew']);
  expect([await teams.get(id, 9), whyOf(await teams.rename(id, { user: 9, name: 'X' }, 'Y'))]).toEqual([
    undefined,
    'no-team',
  ]);
});

test('who is removed has no right from then on, and their calendars are not there for others', async () => {
  const { teams, id, links, notes, stores, clock } = await crew();
  const share = { team: id, user: BOB.user, connection: 'c', calendar: 'c', sinceMs: clock.now() };
  await stores.shares.put(share);
  await stores.shares.noteLook({ team: id, user: EVE.user, by: BOB.user, atMs: clock.now() });
  const { secret } = teamOf(await teams.invite(id, ADA));
  teamOf(await teams.remove(id, ADA, BOB));
  expect(await stores.shares.list(id)).toEqual([]);
  expect(await stores.shares.looks(id, EVE.user, 9)).toEqual([]);
  expect(await teams.get(id, BOB.user)).toBeUndefined();
  expect(await teams.list(BOB.user)).toEqual([]);
  expect(whyOf(await teams.accept(secret, BOB))).toBe('removed');
  expect(whyOf(await teams.accept(String(links[0]), BOB))).toBe('no-invite');
  expect(notes().at(-1)).toBe(`removed ${BOB.user} by ${ADA.user}`);
});

test('handing over is to promote, then to leave; two owners at once end in what is true', async () => {
  const { teams, id, notes } = await crew();
  expect(whyOf(await teams.leave(id, ADA))).toBe('last-owner');
  teamOf(await teams.setRole(id, ADA, BOB, 'owner'));
  const both = await Promise.all([teams.leave(id, ADA), teams.leave(id, BOB)]);
  expect(both.map(whyOf)).toEqual([undefined, 'last-owner']);
  const removing = await Promise.all([teams.end(id, BOB), teams.remove(id, BOB, EVE)]);
  expect(removing.map(whyOf).filter(Boolean)).toEqual(['no-team']);
  expect(notes().slice(2)).toEqual([`role ${BOB.user} by ${ADA.user}`, `ended ${EVE.user} by ${BOB.user}`]);
});

test('a person is in so many teams, and in each by its name', async () => {
  const { teams } = open();
  for (let count = 0; count < MAX_TEAMS; count += 1) teamOf(await teams.create(ADA, `T${count}`));
  expect(whyOf(await teams.create(ADA, 'One more'))).toBe('too-many-teams');
  expect(whyOf(await teams.create(BOB, '  '))).toBe('bad-name');
});

test('a crash at any write, and the same once more, end as one try does', async () => {
  type World = Awaited<ReturnType<typeof crew>>;
  const deeds: Record<string, (world: World, secret: string) => Promise<unknown>> = {
    accept: ({ teams }, secret) => teams.accept(secret, { user: 9, name: 'Xi' }),
    remove: ({ teams, id }) => teams.remove(id, ADA, BOB),
    leave: ({ teams, id }) => teams.leave(id, BOB),
    role: ({ teams, id }) => teams.setRole(id, ADA, BOB, 'owner'),
    end: ({ teams, id }) => teams.end(id, ADA),
    forget: ({ teams }) => teams.forget(ADA.user),
  };
  const after = async (deed: (world: World, secret: string) => Promise<unknown>, writes?: number) => {
    const world = await crew();
    const { clock, id, notes, stores, teams } = world;
    for (const { user } of [ADA, BOB, EVE]) await stores.profiles.update(user, { updatedAtMs: 1 });
    const { team, secret } = teamOf(await teams.invite(id, ADA));
    const limited = setTeamAllowance(team, { by: 9, nowMs: clock.now() }, { turns: 5 });
    await stores.teams.replace((limited as { team: Team }).team);
    await stores.shares.put({
      team: id,
      user: BOB.user,
      connection: 'c',
      calendar: 'c',
      sinceMs: clock.now(),
    });
    if (writes !== undefined) {
      stores.failAfterWrites(writes);
      const died = await deed(world, secret).then(
        () => false,
        () => true,
      );
      stores.failAfterWrites(undefined);
      if (!died) return undefined;
    }
    const outcome = await deed(world, secret);
    const members = (await stores.teams.get(id))?.members.map(({ user, role }) => `${user} ${role}`);
    const mirrors = await Promise.all([1, 2, 3, 9].map((user) => stores.teams.mirrors(user)));
    const pools = await Promise.all(
      [1, 2, 3, 9].map(async (user) => (await stores.profiles.get(user))?.pools?.length),
    );
    const shared = await stores.shares.list(id);
    return {
      why: whyOf(outcome ?? {}),
      members,
      mirrors: mirrors.map(({ length }) => length),
      pools,
      shared: shared.length,
      notes: notes(),
    };
  };
  for (const [name, deed] of Object.entries(deeds)) {
    const whole = await after(deed);
    let crashes = 0;
    for (let end = await after(deed, 0); end !== undefined; end = await after(deed, ++crashes))
      expect({ name, crashes, ...end }).toEqual({ name, crashes, ...whole });
    expect(crashes).toBeGreaterThan(0);
  }
});

test('who is forgotten stands in no team any more, also of those they had left', async () => {
  const { teams, id, stores, notes } = await crew();
  teamOf(await teams.setRole(id, ADA, EVE, 'admin'));
  teamOf(await teams.leave(id, BOB));
  await teams.forget(BOB.user);
  await teams.forget(ADA.user);
  const team = await stores.teams.get(id);
  expect(team && memberOf(team, EVE.user)?.role).toBe('owner');
  expect(JSON.stringify(team?.entries)).not.toMatch(/"(?:by|user)":[12]\b/);
  expect(await Promise.all([1, 2].map((user) => stores.teams.mirrors(user)))).toEqual([[], []]);
  expect(notes().at(-1)).toBe(`role ${EVE.user} by 0`);
  await teams.forget(EVE.user);
  expect(await stores.teams.get(id)).toBeUndefined();
});

test('an invite of somebody whom the operator shuts out is none, until they are let in again', async () => {
  const { teams, id, stores } = await crew();
  const { secret } = teamOf(await teams.invite(id, ADA));
  const guest = { user: 9, name: 'Guest' };
  await stores.profiles.update(ADA.user, { letIn: false, updatedAtMs: 1 });
  expect(whyOf(await teams.look(secret, 9))).toBe('no-invite');
  expect(whyOf(await teams.accept(secret, guest))).toBe('no-invite');
  expect(await stores.teams.mirrors(9)).toEqual([]);
  await stores.profiles.update(ADA.user, { letIn: true, updatedAtMs: 1 });
  for (const _ of [1, 2]) teamOf(await teams.accept(secret, guest));
});

test('what is asked of a membership that has ended is done to nobody who came back since', async () => {
  const { teams, id, clock, notes, stores, join } = await crew();
  const before = teamOf(await teams.setRole(id, ADA, BOB, 'admin')).team.members.find(
    ({ user }) => user === BOB.user,
  );
  const share = () =>
    stores.shares.put({ team: id, user: BOB.user, connection: 'c', calendar: 'c', sinceMs: clock.now() });
  await share();
  stores.failAfterWrites(1);
  // The work dies behind the removal; Bob comes back before it is tried again.
  await expect(teams.remove(id, ADA, BOB)).rejects.toThrow();
  stores.failAfterWrites(undefined);
  await clock.advance(1);
  await join(BOB);
  await share();
  const told = notes().length;
  for (const whom of [BOB, before ?? BOB]) {
    expect(whyOf(await teams.remove(id, ADA, whom))).toBe('rejoined');
    expect(whyOf(await teams.setRole(id, ADA, whom, 'owner'))).toBe('rejoined');
  }
  expect((await teams.get(id, BOB.user))?.members.at(-1)).toMatchObject({ user: BOB.user, role: 'member' });
  expect([(await stores.shares.list(id)).length, notes().length]).toEqual([1, told]);
});

test('a role that another owner took back is not given again by the work that gave it', async () => {
  const { teams, id, clock } = await crew();
  teamOf(await teams.setRole(id, ADA, EVE, 'owner'));
  await clock.advance(10);
  const sinceMs = clock.now();
  teamOf(await teams.setRole(id, ADA, BOB, 'admin'));
  teamOf(await teams.setRole(id, EVE, BOB, 'member'));
  const again = teamOf(await teams.setRole(id, { ...ADA, sinceMs }, BOB, 'admin'));
  expect(again.team.members.find(({ user }) => user === BOB.user)?.role).toBe('member');
  expect(teamOf(await teams.setRole(id, ADA, BOB, 'admin')).team.members[1]?.role).toBe('admin');
});
