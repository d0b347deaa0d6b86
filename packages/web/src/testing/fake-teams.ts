// The teams of a person, in memory, and what is allowed to people.
import type { AllowanceView, People, Route, TeamMemberView, TeamView } from '@steward/core/web-contract';
import type { Handlers } from './fake-api.ts';
import type { FakeData } from './fake-data.ts';
import { FakeFault } from './fake-fault.ts';
import { DAY, HOUR, MINUTE } from './fake-lists.ts';

export type TeamRoute = Extract<Route, `${string} /api/teams${string}`> | 'PATCH /api/people';

export const GARDEN = 2 ** 52 + 1;
const ME = 4711;

export const allowanceAt = (nowMs: number, turns: [used: number, most: number]): AllowanceView => ({
  turns: turns[1],
  used: { turns: turns[0], tokens: turns[0] * 1840 },
  anewAtMs: (Math.floor(nowMs / DAY) + 1) * DAY,
});

const member = (
  user: number,
  name: string,
  role: TeamMemberView['role'],
  joinedAtMs: number,
  shares = 0,
) => ({
  ...{ user, name, role, joinedAtMs, shares },
});

export const teamsAt = (nowMs: number): TeamView[] => [
  {
    id: GARDEN,
    name: 'Garden club',
    role: 'owner',
    members: [
      member(ME, 'Ana Novak', 'owner', nowMs - 40 * DAY, 1),
      member(12, 'Josef', 'admin', nowMs - 30 * DAY, 2),
      member(99, 'Marek', 'member', nowMs - 4 * DAY),
    ],
    invites: [{ hash: 'f'.repeat(64), by: 12, byName: 'Josef', endsAtMs: nowMs + 5 * DAY }],
    entries: [
      { atMs: nowMs - 3 * DAY, what: 'removed', by: ME, byName: 'Ana Novak', user: 666 },
      { atMs: nowMs - 4 * DAY, what: 'joined', by: 12, byName: 'Josef', user: 99, userName: 'Marek' },
      { atMs: nowMs - 40 * DAY, what: 'made', by: ME, byName: 'Ana Novak' },
    ],
    calendars: [
      {
        ...{ connection: 'g1', calendar: 'primary', name: 'Ana Novak', account: 'ana.novak@example.org' },
        isShared: false,
      },
      { connection: 'f1', calendar: 'feed', name: 'School', account: 'calendar.example.org', isShared: true },
    ],
    looks: [{ by: 12, name: 'Josef', atMs: nowMs - HOUR }],
    allowance: allowanceAt(nowMs, [34, 40]),
  },
  {
    id: GARDEN + 1,
    name: 'Flat share',
    role: 'member',
    members: [
      member(7, 'Ida', 'owner', nowMs - 90 * DAY, 1),
      member(ME, 'Ana Novak', 'member', nowMs - 10 * DAY),
    ],
    calendars: [],
    looks: [],
  },
];

/** Somebody who has just made it. */
const created = (id: number, name: string, owner: string): TeamView => ({
  ...{ id, name, role: 'owner', invites: [], entries: [], calendars: [], looks: [] },
  members: [member(ME, owner, 'owner', Date.now())],
});

