// The app's routes of teams: who may do what, and what nobody learns of a team they are not in.
import { createHash } from 'node:crypto';
import { LEAST_TEAM_ID, MAX_PROPOSALS, type Team, type TeamMember } from '@steward/core';
import { createFakeClock, createMemoryStores, sampleConnection } from '@steward/core/testing';
import type { TeamView } from '@steward/core/web-contract';
import { describe, expect, test } from 'vitest';
import { APP, jsonOf, ORIGIN, webEvent } from '../../../test/web-events.ts';
import { NOW_MS } from '../../../test/web-routes.ts';
import type { SeenBusy } from '../../connections/shared-busy.ts';
import { silentLog } from '../../observability/log.ts';
import { createSharing, type SharingDependencies } from '../../teams/create-sharing.ts';
import { createTeams } from '../../teams/create-teams.ts';
import { proposeTime } from '../../teams/propose-time.ts';
import { createWeb } from '../create-web.ts';
import { MAX_BODY_BYTES } from '../read-event.ts';
import type { Doors } from '../route-entry.ts';
import { HOUR_MS } from '../sign-in/tries.ts';
import { TEAM_TRIES } from './count-teams.ts';
import { createTeamRoutes } from './create-team-routes.ts';
import { loadedTeamRoutes } from './loaded-team-routes.ts';

const [OWNER, ADMIN, MEMBER, OTHER, STRANGER] = [11, 12, 13, 14, 15];
const TEAM = LEAST_TEAM_ID + 42;
const HASH = createHash('sha256').update('secret').digest('hex');

const member = (user: number, role: TeamMember['role']): TeamMember => ({
  ...{ user, role, name: `N${user}`, joinedAtMs: user },
});
const CREW: Team = {
  ...{ id: TEAM, name: 'Crew', revision: 1, createdAtMs: 1, removed: [] },
  members: [
    member(OWNER, 'owner'),
    member(ADMIN, 'admin'),
    member(MEMBER, 'member'),
    member(OTHER, 'member'),
  ],
  invites: [{ hash: HASH, by: ADMIN, madeAtMs: NOW_MS }],
  entries: [
    { atMs: 1, what: 'made', by: OWNER },
    { atMs: 2, what: 'removed', by: OWNER, user: STRANGER },
  ],
};

/** Everybody has the same calendar, in which nothing stands. */
const integrations = {
  accounts: {
    list: async (owner: number) => [
      sampleConnection({
        ...{ owner, id: 'c-1', provider: 'caldav', account: 'ada@example.org' },
        calendars: [
          { id: 'work', name: 'Work', isBusy: true, isWritable: true },
          { id: 'birthdays', name: 'Birthdays', isBusy: false, isWritable: false },
        ],
      }),
    ],
  },
  calendars: { agenda: async () => ({ events: [], missing: [], connections: 1 }) },
  sharedBusy: {
    read: async (_owner: number, _connection: string, calendar: string): Promise<SeenBusy> =>
      calendar === 'work'
        ? {
            busy: [{ startMs: NOW_MS, endMs: NOW_MS + HOUR_MS }],
            fromMs: NOW_MS,
            toMs: NOW_MS,
            readAtMs: NOW_MS,
          }
        : { isUncounted: true },
  },
} satisfies SharingDependencies['integrations'];

