// Each change by itself; what they are together is tried in random orders beside it.
import { describe, expect, it } from 'vitest';
import {
  accept,
  type Changed,
  end,
  ended,
  forgetMember,
  invite,
  leave,
  memberOf,
  newTeam,
  remove,
  rename,
  revoke,
  setRole,
  setTeamAllowance,
  teamNameOf,
} from './change-team.ts';
import {
  INVITE_MS,
  MAX_ENTRIES,
  MAX_INVITES,
  MAX_MEMBERS,
  type Team,
  type TeamRole,
  teamIdOf,
} from './team.ts';

const [OWNER, ADMIN, MEMBER, STRANGER] = [1, 2, 3, 4];
const NOW = 1_000;

const teamOf = (changed: Changed): Team => {
  if ('why' in changed) throw new Error(changed.why);
  return changed.team;
};
const whyOf = (changed: Changed) => ('why' in changed ? changed.why : undefined);
const at = (by: number, nowMs: number = NOW) => ({ by, nowMs });
const person = (user: number, nowMs: number = NOW) => ({ user, name: `P${user}`, nowMs });

const alone = newTeam({ id: 7, name: 'Crew' }, { user: OWNER, name: 'Ada' }, NOW);
const join = (team: Team, user: number, nowMs: number = NOW): Team =>
  teamOf(accept(teamOf(invite(team, at(OWNER, nowMs), `h${user}`)), person(user, nowMs), `h${user}`));
const crew = teamOf(setRole(join(join(alone, ADMIN), MEMBER), at(OWNER), ADMIN, 'admin'));
const roles = ({ members }: Team): Record<number, TeamRole> =>
  Object.fromEntries(members.map(({ user, role }) => [user, role]));

describe('a team', () => {
  it('has an id that Telegram gives to nobody', () => {
    expect(teamIdOf(new Uint8Array(7))).toBe(2 ** 52);
    expect(teamIdOf(new Uint8Array(8).fill(255))).toBe(2 ** 53 - 1);
  });

  it('has a name of one line', () => {
    expect(teamNameOf('  The \n crew ')).toBe('The crew');
    expect([teamNameOf('\u202eThe\u0000 🦀'), teamNameOf('\u202e\u2066')]).toEqual(['The 🦀', undefined]);
    expect([teamNameOf(' \n '), teamNameOf('x'.repeat(65))]).toEqual([undefined, undefined]);
    expect(teamOf(rename(crew, at(ADMIN), ' New  one ')).name).toBe('New one');
    expect([rename(crew, at(ADMIN), ''), rename(crew, at(MEMBER), 'x')].map(whyOf)).toEqual([
      'bad-name',
      'no-right',
    ]);
  });

  it('tells what happened, the newest last, and not for ever', () => {
    expect(crew.entries.map(({ what, user }) => [what, user])).toEqual([
      ['made', undefined],
      ['invited', undefined],
      ['joined', ADMIN],
      ['invited', undefined],
      ['joined', MEMBER],
      ['role', ADMIN],
    ]);
    expect(crew.revision).toBe(6);
    let team = crew;
    for (let count = 0; count < MAX_ENTRIES; count += 1) team = teamOf(rename(team, at(OWNER), `N${count}`));
    expect(team.entries).toHaveLength(MAX_ENTRIES);
    expect(team.entries[0]?.what).toBe('renamed');
  });
});

