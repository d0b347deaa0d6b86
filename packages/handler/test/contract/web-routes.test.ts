// The app's routes over the table itself: what two ask at once, and whose partition is read.
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { EXTRA_ITEM, LEAST_TEAM_ID, newTeam, withOwner, withStanding } from '@steward/core';
import { createFakeClock, sampleReminder, sampleSession } from '@steward/core/testing';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDynamoDbAccessStore } from '../../src/aws/dynamodb-access-store.ts';
import { createDynamoDbActiveOwners } from '../../src/aws/dynamodb-active-owners.ts';
import { createDynamoDbBotStore } from '../../src/aws/dynamodb-bot-store.ts';
import { createDynamoDbBriefingStore } from '../../src/aws/dynamodb-briefing-store.ts';
import type { DynamoDbCalls } from '../../src/aws/dynamodb-calls.ts';
import { createDynamoDbClaimStore } from '../../src/aws/dynamodb-claim-store.ts';
import { createDynamoDbFailedTryStore } from '../../src/aws/dynamodb-failed-try-store.ts';
import { createDynamoDbProfileStore } from '../../src/aws/dynamodb-profile-store.ts';
import { createDynamoDbReminderStore } from '../../src/aws/dynamodb-reminder-store.ts';
import { createDynamoDbSeenModelsStore } from '../../src/aws/dynamodb-seen-models-store.ts';
import { createDynamoDbSessionStore } from '../../src/aws/dynamodb-session-store.ts';
import { createDynamoDbSettingsStore } from '../../src/aws/dynamodb-settings-store.ts';
import { createDynamoDbTeamStore } from '../../src/aws/dynamodb-team-store.ts';
import { createDynamoDbUsageStore } from '../../src/aws/dynamodb-usage-store.ts';
import { composeWebTeams } from '../../src/compose-web-teams.ts';
import { NOTHING } from '../../src/web/integrations/create-integration-routes.ts';
import { HOUR_MS } from '../../src/web/sign-in/tries.ts';
import { NOW_MS, openRoutes } from '../web-routes.ts';
import { type StartedTable, startTable } from './start-table.ts';

let started: StartedTable;
beforeAll(async () => {
  started = await startTable();
});
afterAll(async () => await started.close());

/** @param touched is told the owner of each item, or items, that a request is about */
const open = (touched: (owner: number) => void = () => {}) => {
  const call: DynamoDbCalls['call'] = async (operation, input) => {
    const { Key, Item, ExpressionAttributeValues } = input as unknown as Record<
      string,
      Record<string, { N?: string }>
    >;
    touched(Number((Key ?? Item)?.pk?.N ?? ExpressionAttributeValues?.[':pk']?.N));
    return await started.client.call(operation, input);
  };
  const table = { client: { call }, tableName: started.tableName };
  const [profiles, settings] = [createDynamoDbProfileStore(table), createDynamoDbSettingsStore(table)];
  const [access, storedBot] = [createDynamoDbAccessStore(table), createDynamoDbBotStore(table)];
  const hourly = createDynamoDbFailedTryStore(table, HOUR_MS);
  return openRoutes({
    more: composeWebTeams({
      ...{ table, profiles, settings, access, storedBot, hourly, integrations: NOTHING },
      ...{ config: { allowed: 'everyone' }, telegramUrl: 'https://t.me', clock: createFakeClock(NOW_MS) },
      queue: { send: async () => {} },
    }),
    stores: {
      ...{ profiles, settings, access, storedBot },
      sessions: createDynamoDbSessionStore(table),
      reminders: createDynamoDbReminderStore(table),
      briefings: createDynamoDbBriefingStore(table),
      extras: createDynamoDbBriefingStore(table, EXTRA_ITEM),
      claims: createDynamoDbClaimStore(table),
      seenModels: createDynamoDbSeenModelsStore(table),
      teams: createDynamoDbTeamStore(table),
      usage: createDynamoDbUsageStore(table),
      activeOwners: createDynamoDbActiveOwners(table),
    },
    config: { models: [{ name: 'm:1b', description: '', size: '' }] },
  });
};

