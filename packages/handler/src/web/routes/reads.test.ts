// What the app is told of a person: who they are, what is next, and how things stand.
import { withOwner, withStanding } from '@steward/core';
import { createMemoryStores, SAMPLE_MS, sampleReminder, sampleSession } from '@steward/core/testing';
import { describe, expect, it } from 'vitest';
import { ME, NOW_MS, openRoutes } from '../../../test/web-routes.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ada = { firstName: 'Ada', lastName: 'Lovelace', username: 'ada', languageCode: 'en' };

const open = async (profile: object = {}) => {
  const stores = createMemoryStores();
  await stores.profiles.update(ME, { ...profile, updatedAtMs: 1 });
  return { ...openRoutes({ stores }), stores };
};

describe('GET /api/me', () => {
  it('tells who is signed in, in their own language and zone, and with which bot', async () => {
    const { get, stores } = await open({
      ...ada,
      appLanguage: 'de',
      zone: { name: 'Europe/Berlin', from: 'command' },
    });
    await stores.storedBot.write({ id: 7, username: 'my_bot', name: 'Jeeves' });
    expect(await get('/api/me')).toEqual({
      ...{ id: ME, name: 'Ada Lovelace', username: 'ada', language: 'de', zone: 'Europe/Berlin' },
      ...{ isOperator: false, door: 'browser', bot: { username: 'my_bot', name: 'Jeeves' } },
      ...{ version: '1.2.3', nowMs: NOW_MS },
    });
  });

  it('knows as little of who has never written', async () => {
    const me = { id: ME, name: '1001', isOperator: false, bot: { username: '', name: 'Steward' } };
    expect(await openRoutes().get('/api/me')).toEqual({
      ...{ ...me, door: 'browser', version: '1.2.3', nowMs: NOW_MS },
    });
  });

  it('knows the operator by the list that the chat goes by', async () => {
    const { get, stores } = await open();
    await stores.access.change((list) => withOwner(list, ME));
    expect(await get('/api/me')).toMatchObject({ isOperator: true });
    expect(await get('/api/me', undefined, 5)).toMatchObject({ isOperator: false });
  });
});

describe('GET /api/conversations', () => {
  it('lists live and archived ones, the newest activity first', async () => {
    const { get, stores } = await open({ active: { sessionId: 's-2', bornWith: 'llama3.2:3b' } });
    for (const [number, lastMessageAtMs, archivePath] of [
      [1, 30, 'archives/1001/s-1.json'],
      [2, 10, ''],
      [3, 20, ''],
    ] as const)
      await stores.sessions.create(
        sampleSession({ number, sessionId: `s-${number}`, lastMessageAtMs, archivePath }),
      );
    expect(await get('/api/conversations')).toMatchObject({
      activeId: 's-2',
      conversations: [
        { id: 's-1', number: 1, isArchived: true },
        { id: 's-3', number: 3, isArchived: false },
        {
          ...{ id: 's-2', number: 2, title: 'New chat', model: 'llama3.2:3b', isArchived: false },
          ...{ messageCount: 0, lastMessageAtMs: 10, createdAtMs: SAMPLE_MS },
        },
      ],
    });
  });

  it('has none that is active where that one was archived', async () => {
    const { get, stores } = await open({ active: { sessionId: 's-1', bornWith: 'llama3.2:3b' } });
    await stores.sessions.create(sampleSession({ archivePath: 'archives/1001/s-1.json' }));
    expect(await get('/api/conversations')).toMatchObject({ activeId: null });
  });
});