describe('an invite', () => {
  const invited = teamOf(invite(crew, at(ADMIN), 'link'));

  it('lets one person in, as a member', () => {
    const team = teamOf(accept(invited, person(STRANGER), 'link'));
    expect(memberOf(team, STRANGER)).toEqual({ user: 4, name: 'P4', role: 'member', joinedAtMs: NOW });
    expect([whyOf(accept(team, person(5), 'link')), whyOf(accept(team, person(STRANGER), 'link'))]).toEqual([
      'no-invite',
      'already',
    ]);
    // Who is in already uses nothing up.
    expect(whyOf(accept(invited, person(MEMBER), 'link'))).toBe('already');
  });

  it('is made and revoked by owners and admins', () => {
    for (const change of [invite, revoke]) {
      expect(whyOf(change(invited, at(MEMBER), 'link'))).toBe('no-right');
      expect(whyOf(change(invited, at(STRANGER), 'link'))).toBe('no-member');
    }
    expect([invite(invited, at(OWNER), 'link'), revoke(crew, at(OWNER), 'link')].map(whyOf)).toEqual([
      'already',
      'no-invite',
    ]);
    expect(whyOf(accept(teamOf(revoke(invited, at(OWNER), 'link')), person(STRANGER), 'link'))).toBe(
      'no-invite',
    );
  });

  it('is over after a week, and with the right of who made it', () => {
    const accepts = (team: Team, nowMs = NOW) => whyOf(accept(team, person(STRANGER, nowMs), 'link'));
    expect([accepts(invited, NOW + INVITE_MS - 1), accepts(invited, NOW + INVITE_MS)]).toEqual([
      undefined,
      'no-invite',
    ]);
    expect(accepts(teamOf(setRole(invited, at(OWNER), ADMIN, 'member')))).toBe('no-invite');
    expect(accepts(teamOf(remove(invited, at(OWNER), ADMIN)))).toBe('no-invite');
  });

  it('from before a removal brings nobody back; a new one does', () => {
    const removed = teamOf(remove(invited, at(OWNER, NOW + 5), MEMBER));
    expect(whyOf(accept(removed, person(MEMBER, NOW + 6), 'link'))).toBe('removed');
    const again = teamOf(invite(removed, at(OWNER, NOW + 7), 'new'));
    expect(roles(teamOf(accept(again, person(MEMBER, NOW + 8), 'new')))).toMatchObject({ 3: 'member' });
    const twice = teamOf(remove(join(removed, MEMBER, NOW + 9), at(OWNER, NOW + 10), MEMBER));
    expect(twice.removed).toEqual([{ user: MEMBER, atMs: NOW + 10 }]);
    expect(teamOf(rename(removed, at(OWNER, NOW + 5 + INVITE_MS), 'x')).removed).toEqual([]);
  });

  it('is one of twenty, for one of fifty', () => {
    let team = crew;
    for (let count = 0; count < MAX_INVITES; count += 1) team = teamOf(invite(team, at(OWNER), `l${count}`));
    expect(whyOf(invite(team, at(OWNER), 'one more'))).toBe('full');
    expect(whyOf(invite(team, at(OWNER, NOW + INVITE_MS), 'one more'))).toBeUndefined();
    const full = {
      ...team,
      members: Array.from({ length: MAX_MEMBERS }, (_, user) => ({ ...crew.members[0], user }) as never),
    };
    expect(whyOf(accept(full, person(99), 'l0'))).toBe('full');
    expect(whyOf(invite({ ...full, invites: [] }, at(1), 'x'))).toBe('full');
  });
});