const open = async ({ hasBot = true } = {}) => {
  let nowMs = NOW_MS;
  const stores = createMemoryStores();
  await stores.teams.add(CREW);
  for (const { user } of CREW.members) await stores.teams.addMirror(user, TEAM);
  for (const { user } of CREW.members)
    await stores.profiles.update(user, { zone: { name: 'UTC', from: 'app' }, updatedAtMs: 1 });
  if (hasBot) await stores.storedBot.write({ id: 7, username: 'my_bot', name: 'Bot' });
  const told: Record<string, unknown>[] = [];
  const queue = { send: async ({ body }: { body: string }) => void told.push(JSON.parse(body)) };
  const config = { allowed: 'everyone' } as const;
  const deps = { ...stores, clock: createFakeClock(NOW_MS), queue, config };
  const timed = { ...deps, clock: { ...deps.clock, now: () => nowMs } };
  const routes = createTeamRoutes({
    ...{ ...timed, now: timed.clock.now, hourly: stores.failedTries, telegramUrl: 'https://t.me/' },
    teams: createTeams(timed),
    sharing: createSharing({ ...timed, integrations }),
    propose: (wish) => proposeTime({ ...timed, integrations }, wish),
  });
  const web = createWeb({
    ...{ app: APP, origin: ORIGIN, parents: [], doors: {} as Doors, log: silentLog },
    routes: loadedTeamRoutes(async () => routes),
    callerOf: async (ask) => {
      const owner = Number(ask.header('x-owner'));
      return { owner, session: 'hash', door: 'browser', profile: undefined };
    },
  });
  const ask = async (user: number, route: string, body?: unknown) => {
    const response = await web(webEvent(route, { body, headers: { 'x-owner': String(user) } }));
    return { status: response.statusCode, answer: jsonOf(response) };
  };
  const teamsOf = async (user: number) =>
    ((await ask(user, 'GET /api/teams')).answer as { teams: TeamView[] }).teams;
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return { ask, stores, told, teamsOf, pass };
};

const calendar = { connection: 'c-1', calendar: 'work' };
const WITHIN = { minutes: 45, first: '2023-11-20', count: 7 };
const [MONDAY, MINUTE_MS] = [Date.parse('2023-11-20T09:00Z'), 60_000];
const PROPOSED = {
  ...{ ...WITHIN, id: 'c0ffee00-0000-4000-8000-000000000000', startMs: MONDAY, title: 'Budget', unseen: [] },
};

/** Who may: a stranger, a member, an admin, the only owner. */
const MAY: [string, object, number[]][] = [
  ['PATCH /api/teams', { name: 'New' }, [404, 403, 200, 200]],
  ['POST /api/teams/invite', {}, [404, 403, 200, 200]],
  ['POST /api/teams/revoke', { hash: HASH }, [404, 403, 200, 200]],
  ['POST /api/teams/role', { user: OTHER, joinedAtMs: OTHER, role: 'admin' }, [404, 403, 403, 200]],
  ['POST /api/teams/role', { user: OTHER, joinedAtMs: OTHER, role: 'member' }, [404, 403, 403, 200]],
  ['POST /api/teams/role', { user: OWNER, joinedAtMs: OWNER, role: 'member' }, [404, 403, 403, 409]],
  ['POST /api/teams/role', { user: STRANGER, joinedAtMs: STRANGER, role: 'admin' }, [404, 403, 403, 404]],
  ['POST /api/teams/remove', { user: OTHER, joinedAtMs: OTHER }, [404, 403, 200, 200]],
  ['POST /api/teams/remove', { user: OWNER, joinedAtMs: OWNER }, [404, 403, 403, 409]],
  ['POST /api/teams/remove', { user: STRANGER, joinedAtMs: STRANGER }, [404, 403, 404, 404]],
  // Of a membership before the one that is there now.
  ['POST /api/teams/remove', { user: OTHER, joinedAtMs: 1 }, [404, 403, 409, 409]],
  ['POST /api/teams/role', { user: OTHER, joinedAtMs: 1, role: 'admin' }, [404, 403, 403, 409]],
  ['POST /api/teams/leave', {}, [404, 200, 200, 409]],
  ['POST /api/teams/end', {}, [404, 403, 403, 200]],
  ['POST /api/teams/share', { ...calendar, isShared: true }, [404, 200, 200, 200]],
  ['POST /api/teams/free', { users: [OTHER], ...WITHIN }, [404, 200, 200, 200]],
  ['POST /api/teams/propose', { users: [OTHER], ...PROPOSED }, [404, 200, 200, 200]],
  ['POST /api/teams/propose', { users: [OTHER], ...PROPOSED, isAnyway: true }, [404, 200, 200, 200]],
];