export const createTeamHandlers = (data: FakeData): Pick<Handlers, TeamRoute> => {
  const of = (id: number): TeamView => {
    const team = data.teams.find((one) => one.id === id);
    if (!team) throw new FakeFault(404, { error: 'not-found' });
    return team;
  };
  const change = (id: number, changes: (team: TeamView) => Partial<TeamView>): Record<string, never> => {
    const changed = { ...of(id), ...changes(of(id)) };
    data.teams = data.teams.map((one) => (one.id === id ? changed : one));
    return {};
  };
  const drop = (id: number): Record<string, never> => {
    of(id);
    data.teams = data.teams.filter((one) => one.id !== id);
    return {};
  };
  return {
    'GET /api/teams': () => ({ teams: data.teams }),
    'POST /api/teams': ({ body: { name } }) => {
      const team = GARDEN + 10 + data.teams.length;
      data.teams = [...data.teams, created(team, name, data.me.name)];
      return { team };
    },
    'PATCH /api/teams': ({ body: { team, name } }) => change(team, () => ({ name })),
    'POST /api/teams/invite': ({ body: { team } }) => {
      const endsAtMs = Date.now() + 7 * DAY;
      const invite = {
        hash: `${of(team).invites?.length}`.repeat(64),
        by: ME,
        byName: 'Ana Novak',
        endsAtMs,
      };
      change(team, ({ invites = [] }) => ({ invites: [...invites, invite] }));
      return { url: `https://t.me/${data.me.bot.username}?start=i_${'k'.repeat(32)}`, endsAtMs };
    },
    'POST /api/teams/revoke': ({ body: { team, hash } }) =>
      change(team, ({ invites = [] }) => ({ invites: invites.filter((one) => one.hash !== hash) })),
    'POST /api/teams/role': ({ body: { team, user, role } }) =>
      change(team, ({ members }) => ({
        members: members.map((one) => (one.user === user ? { ...one, role } : one)),
      })),
    'POST /api/teams/remove': ({ body: { team, user } }) =>
      change(team, ({ members }) => ({ members: members.filter((one) => one.user !== user) })),
    'POST /api/teams/leave': ({ body: { team } }) => drop(team),
    'POST /api/teams/end': ({ body: { team } }) => drop(team),
    'POST /api/teams/share': ({ body: { team, connection, calendar, isShared } }) =>
      change(team, ({ calendars }) => ({
        calendars: calendars.map((one) =>
          one.connection === connection && one.calendar === calendar ? { ...one, isShared } : one,
        ),
      })),
    'POST /api/teams/preview': ({ body: { connection } }) => previewAt(Date.now(), connection),
    'POST /api/teams/free': ({ body }) => {
      const people = of(body.team).members.filter(({ user }) => body.users.includes(user));
      const fromMs = Date.parse(`${body.first}T09:00:00Z`);
      const isIncomplete = people.some(({ shares }) => shares === 0);
      const starts = isIncomplete ? [] : [0, HOUR, 5 * HOUR, DAY, DAY + 3 * HOUR];
      return {
        isIncomplete,
        slots: starts.map((at) => ({ startMs: fromMs + at, endMs: fromMs + at + body.minutes * MINUTE })),
        people: people.map(({ user, name, shares }) => ({
          ...{ user, name },
          ...(shares === 0 ? { missing: 'not-shared' as const } : { zone: 'Europe/London' }),
        })),
      };
    },
    'POST /api/teams/propose': ({ body }) => {
      const { isAnyway, users, team, startMs } = body;
      of(team);
      // Somebody put something there meanwhile.
      const isTaken = new Date(startMs).getUTCHours() === 14;
      if (isTaken && !isAnyway)
        return { isSent: false, isTaken, people: users.map((user) => ({ user, name: '' })) };
      return { isSent: true };
    },
    'PATCH /api/people': ({ body: { id, allowance } }) => {
      data.people = withAllowance(data.people, id, {
        ...(allowance.turns !== null && { turns: allowance.turns }),
        ...(allowance.tokens !== null && { tokens: allowance.tokens }),
      });
      return data.people;
    },
  };
};

const previewAt = (nowMs: number, connection: string) => {
  if (connection === 'c1') return { why: 'auth' as const };
  const dayMs = Math.floor(nowMs / DAY) * DAY;
  const busy = [
    { startMs: dayMs + DAY + 8 * HOUR, endMs: dayMs + DAY + 9.5 * HOUR },
    { startMs: dayMs + DAY + 13 * HOUR, endMs: dayMs + DAY + 14 * HOUR },
    { startMs: dayMs + 3 * DAY + 20 * HOUR, endMs: dayMs + 5 * DAY + 10 * HOUR },
  ];
  return { fromMs: nowMs, toMs: nowMs + 14 * DAY, busy, readAtMs: nowMs - 2 * MINUTE };
};

const withAllowance = (
  listed: People,
  id: number,
  limits: Pick<AllowanceView, 'turns' | 'tokens'>,
): People => {
  const set = <P extends { id: number; allowance?: AllowanceView }>(one: P): P => {
    if (one.id !== id) return one;
    const { allowance, ...rest } = one;
    const { used, anewAtMs } = allowance ?? allowanceAt(Date.now(), [3, 0]);
    return (
      Object.keys(limits).length > 0 ? { ...rest, allowance: { ...limits, used, anewAtMs } } : rest
    ) as P;
  };
  const { people, teams } = listed;
  return { ...listed, people: people.map(set), ...(teams && { teams: teams.map(set) }) };
};
