// Settings in the app: read, judged, and changed only where they are as the app showed them.
import { StewardError } from '@steward/core';
import { createMemoryStores } from '@steward/core/testing';
import { describe, expect, it } from 'vitest';
import { ME, NOW_MS, openRoutes } from '../../../test/web-routes.ts';

const NEW = {
  ...{ zone: null, language: null, model: null, streaming: null, thinking: 'off', workingHours: null },
  ...{ briefing: null, quietHours: { from: '22:00', until: '07:00' }, suggestions: false },
  ...{ bufferMinutes: 0, noticeMinutes: 60, preferredHours: null, eventLeadMinutes: null, rules: [] },
};

const OTHERS = {
  ...{ zone: 'Europe/Berlin', language: 'de', model: 'llama3.2:3b', streaming: 'draft', thinking: 'show' },
  workingHours: { days: [1, 2], from: '09:00', until: '17:30' },
  ...{ briefing: '07:30', quietHours: null, suggestions: true },
  ...{ bufferMinutes: 10, noticeMinutes: 0, eventLeadMinutes: 30 },
  preferredHours: { from: '09:00', until: '12:00' },
  rules: [{ words: ['dentist'], senders: [], to: 'event', target: { connection: 'c', calendar: 'w' } }],
};

const MODELS = [{ name: 'llama3.2:3b', description: 'Small', size: '2 GB' }];
const WITH_MODELS = { config: { models: MODELS } };

const patch = (set: object, seen: object) => ({ body: { set, seen } });

describe('GET /api/settings', () => {
  it('tells what holds for somebody who has set nothing', async () => {
    const { get } = openRoutes(WITH_MODELS);
    expect(await get('/api/settings')).toEqual({ settings: NEW, models: MODELS, usualStreaming: 'edit' });
  });

  it('tells the models as the worker last saw them', async () => {
    const stores = createMemoryStores();
    const seen = [{ name: 'qwen3:4b', description: '', size: '', isInstalled: true, canThink: true }];
    await stores.seenModels.write({ state: 'ready', seenAtMs: 5, models: seen });
    const { get } = openRoutes({ stores, ...WITH_MODELS });
    expect(await get('/api/settings')).toMatchObject({ models: seen });
  });
});

describe('models that nobody has seen', () => {
  it('are looked at once for a while, however often the app is opened', async () => {
    const stores = createMemoryStores();
    const { get, queued } = openRoutes({ stores });
    for (const route of ['settings', 'overview', 'settings']) await get(`/api/${route}`);
    expect(queued.map(({ groupId, note }) => [groupId, note.ask])).toEqual(
      Array(3).fill([String(ME), { do: 'look' }]),
    );
    expect(new Set(queued.map(({ deduplicationId }) => deduplicationId)).size).toBe(1);
    await stores.seenModels.write({ state: 'asleep', seenAtMs: 1 });
    await get('/api/settings');
    expect(queued).toHaveLength(3);
  });

  it('hold no answer up where the queue cannot be reached', async () => {
    const send = async () => {
      throw new StewardError('storage-unavailable', 'away', { retryable: true });
    };
    expect(await openRoutes({ send }).get('/api/settings')).toMatchObject({ models: [] });
  });
});