/** 2023-11-14, 23:13 in Berlin; what is due lies around it. */
const withReminders = async () => {
  const opened = await open({ zone: { name: 'Europe/Berlin', from: 'asked' } });
  const { reminders } = opened.stores;
  const ring = { dueMs: NOW_MS - 2 * HOUR_MS, atMs: NOW_MS - 2 * HOUR_MS, outcome: 'sent' as const };
  const rule = { frequency: 'daily', interval: 1, start: '2023-11-01T23:30' } as const;
  const every = { frequency: 'elapsed', everyMs: 20 * 60_000, startMs: NOW_MS } as const;
  const { schedule: _once, dueMs: _due, ...undated } = sampleReminder({ kind: 'task' });
  for (const one of [
    sampleReminder({
      ...{ number: 1, text: 'Daily', dueMs: NOW_MS + 1_000_000 },
      schedule: { kind: 'rule', rule, zone: 'follow' },
    }),
    sampleReminder({
      ...{ number: 2, text: 'Often', dueMs: NOW_MS + 20 * 60_000, last: ring },
      schedule: { kind: 'rule', rule: every, zone: 'follow' },
    }),
    sampleReminder({ number: 3, text: 'Tomorrow', dueMs: NOW_MS + 5 * HOUR_MS }),
    { ...undated, number: 4, text: 'Some day' },
    sampleReminder({ number: 5, kind: 'task', text: 'On Friday', dueMs: NOW_MS + 60 * HOUR_MS }),
    { ...undated, number: 6, text: 'Done', state: 'done', doneAtMs: NOW_MS - HOUR_MS } as const,
    { ...undated, number: 7, text: 'Done long ago', state: 'done', doneAtMs: 5, createdAtMs: 4 } as const,
    { ...undated, number: 8, kind: 'reminder', text: 'Rang', state: 'ended', last: ring } as const,
    { ...undated, number: 9, text: 'Overdue', last: ring, schedule: { kind: 'instant', atMs: 1 } } as const,
  ])
    await reminders.create(one);
  await reminders.addSnooze({ owner: ME, number: 8, dueMs: NOW_MS + 60_000 });
  return opened;
};

describe('GET /api/reminders', () => {
  it('tells what comes, what waits and what ended of late, and how often it comes in words', async () => {
    const { get } = await withReminders();
    const { reminders, upcoming } = (await get('/api/reminders')) as {
      reminders: { number: number }[];
      upcoming: object[];
    };
    expect(reminders.map(({ number }) => number)).toEqual([1, 2, 3, 5, 4, 9, 6, 8]);
    expect(reminders[0]).toEqual({
      ...{ number: 1, kind: 'reminder', text: 'Daily', state: 'active', revision: 1 },
      ...{ repeats: 'every day at 23:30', dueMs: NOW_MS + 1_000_000, createdAtMs: SAMPLE_MS },
    });
    expect(reminders.at(-1)).toMatchObject({
      ...{ number: 8, state: 'ended', dueMs: NOW_MS + 60_000 },
      last: { atMs: NOW_MS - 2 * HOUR_MS, outcome: 'sent' },
    });
    expect(upcoming.slice(0, 2)).toEqual([
      { number: 8, text: 'Rang', atMs: NOW_MS + 60_000, isSnooze: true },
      { number: 1, text: 'Daily', atMs: NOW_MS + 1_000_000, isSnooze: false },
    ]);
  });
});