describe('who may', () => {
  test.each(MAY)('%s %j', async (route, body, statuses) => {
    for (const [index, user] of [STRANGER, MEMBER, ADMIN, OWNER].entries()) {
      const { ask, stores } = await open();
      const before = await stores.teams.get(TEAM);
      const { status, answer } = await ask(user, route, { team: TEAM, ...body });
      expect([user, status, answer]).toEqual([user, statuses[index], expect.anything()]);
      if (status >= 400) expect(await stores.teams.get(TEAM)).toEqual(before);
      // Whether there is such a team is told to nobody who is not in it.
      const none = await ask(user, route, { team: TEAM + 1, ...body });
      expect(none).toEqual({ status: 404, answer: { error: 'not-found' } });
      if (user === STRANGER) expect(answer).toEqual(none.answer);
    }
  });
});

test('a team is made, named, and left by its last member', async () => {
  const { ask, teamsOf } = await open();
  const made = await ask(STRANGER, 'POST /api/teams', { name: '  Own   team ' });
  const { team } = made.answer as { team: number };
  const [shown, ...others] = await teamsOf(STRANGER);
  expect(others).toEqual([]);
  expect(shown).toMatchObject({ id: team, name: 'Own team', role: 'owner', invites: [] });
  expect(shown?.members).toMatchObject([{ user: STRANGER, name: String(STRANGER), shares: 0 }]);
  expect((await ask(STRANGER, 'POST /api/teams/leave', { team })).status).toBe(200);
  expect(await teamsOf(STRANGER)).toEqual([]);
});

test('what a team shows goes by the role of who looks, and counts what is shared now', async () => {
  const { stores, teamsOf, pass } = await open();
  const share = (user: number, sinceMs: number) =>
    stores.shares.put({ team: TEAM, user, ...calendar, sinceMs });
  await share(MEMBER, MEMBER + 1);
  // From before they came, and of who is not in it.
  await share(OTHER, OTHER - 1);
  await share(STRANGER, 99);
  for (const by of [OWNER, STRANGER])
    await stores.shares.noteLook({ team: TEAM, user: MEMBER, by, atMs: NOW_MS + by * 300_000 });
  const [seen] = await teamsOf(MEMBER);
  expect(seen?.members.map(({ shares }) => shares)).toEqual([0, 0, 1, 0]);
  expect(seen?.looks).toEqual([
    { by: STRANGER, atMs: expect.any(Number) },
    { by: OWNER, name: `N${OWNER}`, atMs: expect.any(Number) },
  ]);
  for (const hidden of ['invites', 'entries', 'allowance']) expect(seen).not.toHaveProperty(hidden);
  const [managed] = await teamsOf(ADMIN);
  expect(managed?.looks).toEqual([]);
  expect(managed?.invites).toEqual([
    { hash: HASH, by: ADMIN, byName: `N${ADMIN}`, endsAtMs: NOW_MS + 7 * 24 * HOUR_MS },
  ]);
  expect(managed?.entries).toEqual([
    { atMs: 2, what: 'removed', by: OWNER, byName: `N${OWNER}`, user: STRANGER },
    { atMs: 1, what: 'made', by: OWNER, byName: `N${OWNER}` },
  ]);
  pass(7 * 24 * HOUR_MS);
  expect((await teamsOf(ADMIN))[0]?.invites).toEqual([]);
});