describe('who goes', () => {
  it('is removed by owners, a member by admins, too', () => {
    expect(roles(teamOf(remove(crew, at(OWNER), ADMIN)))).toEqual({ 1: 'owner', 3: 'member' });
    expect(roles(teamOf(remove(crew, at(ADMIN), MEMBER)))).toEqual({ 1: 'owner', 2: 'admin' });
    expect(
      [
        [ADMIN, OWNER],
        [ADMIN, ADMIN],
        [MEMBER, MEMBER],
        [STRANGER, MEMBER],
        [OWNER, STRANGER],
        [MEMBER, STRANGER],
        [OWNER, OWNER],
      ].map(([by = 0, user = 0]) => whyOf(remove(crew, at(by), user))),
    ).toEqual(['no-right', 'no-right', 'no-right', 'no-member', 'unknown', 'no-right', 'last-owner']);
  });

  it('leaves, but for the last owner, who hands over first', () => {
    expect(roles(teamOf(leave(crew, at(MEMBER))))).toEqual({ 1: 'owner', 2: 'admin' });
    expect([leave(crew, at(OWNER)), leave(crew, at(STRANGER))].map(whyOf)).toEqual([
      'last-owner',
      'no-member',
    ]);
    const two = teamOf(setRole(crew, at(OWNER), MEMBER, 'owner'));
    expect(roles(teamOf(leave(two, at(OWNER))))).toEqual({ 2: 'admin', 3: 'owner' });
    expect(leave(alone, at(OWNER))).toEqual({ team: alone, isEnded: true });
  });

  it('has a role by an owner, and there is an owner always', () => {
    expect(
      [
        setRole(crew, at(ADMIN), MEMBER, 'admin'),
        setRole(crew, at(STRANGER), MEMBER, 'admin'),
        setRole(crew, at(OWNER), STRANGER, 'admin'),
        setRole(crew, at(OWNER), ADMIN, 'admin'),
        setRole(crew, at(OWNER), OWNER, 'member'),
      ].map(whyOf),
    ).toEqual(['no-right', 'no-member', 'unknown', 'already', 'last-owner']);
    const two = teamOf(setRole(crew, at(OWNER), ADMIN, 'owner'));
    expect(roles(teamOf(setRole(two, at(ADMIN), OWNER, 'member')))).toMatchObject({ 1: 'member' });
  });

  it('is who was meant: nothing is done to who came back since', () => {
    expect(whyOf(remove(crew, at(OWNER), MEMBER, NOW - 1))).toBe('rejoined');
    expect(whyOf(setRole(crew, at(OWNER), MEMBER, 'admin', NOW - 1))).toBe('rejoined');
    expect(roles(teamOf(remove(crew, at(OWNER), MEMBER, NOW)))).not.toHaveProperty('3');
  });

  it('is forgotten in every role', () => {
    expect(roles(teamOf(forgetMember(crew, at(MEMBER))))).toEqual({ 1: 'owner', 2: 'admin' });
    const handed = teamOf(forgetMember(crew, at(OWNER)));
    expect(roles(handed)).toEqual({ 2: 'owner', 3: 'member' });
    expect(handed.revision).toBe(crew.revision + 1);
    const bare = teamOf(leave(crew, at(ADMIN)));
    expect(forgetMember(bare, at(OWNER))).toEqual({ team: bare, isEnded: true });
    expect(forgetMember(alone, at(OWNER))).toMatchObject({ isEnded: true });
    expect(handed.entries).toHaveLength(crew.entries.length + 2);
    expect(JSON.stringify(handed.entries)).not.toMatch(/"(?:by|user)":1\b/);
  });

  it('is forgotten in what happened also when they had left before, but not that they were removed', () => {
    const removed = teamOf(remove(teamOf(invite(crew, at(OWNER, NOW), 'old')), at(OWNER, NOW + 1), MEMBER));
    const forgotten = teamOf(forgetMember(removed, at(MEMBER, NOW + 2)));
    expect(forgotten.entries.filter(({ by, user }) => by === MEMBER || user === MEMBER)).toEqual([]);
    expect(forgotten.revision).toBe(removed.revision + 1);
    expect(whyOf(accept(forgotten, person(MEMBER, NOW + 3), 'old'))).toBe('removed');
    expect(whyOf(forgetMember(forgotten, at(MEMBER)))).toBe('no-member');
  });

  it('goes with the team that an owner ends', () => {
    expect(end(crew, at(OWNER))).toEqual({ team: crew, isEnded: true });
    expect(ended(crew, at(OWNER))).toMatchObject({
      ...{ revision: crew.revision + 1, members: [], invites: [] },
      ended: { by: OWNER, members: [OWNER, ADMIN, MEMBER], atMs: NOW },
    });
    expect([end(crew, at(ADMIN)), end(crew, at(STRANGER))].map(whyOf)).toEqual(['no-right', 'no-member']);
    expect(whyOf(forgetMember(crew, at(STRANGER)))).toBe('no-member');
  });
});

it('a team has the allowance that the operator sets, who need not be in it', () => {
  const limited = teamOf(setTeamAllowance(crew, at(STRANGER), { turns: 5 }));
  expect([limited.allowance, limited.entries.at(-1)?.what]).toEqual([{ turns: 5 }, 'allowance']);
  expect(teamOf(setTeamAllowance(limited, at(STRANGER), undefined))).not.toHaveProperty('allowance');
});