describe('two windows that change the same setting at once', () => {
  const night = { from: '23:00', until: '06:00' };
  it.each([
    ['zone', 'Europe/Berlin', 'Asia/Tokyo', null],
    ['language', 'de', 'en', null],
    ['quietHours', night, null, { from: '22:00', until: '07:00' }],
    ['workingHours', { ...night, days: [1] }, { ...night, days: [1, 2] }, null],
    ['briefing', '07:00', '08:00', null],
    ['thinking', 'on', 'show', 'off'],
  ] as const)('%s: one wins, and the other is told what it is now', async (name, one, other, seen) => {
    const owner = Math.trunc(Math.random() * 1e9);
    const { ask } = open();
    const change = (value: unknown, from: unknown) =>
      ask('PATCH /api/settings', { body: { set: { [name]: value }, seen: { [name]: from } } }, owner);
    const race = async (values: readonly unknown[], from: unknown): Promise<unknown> => {
      const answers = await Promise.all(values.map((value) => change(value, from)));
      const [won, lost] = answers.toSorted((a, b) => a.status - b.status);
      expect([won?.status, lost?.status]).toEqual([200, 409]);
      const { settings: now } = (won?.answer ?? {}) as Answer;
      expect(lost?.answer).toMatchObject({ error: 'changed-meanwhile', now: { settings: now } });
      return now[name];
    };
    const first = await race([one, other], seen);
    expect([one, other]).toContainEqual(first);
    // Now over something that is there.
    const loser = isDeepStrictEqual(first, one) ? other : one;
    await race([loser, name === 'zone' ? 'UTC' : seen], first);
  });
});

type Answer = { settings: Record<string, unknown> };

const [ADA, BOB] = [3_001, 3_002] as const;

/** What each of them has, with a word of their own in it. */
const fill = async (owner: number, word: string): Promise<void> => {
  const reminders = createDynamoDbReminderStore(started);
  await createDynamoDbProfileStore(started).update(owner, {
    firstName: word,
    zone: { name: 'UTC', from: 'app' },
    updatedAtMs: 1,
  });
  await createDynamoDbSessionStore(started).create(
    sampleSession({ owner, sessionId: `of-${word}`, title: word }),
  );
  await reminders.create(sampleReminder({ owner, text: word, dueMs: NOW_MS + 60_000 }));
  await reminders.addSnooze({ owner, number: 1, dueMs: NOW_MS + 30_000 });
  await createDynamoDbBriefingStore(started).create({ owner, time: '08:00', revision: 1 });
};

const UUID = '7b1f5a52-6c1e-4d0a-9a51-0d6c3a2f9e11';