describe('PATCH /api/settings', () => {
  it('sets all of them, and back', async () => {
    const { ask, get, stores } = openRoutes(WITH_MODELS);
    const there = await ask('PATCH /api/settings', patch(OTHERS, NEW));
    expect(there).toMatchObject({ status: 200, answer: { settings: OTHERS } });
    expect(await get('/api/settings')).toEqual(there.answer);
    expect(await stores.profiles.get(ME)).toMatchObject({
      zone: { name: 'Europe/Berlin', from: 'app' },
      suggestionsSinceMs: NOW_MS,
      quiet: 'off',
    });
    expect(await stores.briefings.get(ME)).toMatchObject({ time: '07:30', authorId: ME });
    expect((await stores.extras.get(ME))?.dueMs).toBeGreaterThan(NOW_MS);
    const { zone: _kept, ...back } = NEW;
    const again = await ask('PATCH /api/settings', patch(back, OTHERS));
    expect(again).toMatchObject({ status: 200, answer: { settings: { ...NEW, zone: 'Europe/Berlin' } } });
    expect([await stores.briefings.get(ME), await stores.extras.get(ME)]).toEqual([undefined, undefined]);
  });

  it('keeps working days in their order, each once', async () => {
    const { ask } = openRoutes();
    const workingHours = { days: [5, 1, 5], from: '22:00', until: '06:00' };
    expect(await ask('PATCH /api/settings', patch({ workingHours }, NEW))).toMatchObject({
      answer: { settings: { workingHours: { ...workingHours, days: [1, 5] } } },
    });
  });

  it.each([
    ['zone', [null, 'Berlin', 'europe/berlin', 'Mars/Olympus', 'UTC+2', '', 5]],
    ['language', ['fr', '', 0]],
    ['model', ['unknown:1b', '', 'm'.repeat(300), {}]],
    ['streaming', ['fast', true]],
    ['thinking', [null, 'loud']],
    [
      'workingHours',
      [
        { days: [], from: '09:00', until: '17:00' },
        { days: [0], from: '09:00', until: '17:00' },
        { days: [1.5], from: '09:00', until: '17:00' },
        { days: [1], from: '09:00', until: '09:00' },
        { days: [1], from: '9:00', until: '17:00' },
        { days: '1', from: '09:00', until: '17:00' },
        { days: [1], from: '09:00', until: '17:00', more: 1 },
        { days: [1], from: '09:00' },
      ],
    ],
    ['briefing', ['24:00', '8:00', '08:60', '', true]],
    [
      'quietHours',
      [
        { from: '22:00', until: '22:00' },
        { from: '22:00' },
        { from: '22:00', until: 7 },
        { from: '22:00', until: '07:00', days: [] },
        'off',
      ],
    ],
    ['suggestions', [null, 'on', 1]],
  ] as [string, unknown[]][])('names %s where its value cannot be', async (name, values) => {
    const { ask, stores } = openRoutes(WITH_MODELS);
    for (const value of values) {
      const refused = await ask('PATCH /api/settings', patch({ [name]: value }, NEW));
      expect([value, refused]).toEqual([
        value,
        { status: 400, answer: { error: 'bad-value', field: `set.${name}` } },
      ]);
    }
    expect(await stores.profiles.get(ME)).toBeUndefined();
  });

  it.each([
    ['a setting that there is not', { set: { colour: 'red' }, seen: {} }, 'set'],
    ['what was not shown', { set: { briefing: '08:00' }, seen: {} }, 'seen.briefing'],
    ['nothing', { set: {}, seen: {} }, 'set'],
    ['no form of ours', { set: 5 }, 'set'],
  ])('refuses %s', async (_what, body, field) => {
    const { status, answer } = await openRoutes().ask('PATCH /api/settings', { body });
    expect([status, answer]).toEqual([400, { error: expect.stringMatching(/^bad-/), field }]);
  });

  it.each(Object.keys(OTHERS))('changes nothing of several where %s was changed elsewhere', async (name) => {
    const { ask, get, stores, queued } = openRoutes(WITH_MODELS);
    const theirs = { [name]: OTHERS[name as keyof typeof OTHERS] };
    await ask('PATCH /api/settings', patch(theirs, NEW));
    const before = await get('/api/settings');
    const sent = queued.length;
    const mine = name === 'zone' ? 'UTC' : name === 'briefing' ? '09:15' : undefined;
    const other = { thinking: 'on', language: 'en', [name]: mine ?? NEW[name as keyof typeof NEW] };
    const seen = { ...NEW, [name]: name === 'suggestions' ? 'something else' : 'else' };
    const { status, answer } = await ask('PATCH /api/settings', patch(other, seen));
    expect([status, answer]).toEqual([409, { error: 'changed-meanwhile', now: before }]);
    expect(queued).toHaveLength(sent);
    expect(await get('/api/settings')).toEqual(before);
    expect((await stores.briefings.get(ME))?.time).toBe(name === 'briefing' ? '07:30' : undefined);
  });

  it('takes what is as it is wanted already: an answer may have got lost', async () => {
    const { ask, stores } = openRoutes();
    const wanted = patch({ suggestions: true, briefing: '08:00', thinking: 'on' }, NEW);
    const first = await ask('PATCH /api/settings', wanted);
    // What followed from it had not come to its end.
    const extra = await stores.extras.get(ME);
    if (extra) await stores.extras.remove(extra);
    expect(await ask('PATCH /api/settings', wanted)).toEqual(first);
    expect(await stores.extras.get(ME)).toBeDefined();
  });

  it('queues what follows from another zone in the group of the chat', async () => {
    const { ask, queued } = openRoutes();
    await ask('PATCH /api/settings', patch({ zone: 'Europe/Berlin' }, NEW));
    await ask('PATCH /api/settings', patch({ zone: 'Asia/Tokyo' }, { zone: 'Europe/Berlin' }));
    // The answer got lost, and the app asks again.
    await ask('PATCH /api/settings', patch({ zone: 'Asia/Tokyo' }, { zone: 'Europe/Berlin' }));
    await ask('PATCH /api/settings', patch({ zone: 'Asia/Tokyo' }, { zone: 'Asia/Tokyo' }));
    expect(queued.map(({ groupId, note }) => [groupId, note.owner, note.ask])).toEqual(
      [
        { do: 'zone', before: null, zone: 'Europe/Berlin' },
        { do: 'zone', before: 'Europe/Berlin', zone: 'Asia/Tokyo' },
        { do: 'zone', before: 'Europe/Berlin', zone: 'Asia/Tokyo' },
      ].map((ask) => [String(ME), ME, ask]),
    );
  });

  it('takes everything back where the queue cannot be reached', async () => {
    const stores = createMemoryStores();
    await stores.profiles.update(ME, { think: 'on', updatedAtMs: 1 });
    const send = async () => {
      throw new StewardError('storage-unavailable', 'away', { retryable: true });
    };
    const { ask, get } = openRoutes({ stores, send });
    const before = await get('/api/settings');
    const wanted = { zone: 'Asia/Tokyo', thinking: 'off', briefing: '08:00' };
    const { status, answer } = await ask('PATCH /api/settings', patch(wanted, { ...NEW, thinking: 'on' }));
    expect([status, answer]).toEqual([503, { error: 'unavailable', retryAfterSeconds: 5 }]);
    expect(await get('/api/settings')).toEqual(before);
  });

  it('lets a briefing that comes meanwhile come, and changes it', async () => {
    const stores = createMemoryStores();
    const { ask } = openRoutes({ stores });
    await ask('PATCH /api/settings', patch({ zone: 'UTC', briefing: '08:00' }, NEW));
    const { briefings } = stores;
    let moves = 2;
    const moving = {
      ...briefings,
      async change(...[read, changes]: Parameters<typeof briefings.change>) {
        const newest = await briefings.get(ME);
        if (newest && moves-- > 0) await briefings.change(newest, { lastDay: '2023-11-14' });
        return await briefings.change(read, changes);
      },
    };
    const other = openRoutes({ stores: { ...stores, briefings: moving } });
    const changed = await other.ask(
      'PATCH /api/settings',
      patch({ briefing: '09:00' }, { briefing: '08:00' }),
    );
    expect(changed).toMatchObject({ status: 200, answer: { settings: { briefing: '09:00' } } });
  });
});