test('a calendar is previewed, shared and taken back, and is one of the person’s own', async () => {
  const { ask, stores, teamsOf } = await open();
  const own = calendar;
  const share = async (one: object, isShared = true) =>
    await ask(MEMBER, 'POST /api/teams/share', { team: TEAM, ...one, isShared });
  const gone = { ...own, calendar: 'gone' };
  const notFound = { status: 404, answer: { error: 'not-found', field: 'calendar' } };
  for (const other of [gone, { ...own, calendar: 'birthdays' }]) expect(await share(other)).toEqual(notFound);
  const preview = async (one: object) => (await ask(MEMBER, 'POST /api/teams/preview', one)).answer;
  expect(await preview(own)).toMatchObject({ busy: [{ startMs: NOW_MS }] });
  // What does not count as busy shows nothing.
  expect(await preview({ ...own, calendar: 'birthdays' })).toMatchObject({ busy: [], readAtMs: NOW_MS });
  await stores.shares.put({ team: TEAM, user: MEMBER, ...gone, sinceMs: NOW_MS });
  expect((await share(own)).status).toBe(200);
  const shown = { ...own, name: 'Work', account: 'ada@example.org', isShared: true };
  expect((await teamsOf(MEMBER))[0]?.calendars).toEqual([
    shown,
    { ...gone, name: '', account: '', isShared: true, isGone: true },
  ]);
  for (const one of [own, gone]) expect((await share(one, false)).status).toBe(200);
  expect((await teamsOf(MEMBER))[0]?.calendars).toEqual([{ ...shown, isShared: false }]);
});

test('times for several are told with what is missing, and each of them sees who asked', async () => {
  const { ask, stores, teamsOf } = await open();
  await stores.shares.put({ team: TEAM, user: OTHER, ...calendar, sinceMs: NOW_MS });
  await stores.profiles.update(OTHER, { zone: { name: 'Asia/Tokyo', from: 'app' }, updatedAtMs: 1 });
  const free = async (users: number[], more = {}) =>
    await ask(OWNER, 'POST /api/teams/free', { team: TEAM, users, ...WITHIN, ...more });
  expect(await free([OTHER, STRANGER])).toEqual({
    status: 404,
    answer: { error: 'not-found', field: 'users' },
  });
  // Nobody knows when the day of this one begins.
  await stores.profiles.update(MEMBER, { zone: null, updatedAtMs: 2 });
  expect(await ask(MEMBER, 'POST /api/teams/free', { team: TEAM, users: [OTHER], ...WITHIN })).toEqual({
    status: 400,
    answer: { error: 'bad-value', field: 'zone' },
  });
  // Tokyo and UTC have no hour in common, whatever is known of their calendars.
  const { answer } = await free([OTHER, MEMBER], { count: 14 });
  expect(answer).toMatchObject({
    ...{ isIncomplete: true, isCut: true, hoursMeet: 'never' },
    people: [
      { user: OWNER, areHoursAssumed: true },
      { user: OTHER, name: `N${OTHER}`, zone: 'Asia/Tokyo' },
      { user: MEMBER, missing: 'not-shared' },
    ],
  });
  // Another member has all of them in common.
  await stores.shares.put({ team: TEAM, user: ADMIN, ...calendar, sinceMs: NOW_MS });
  const both = (await free([ADMIN])).answer as { slots: { startMs: number; endMs: number }[] };
  expect(both).toMatchObject({ isIncomplete: false });
  expect(both.slots).toHaveLength(30);
  const [first, next] = both.slots.toSorted((a, b) => a.startMs - b.startMs);
  expect(first?.endMs).toBeLessThanOrEqual(next?.startMs ?? 0);
  for (const user of [OTHER, MEMBER, ADMIN])
    expect((await teamsOf(user))[0]?.looks).toMatchObject([{ by: OWNER, name: `N${OWNER}` }]);
});