describe('no route', () => {
  beforeAll(async () => {
    await fill(ADA, 'Adaword');
    await fill(BOB, 'Bobword');
    const bob = { id: BOB, standing: 'in', atMs: 1 } as const;
    await createDynamoDbAccessStore(started).change((list) => withStanding(withOwner(list, ADA), bob));
    const claims = createDynamoDbClaimStore(started);
    for (const owner of [ADA, BOB])
      await claims.claim(owner, `w${UUID}`, { kind: 'app', nowMs: 1, leaseMs: 1, facts: { why: 'gone' } });
  });

  const who = fc.constantFrom(ADA, BOB);
  const session = fc.constantFrom('of-Adaword', 'of-Bobword', 's-1');
  const asked = fc.oneof(
    fc.record({ do: fc.constantFrom('archive', 'restore', 'delete'), session }),
    fc.record({ do: fc.constant('rename'), session, title: fc.string() }),
    fc.record({ do: fc.constantFrom('done', 'remove'), reminder: fc.constant(1), revision: fc.constant(1) }),
    fc.record({ do: fc.constantFrom('allow', 'block'), chat: who }),
  );
  const request = fc.oneof(
    fc.record({
      route: fc
        .constantFrom('me', 'overview', 'settings', 'conversations', 'reminders', 'people')
        .map((name) => `GET /api/${name}`),
      query: fc.constantFrom(undefined, { owner: String(ADA) }, { pk: String(BOB) }),
    }),
    fc.record({
      route: fc.constant('GET /api/works'),
      query: fc.constant({ work: `w${UUID}@${NOW_MS}` }),
    }),
    fc.record({
      route: fc.constant('POST /api/works'),
      body: fc.record(
        { id: fc.uuid(), ask: asked, owner: fc.option(who, { nil: undefined }) },
        { requiredKeys: ['id', 'ask'] },
      ),
    }),
    fc.record({
      route: fc.constant('PATCH /api/people'),
      body: fc.record({ id: who, allowance: fc.record({ turns: fc.nat(9), tokens: fc.constant(null) }) }),
    }),
    fc.record({
      route: fc.constant('PATCH /api/settings'),
      body: fc.record({
        set: fc.record({ thinking: fc.constantFrom('off', 'on'), briefing: fc.constantFrom('08:00', null) }),
        seen: fc.constantFrom({ thinking: 'off', briefing: '08:00' }, { thinking: 'on', briefing: null }),
      }),
    }),
  );

  it('reads or writes what is somebody else’s, whatever it is asked', async () => {
    await fc.assert(
      fc.asyncProperty(who, request, async (owner, { route, ...sent }) => {
        const touched = new Set<number>();
        const { ask, queued } = open((pk) => touched.add(pk));
        const { answer } = await ask(route, JSON.parse(JSON.stringify(sent)), owner);
        // Under 0 lies what is nobody's. How much those use whom the operator let in is theirs to see and to limit, and no more.
        const mayCount = route.endsWith(' /api/people') && owner === ADA;
        if (!mayCount) expect([...touched].filter((pk) => pk !== owner && pk !== 0)).toEqual([]);
        expect(JSON.stringify(answer)).not.toContain(owner === ADA ? 'Bobword' : 'Adaword');
        expect(queued.every(({ groupId, note }) => groupId === String(owner) && note.owner === owner)).toBe(
          true,
        );
      }),
      { numRuns: 150 },
    );
  });

  it('of teams reaches more than the team itself for who is not in it, nor writes anything there', async () => {
    const team = newTeam({ id: LEAST_TEAM_ID + 9, name: 'Adaword' }, { user: ADA, name: 'Adaword' }, 1);
    const teams = createDynamoDbTeamStore(started);
    await teams.add(team);
    const touched = new Set<number>();
    const { ask } = open((pk) => touched.add(pk));
    const calendar = { connection: 'c', calendar: 'c' };
    const within = { users: [ADA], minutes: 45, first: '2023-11-20', count: 1 };
    const asked: [string, object][] = [
      ['PATCH /api/teams', { name: 'Bobword' }],
      ['POST /api/teams/invite', {}],
      ['POST /api/teams/revoke', { hash: '0'.repeat(64) }],
      ['POST /api/teams/role', { user: BOB, joinedAtMs: 1, role: 'owner' }],
      ['POST /api/teams/remove', { user: ADA, joinedAtMs: 1 }],
      ['POST /api/teams/leave', {}],
      ['POST /api/teams/end', {}],
      ['POST /api/teams/share', { ...calendar, isShared: true }],
      ['POST /api/teams/share', { ...calendar, isShared: false }],
      ['POST /api/teams/free', within],
      ...[{}, { isAnyway: true }].map((more): [string, object] => [
        'POST /api/teams/propose',
        {
          ...within,
          id: randomUUID(),
          startMs: 1.92e12,
          unseen: [],
          ...more,
        },
      ]),
    ];
    await createDynamoDbBotStore(started).write({ id: 7, username: 'a_bot', name: 'A' });
    for (const [route, body] of asked)
      expect([route, await ask(route, { body: { team: team.id, ...body } }, BOB)]).toEqual([
        route,
        { status: 404, answer: { error: 'not-found' } },
      ]);
    expect(await ask('GET /api/teams', {}, BOB)).toEqual({ status: 200, answer: { teams: [] } });
    expect([...touched].filter((pk) => ![0, BOB, team.id].includes(pk))).toEqual([]);
    expect(await teams.get(team.id)).toEqual(team);
  });
});