describe('GET /api/overview', () => {
  it('tells what is next, what is open, and the rings of the day on the person’s clock', async () => {
    const { get, stores } = await withReminders();
    await stores.seenModels.write({
      ...{ state: 'asleep', seenAtMs: 9 },
      models: [
        { name: 'a', description: '', size: '', isInstalled: true },
        { name: 'b', description: '', size: '', isInstalled: false },
        { name: 'c', description: '', size: '' },
      ],
    });
    const overview = (await get('/api/overview')) as Record<string, { number: number }[]>;
    expect(overview.next?.map(({ number }) => number)).toEqual([8, 1, 2, 3, 5]);
    expect(overview.tasks?.map(({ number }) => number)).toEqual([9, 5, 4]);
    // Midnight in Berlin is 47 minutes away.
    expect(overview.today).toEqual([
      ...[2, 8, 9].map((number) => ({
        ...{ atMs: NOW_MS - 2 * HOUR_MS, number, isPast: true },
        text: expect.any(String),
      })),
      { atMs: NOW_MS + 60_000, number: 8, text: 'Rang', isPast: false },
      { atMs: NOW_MS + 1_000_000, number: 1, text: 'Daily', isPast: false },
      { atMs: NOW_MS + 1_200_000, number: 2, text: 'Often', isPast: false },
      { atMs: NOW_MS + 2_400_000, number: 2, text: 'Often', isPast: false },
    ]);
    expect(overview).toMatchObject({
      server: { state: 'asleep', models: 2, seenAtMs: 9 },
      steps: { zone: true, reminder: true, conversation: false },
    });
  });

  it('is empty for a newcomer, with a place for each of the last seven days', async () => {
    const overview = await openRoutes().get('/api/overview');
    expect(overview).toMatchObject({
      ...{ next: [], tasks: [], today: [], server: { state: 'unknown', models: 0 } },
      steps: { zone: false, reminder: false, conversation: false },
    });
    const { usage } = overview as { usage: { day: string }[] };
    expect(usage.map(({ day }) => day)).toEqual([8, 9, 10, 11, 12, 13, 14].map(novemberDay));
  });

  it('believes in no start of the model server that nobody has seen for long', async () => {
    const { get, stores } = await open();
    for (const [minutes, state] of [
      [9, 'starting'],
      [11, 'unknown'],
    ] as const) {
      await stores.seenModels.write({ state: 'starting', seenAtMs: NOW_MS - minutes * 60_000 });
      expect(await get('/api/overview')).toMatchObject({ server: { state } });
    }
  });

  it('tells the usage of the days that there was any', async () => {
    const day = Math.floor(NOW_MS / DAY_MS) - 2;
    const { get } = await open({ usage: { days: [{ day, turns: 3, tokens: 90 }], updateId: 1 } });
    const { usage } = (await get('/api/overview')) as { usage: object[] };
    expect(usage).toHaveLength(7);
    expect(usage[4]).toEqual({ day: '2023-11-12', turns: 3, tokens: 90 });
  });
});

const novemberDay = (day: number): string => `2023-11-${String(day).padStart(2, '0')}`;

const TODAY = { day: '2023-11-14', turns: 2, tokens: 8 };

describe('GET /api/people', () => {
  const peopled = async (config: object) => {
    const stores = createMemoryStores();
    await stores.profiles.update(ME, { ...ada, updatedAtMs: 1 });
    await stores.access.change((list) => {
      const known = [
        { id: 5, standing: 'in', name: 'Bob', atMs: 10 },
        { id: 6, standing: 'blocked', atMs: 11 },
        { id: -7, standing: 'asked', name: 'The group', atMs: 12 },
        { id: 8, standing: 'asked', atMs: 13 },
      ] as const;
      return known.reduce(withStanding, { ...withOwner(list, ME), others: 4 });
    });
    const days = [{ day: Math.floor(NOW_MS / DAY_MS), turns: 2, tokens: 8 }];
    for (const id of [5, 6, 8])
      await stores.profiles.update(id, { usage: { days, updateId: 1 }, firstName: 'Hidden', updatedAtMs: 1 });
    return openRoutes({ stores, config });
  };

  it('tells the operator who asks, who is in, with what they used today, and who is blocked', async () => {
    const { get } = await peopled({ allowed: new Set([6, 99]), turnLimits: { atOnce: 2, anHour: 30 } });
    expect(await get('/api/people')).toEqual({
      people: [
        { id: 8, standing: 'asked', sinceMs: 13 },
        { id: -7, standing: 'asked', name: 'The group', sinceMs: 12 },
        { id: ME, standing: 'owner', name: 'Ada Lovelace' },
        {
          ...{ id: 5, standing: 'in', name: 'Bob', sinceMs: 10 },
          usage: TODAY,
        },
        // The configuration lets them in, whatever the list says.
        { id: 6, standing: 'configured', sinceMs: 11, usage: TODAY },
        { id: 99, standing: 'configured' },
      ],
      teams: [],
      isOpen: false,
      others: 4,
      limits: { turnsAtOnce: 2, turnsAnHour: 30 },
    });
  });

  it('says that everyone is let in', async () => {
    const { get } = await peopled({ allowed: 'everyone' });
    expect(await get('/api/people')).toMatchObject({ isOpen: true, people: { length: 5 } });
  });

  it('is for nobody else', async () => {
    const { ask } = await peopled({ allowed: 'everyone' });
    const refused = { status: 403, answer: { error: 'operator-only' } };
    expect(await ask('GET /api/people', {}, 5)).toEqual(refused);
    expect(await openRoutes().ask('GET /api/people')).toEqual(refused);
  });
});