test('a time is proposed once, in the chats of all, or told to be taken', async () => {
  const { ask, stores, told } = await open();
  await stores.shares.put({ team: TEAM, user: OTHER, ...calendar, sinceMs: NOW_MS });
  const propose = async (more = {}) =>
    await ask(OWNER, 'POST /api/teams/propose', { team: TEAM, users: [OTHER], ...PROPOSED, ...more });
  expect(await propose({ users: [OTHER, STRANGER] })).toEqual({
    status: 404,
    answer: { error: 'not-found', field: 'users' },
  });
  for (const title of [' The \n budget ', 'Another'])
    expect((await propose({ title })).answer).toEqual({ isSent: true });
  expect(await stores.proposals.list(OWNER)).toMatchObject([
    { title: 'The budget', state: 'sent', to: [{ user: OTHER }] },
  ]);
  const notes = [`asked ${OTHER}`, `sent ${OWNER}`];
  // Of those that are repeated the queue, or who delivers them, makes one.
  expect(told.map(({ about, to }) => `${about} ${to}`)).toEqual([...notes, ...notes]);
  const early = { startMs: MONDAY - 60 * MINUTE_MS, id: PROPOSED.id.replace('c0', 'd0') };
  expect((await propose(early)).answer).toMatchObject({
    isSent: false,
    isTaken: true,
    people: [{ user: OWNER }, { user: OTHER }],
  });
  const more = await propose({ ...early, users: [OTHER, MEMBER], startMs: MONDAY });
  expect(more.answer).toMatchObject({
    isSent: false,
    isTaken: false,
    people: [{}, {}, { missing: 'not-shared' }],
  });
  expect(told).toHaveLength(4);
  expect((await propose({ ...early, isAnyway: true })).answer).toEqual({ isSent: true });
});

test('a time is not proposed again that was withdrawn, nor where too many are open', async () => {
  const { ask, stores } = await open();
  await stores.shares.put({ team: TEAM, user: OTHER, ...calendar, sinceMs: NOW_MS });
  const propose = async (more = {}) =>
    await ask(OWNER, 'POST /api/teams/propose', { team: TEAM, users: [OTHER], ...PROPOSED, ...more });
  await propose();
  const [sent] = await stores.proposals.list(OWNER);
  if (!sent) throw new Error('There is none.');
  for (let others = 1; others < MAX_PROPOSALS; others += 1)
    await stores.proposals.add({ ...sent, id: `p${others}` });
  const id = PROPOSED.id.replace('c0', 'd0');
  expect(await propose({ id })).toEqual({ status: 409, answer: { error: 'full' } });
  // What nobody was told of makes room.
  await stores.proposals.replace({ ...sent, id: 'p1', state: 'waiting', revision: sent.revision + 1 });
  expect(await propose({ id })).toMatchObject({ status: 200 });
  await stores.proposals.replace({ ...sent, state: 'cancelled', revision: sent.revision + 1 });
  expect(await propose()).toEqual({ status: 409, answer: { error: 'changed-meanwhile' } });
});

test('an invite is a link to the bot, and there is none while nobody knows the bot', async () => {
  const { ask, stores } = await open();
  const { answer } = await ask(ADMIN, 'POST /api/teams/invite', { team: TEAM });
  expect(answer).toMatchObject({
    url: expect.stringMatching(/^https:\/\/t\.me\/my_bot\?start=i_[\w-]{32}$/),
  });
  const silent = await open({ hasBot: false });
  expect((await silent.ask(ADMIN, 'POST /api/teams/invite', { team: TEAM })).status).toBe(503);
  expect((await stores.teams.get(TEAM))?.invites).toHaveLength(2);
  expect((await silent.stores.teams.get(TEAM))?.invites).toHaveLength(1);
});

test('a body that cannot be changes nothing, and says which field', async () => {
  const { ask, stores } = await open();
  const kept = () => stores.dump().items.filter(({ sk }) => !sk.startsWith('TRIES#'));
  const before = kept();
  const free = { team: TEAM, users: [OTHER], ...WITHIN };
  const propose = { ...free, ...PROPOSED };
  const bad: [string, unknown, string, string?][] = [
    ['POST /api/teams', { name: '' }, 'bad-value', 'name'],
    ['POST /api/teams', { name: 'x'.repeat(65) }, 'bad-value', 'name'],
    ['POST /api/teams', { name: 5 }, 'bad-request', 'name'],
    ['PATCH /api/teams', { team: TEAM, name: ' \n ' }, 'bad-value', 'name'],
    ['PATCH /api/teams', { team: -5, name: 'a' }, 'bad-value', 'team'],
    ['PATCH /api/teams', { team: String(TEAM), name: 'a' }, 'bad-request', 'team'],
    [
      'POST /api/teams/role',
      { team: TEAM, user: OTHER, joinedAtMs: OTHER, role: 'king' },
      'bad-value',
      'role',
    ],
    ['POST /api/teams/remove', { team: TEAM, user: -1, joinedAtMs: 1 }, 'bad-value', 'user'],
    ['POST /api/teams/revoke', { team: TEAM, hash: 'x' }, 'bad-value', 'hash'],
    ['POST /api/teams/leave', { team: TEAM, user: OTHER }, 'bad-request'],
    [
      'POST /api/teams/share',
      { team: TEAM, ...calendar, connection: '../x', isShared: true },
      'bad-value',
      'connection',
    ],
    ['POST /api/teams/preview', { ...calendar, calendar: 'x'.repeat(2_001) }, 'bad-value', 'calendar'],
    ['POST /api/teams/preview', { ...calendar, user: OTHER }, 'bad-request'],
    ['POST /api/teams/free', { ...free, users: [] }, 'bad-value', 'users'],
    ['POST /api/teams/free', { ...free, users: [OTHER, OTHER] }, 'bad-value', 'users'],
    ['POST /api/teams/free', { ...free, users: [OWNER] }, 'bad-value', 'users'],
    [
      'POST /api/teams/free',
      { ...free, users: Array.from({ length: 10 }, (_, i) => i + 1) },
      'bad-value',
      'users',
    ],
    ['POST /api/teams/free', { ...free, first: '2023-11-01' }, 'bad-value', 'first'],
    ['POST /api/teams/free', { ...free, first: '2024-11-01' }, 'bad-value', 'first'],
    ['POST /api/teams/free', { ...free, minutes: 4 }, 'bad-value', 'minutes'],
    ['POST /api/teams/free', { ...free, count: 15 }, 'bad-value', 'count'],
    ['POST /api/teams/free', { ...free, first: '2023-02-30' }, 'bad-value', 'first'],
    ...[
      { startMs: NOW_MS - (NOW_MS % MINUTE_MS) },
      { startMs: MONDAY + 1 },
      { startMs: MONDAY + 14 * 24 * HOUR_MS },
    ].flatMap((more): typeof bad =>
      [{}, { isAnyway: true }].map((way) => [
        'POST /api/teams/propose',
        { ...propose, ...more, ...way },
        'bad-value',
        'startMs',
      ]),
    ),
    ['POST /api/teams/propose', { ...propose, title: 'x'.repeat(201) }, 'bad-value', 'title'],
    ['POST /api/teams/propose', { ...propose, id: 'x' }, 'bad-value', 'id'],
    ['POST /api/teams/propose', { ...propose, isAnyway: false }, 'bad-value', 'isAnyway'],
  ];
  for (const [route, body, error, field] of bad)
    expect([route, await ask(OWNER, route, body)]).toEqual([
      route,
      { status: 400, answer: { error, ...(field !== undefined && { field }) } },
    ]);
  const large = { name: 'x'.repeat(MAX_BODY_BYTES) };
  expect(await ask(OWNER, 'POST /api/teams', large)).toMatchObject({ status: 413 });
  expect(kept()).toEqual(before);
});

test('nobody makes teams and invites without end', async () => {
  const { ask, pass } = await open();
  const make = () => ask(OWNER, 'POST /api/teams', { name: 'One more' });
  for (let made = 0; made < TEAM_TRIES.new; made += 1) expect((await make()).status).toBe(200);
  expect(await make()).toMatchObject({ status: 429, answer: { error: 'too-many-requests' } });
  const proposed = { team: TEAM, users: [STRANGER], ...PROPOSED };
  for (const [what, body] of [['preview', calendar] as const, ['propose', proposed] as const]) {
    const others = Array.from({ length: TEAM_TRIES[what] + 1 }, () =>
      ask(OWNER, `POST /api/teams/${what}`, body),
    );
    expect((await Promise.all(others)).at(-1)?.status).toBe(429);
  }
  expect((await ask(ADMIN, 'POST /api/teams/preview', calendar)).status).toBe(200);
  pass(HOUR_MS);
  expect((await make()).status).toBe(200);
});
