// From a draft to one event at strict stand-ins, and back, wherever it dies.
import { createIcsFeed } from '@steward/connectors';
import type { Connection, EventDraft, MadeEvent, TimedDraft } from '@steward/core';
import { sampleDraft } from '@steward/core/testing';
import { googleFault } from '@steward/stand-ins/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ADA, CANARY, type CalendarWorld, EIGHT, startCalendarWorld } from '../../test/calendar-world.ts';
import { createEvents, type EventsDependencies } from './create-events.ts';
import { icsOf } from './event-draft-of.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

let world: CalendarWorld;
beforeEach(async () => {
  world = await startCalendarWorld();
});
afterEach(() => world.close());

const draft = (changes: Partial<TimedDraft> = {}): TimedDraft =>
  sampleDraft({
    ...{ owner: ADA, title: `Dentist ${CANARY}`, place: 'Here', createdAtMs: EIGHT },
    time: { zone: 'Europe/Berlin', startMs: EIGHT + 3 * HOUR, minutes: 45 },
    ...changes,
  });
const { id: ID } = draft();

const dependencies = (): EventsDependencies => {
  const { drafts, events, connections, profiles, reminders } = world.stores;
  return {
    ...{ drafts, events, connections, profiles, reminders },
    ...{ calendars: world.calendars, clock: world.clock },
  };
};
const setUp = async (changes: Partial<TimedDraft> = {}, replace: Partial<EventsDependencies> = {}) => {
  await world.stores.drafts.add(draft(changes));
  return createEvents({ ...dependencies(), ...replace });
};
/** With a place for new events, which the world's own are without. */
const withTarget = async (connection: Connection, changes: Partial<Connection>): Promise<void> =>
  await world.stores.connections.put({ ...connection, ...changes });
const google = async (changes: Partial<Connection> = {}): Promise<void> => {
  const id = 'ada@example.com';
  const calendars = [{ id, name: 'Ada', isBusy: true, isWritable: true }];
  await withTarget(await world.connectGoogle(), { calendars, target: id, targetChosenAtMs: 5, ...changes });
};
const calDav = async (changes: Partial<Connection> = {}): Promise<void> => {
  const { calendarUrl: id } = world.dav;
  const calendars = [{ id, name: 'Work', isBusy: true }];
  await withTarget(await world.connectCalDav(), { calendars, target: id, targetChosenAtMs: 4, ...changes });
};
const atGoogle = () =>
  world.google.events('ada@example.com', 'ada@example.com').filter(({ status }) => status !== 'cancelled');
const stored = async () => (await world.stores.drafts.get(ADA, ID)) as EventDraft;
const madeOf = (result: unknown): MadeEvent => (result as { event: MadeEvent }).event;

describe('a draft', () => {
  it('becomes an event where new ones go, at its instant, and stays the only one', async () => {
    await calDav();
    await google();
    const events = await setUp();
    // Its token is renewed by one; the others would wait for the clock.
    await events.check(draft());
    const all = await Promise.all([1, 2, 3].map(() => events.make(ADA, ID, 1)));
    all.push(await events.make(ADA, ID, 1), await events.make(ADA, ID, 7));
    expect(new Set(all.map((result) => [result.kind, madeOf(result).eventId].join()))).toHaveLength(1);
    expect(all[0]).toMatchObject({
      kind: 'made',
      event: {
        ...{ connection: 'g-1', calendar: 'ada@example.com', calendarName: 'Ada', madeAtMs: EIGHT },
        link: expect.stringMatching(/^https:/),
      },
    });
    expect(atGoogle()).toMatchObject([
      { summary: `Dentist ${CANARY}`, location: 'Here', start: { dateTime: expect.any(String) } },
    ]);
    expect(Date.parse(String(atGoogle()[0]?.start.dateTime))).toBe(EIGHT + 3 * HOUR);
    expect(world.dav.events.size).toBe(0);
    expect(await events.list(ADA, 9)).toEqual([madeOf(all[0])]);
    expect(await stored()).toMatchObject({ state: 'made', target: { connection: 'g-1' } });
    expect(JSON.stringify([world.lines, world.metrics])).not.toContain(CANARY);
  });

  it('for whole days goes to the calendar that it names', async () => {
    await google();
    await calDav();
    const days = { start: '2026-12-05', end: '2026-12-07' };
    const target = { connection: 'd-1', calendar: world.dav.calendarUrl };
    const events = await setUp({ target, time: { zone: 'Europe/Berlin', days } });
    expect(await events.make(ADA, ID, 1)).toMatchObject({ kind: 'made', event: target });
    const text = JSON.stringify([...world.dav.events.values()]);
    expect(text).toContain('DTSTART;VALUE=DATE:20261205');
    expect(atGoogle()).toEqual([]);
  });

  it('is asked about once more where something came into its way, and says what was not read', async () => {
    await google();
    await world.connectFeed();
    const events = await setUp();
    world.addToGoogle('Early', 1);
    world.addToGoogle('Lunch', 3);
    const way = { clashes: [{ title: 'Lunch' }], missing: [{ connection: 'i-1' }] };
    expect(await events.make(ADA, ID, 1)).toMatchObject({ kind: 'clash', draft: { revision: 2 }, way });
    // The same tap once more: that card shows no clash.
    expect(await events.make(ADA, ID, 1)).toMatchObject({ kind: 'changed', draft: { revision: 2 } });
    expect(atGoogle()).toHaveLength(2);
    world.addToGoogle('Also', 3);
    expect(await events.make(ADA, ID, 2)).toMatchObject({ kind: 'made', way: { missing: way.missing } });
    expect(atGoogle()).toHaveLength(4);
  });

  it('is not made as it was, where it is changed while its time is looked at', async () => {
    await google();
    const events = await setUp();
    const making = events.make(ADA, ID, 1);
    await world.stores.drafts.replace(draft({ title: 'Lunch', revision: 2 }), draft());
    expect(await making).toMatchObject({ kind: 'changed', draft: { title: 'Lunch', state: 'waiting' } });
    expect(atGoogle()).toEqual([]);
  });

  it('looks at nothing that takes no time', async () => {
    const calendars = [{ id: 'ada@example.com', name: 'Ada', isBusy: false, isWritable: true }];
    await google({ calendars });
    const events = await setUp();
    world.addToGoogle('Lunch', 3);
    expect(await events.check(draft())).toEqual({ clashes: [], missing: [] });
  });

  it('is made nowhere without a calendar, after a day, or when it was cancelled', async () => {
    const events = await setUp();
    expect(await events.make(ADA, ID, 1)).toMatchObject({ kind: 'no-target' });
    const before = draft();
    await world.stores.drafts.replace({ ...before, state: 'cancelled' }, before);
    expect(await events.make(ADA, ID, 1)).toMatchObject({ kind: 'cancelled' });
    await world.stores.drafts.replace(before, { ...before, state: 'cancelled' });
    await world.clock.advance(24 * HOUR);
    const { time: _, ...untimed } = draft({ id: 'f'.repeat(32), createdAtMs: world.clock.now() });
    await world.stores.drafts.add(untimed);
    expect(await events.make(ADA, untimed.id, 1)).toEqual({ kind: 'no-time', draft: untimed });
    expect([await events.make(ADA, ID, 1), await events.make(ADA, 'x', 1)]).toEqual([
      { kind: 'over' },
      { kind: 'over' },
    ]);
  });
});

describe('a calendar that cannot be written to', () => {
  it.each([
    ['broken', { state: 'broken' }, undefined, 'waiting'],
    ['gone', { target: 'other@example.com' }, undefined, 'waiting'],
    ['read-only', {}, 'requiredAccessLevel', 'waiting'],
    ['throttled', {}, 'rateLimitExceeded', 'waiting'],
    // It may have been made.
    ['away', {}, 'backendError', 'making'],
  ] as const)('is told to be %s, and the draft stays', async (why, changes, fault, state) => {
    await google(changes);
    const events = await setUp();
    if (fault) world.google.fail(googleFault(fault), { where: 'POST /calendar' });
    const result = await events.make(ADA, ID, 1);
    expect(result).toMatchObject({ kind: 'failed', why, draft: { state, revision: 1 } });
    expect(await stored()).toEqual((result as { draft: EventDraft }).draft);
    if (fault) expect(await events.make(ADA, ID, 1)).toMatchObject({ kind: 'made' });
    expect(atGoogle()).toHaveLength(fault ? 1 : 0);
  });
});

/** Every write and every request counts; at one of them the process is gone, before it or behind it. */
const dying = (at: number, side: 'before' | 'behind'): EventsDependencies => {
  const whole = dependencies();
  let step = 0;
  const killed = new Error('killed');
  const guarded =
    <A extends unknown[], T>(run: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      step += 1;
      if (step === at && side === 'before') throw killed;
      const result = await run(...args);
      if (step === at) throw killed;
      return result;
    };
  const { drafts, events, calendars, reminders } = whole;
  return {
    ...whole,
    reminders: {
      ...reminders,
      takeNumbers: guarded(reminders.takeNumbers),
      create: guarded(reminders.create),
      remove: guarded(reminders.remove),
    },
    drafts: { ...drafts, replace: guarded(drafts.replace) },
    events: { ...events, add: guarded(events.add), note: guarded(events.note) },
    calendars: {
      ...calendars,
      withCalendar: (connection, use) => calendars.withCalendar(connection, guarded(use)),
    },
  };
};

describe.each(['google', 'caldav'] as const)('at %s a process that dies', (provider) => {
  const count = () => (provider === 'google' ? atGoogle().length : world.dav.events.size);

  it.each([1, 2, 3, 4].flatMap((at) => [[at, 'before'] as const, [at, 'behind'] as const]))(
    'at step %i, %s it, leaves one event to the next',
    async (at, side) => {
      await (provider === 'google' ? google() : calDav());
      await setUp();
      await expect(createEvents(dying(at, side)).make(ADA, ID, 1)).rejects.toThrow('killed');
      // Where it goes has changed meanwhile; the event has its place.
      if (at > 1) await (provider === 'google' ? calDav : google)({ targetChosenAtMs: 9 });
      await world.clock.advance(MINUTE);
      const events = createEvents(dependencies());
      const result = await events.make(ADA, ID, 1);
      expect(result).toMatchObject({ kind: 'made', event: { etag: expect.any(String) } });
      expect([count(), await events.list(ADA, 9)]).toEqual([1, [madeOf(result)]]);
      expect((await stored()).state).toBe('made');

      const undoing = createEvents(dying(Math.min(at, 3), side)).undo(madeOf(result));
      await expect(undoing).rejects.toThrow('killed');
      for (const _ of [1, 2]) expect((await events.undo(madeOf(result))).kind).toBe('undone');
      expect(count()).toBe(0);
    },
  );

  it('and whose event is taken back before the next comes, does not make it again', async () => {
    await (provider === 'google' ? google() : calDav());
    await setUp();
    await expect(createEvents(dying(4, 'before')).make(ADA, ID, 1)).rejects.toThrow('killed');
    const events = createEvents(dependencies());
    for (const event of await events.list(ADA, 1)) expect((await events.undo(event)).kind).toBe('undone');
    expect(await events.make(ADA, ID, 1)).toMatchObject({ kind: 'made', event: { undoneAtMs: EIGHT } });
    expect(count()).toBe(0);
  });

  it('and whose event is deleted before the next comes, is asked about, and made under another name', async () => {
    await (provider === 'google' ? google() : calDav());
    await setUp();
    await expect(createEvents(dying(3, 'before')).make(ADA, ID, 1)).rejects.toThrow('killed');
    const [event] = atGoogle();
    if (event) world.google.change('ada@example.com', 'ada@example.com', event.id, { status: 'cancelled' });
    else world.dav.events.clear();
    await world.clock.advance(11 * MINUTE);
    const events = createEvents(dependencies());
    for (const _ of [1, 2])
      expect(await events.make(ADA, ID, 1)).toMatchObject({ kind: 'deleted', draft: { revision: 2 } });
    expect(count()).toBe(0);
    expect(await events.make(ADA, ID, 2)).toMatchObject({ kind: 'made', event: { id: `${ID}-1` } });
    expect(count()).toBe(1);
  });
});

describe('who wants to be reminded half an hour before', () => {
  const begin = async (startMs = EIGHT + 3 * HOUR) => {
    await google();
    await world.stores.profiles.update(ADA, { eventLeadMinutes: 30, updatedAtMs: EIGHT });
    await setUp({ time: { zone: 'Europe/Berlin', startMs, minutes: 45 } });
  };
  const reminders = () => world.stores.reminders.list(ADA);

  it.each([3, 4, 5].flatMap((at) => [[at, 'before'] as const, [at, 'behind'] as const]))(
    'is reminded once where a process dies at step %i, %s it, and not of what was taken back',
    async (at, side) => {
      await begin();
      await expect(createEvents(dying(at, side)).make(ADA, ID, 1)).rejects.toThrow('killed');
      await world.clock.advance(MINUTE);
      const events = createEvents(dependencies());
      const event = madeOf(await events.make(ADA, ID, 1));
      expect(madeOf(await events.make(ADA, ID, 1))).toEqual(event);
      const dueMs = EIGHT + 2.5 * HOUR;
      expect(event.reminder).toEqual({ atMs: dueMs, number: expect.any(Number) });
      expect(await reminders()).toMatchObject([
        {
          number: event.reminder?.number,
          text: `Dentist ${CANARY}, 12:00`,
          state: 'active',
          dueMs,
          authorId: ADA,
        },
      ]);
      await expect(createEvents(dying(3, side)).undo(event)).rejects.toThrow('killed');
      expect((await events.undo(event)).kind).toBe('undone');
      expect(await reminders()).toEqual([]);
    },
  );

  it('is not, where that time has passed or there is no room, and the log tells', async () => {
    await begin(EIGHT + 20 * MINUTE);
    const { reminder } = madeOf(await createEvents(dependencies()).make(ADA, ID, 1));
    expect(reminder).toEqual({ atMs: EIGHT - 10 * MINUTE });
    const full = { ...dependencies().reminders, list: async () => Array(200).fill({ state: 'active' }) };
    const later = draft({ id: 'e'.repeat(32) });
    await world.stores.drafts.add(later);
    const made = await createEvents({ ...dependencies(), reminders: full }).make(ADA, later.id, 1);
    expect(madeOf(made).reminder).toEqual({ atMs: EIGHT + 2.5 * HOUR });
    expect(await reminders()).toEqual([]);
  });

  it('keeps what has its number by now, when the event is taken back', async () => {
    await begin();
    const events = createEvents(dependencies());
    const event = madeOf(await events.make(ADA, ID, 1));
    const [own] = await reminders();
    if (!own) throw new Error('nothing was set');
    await world.stores.reminders.remove(own);
    await world.stores.reminders.create({ ...own, text: 'Another one', createdAtMs: own.createdAtMs + 1 });
    expect((await events.undo(event)).kind).toBe('undone');
    expect(await reminders()).toMatchObject([{ text: 'Another one' }]);
  });

  it('is not of an event that is taken back at that moment, nor of days', async () => {
    await begin();
    const whole = dependencies();
    const events = createEvents(whole);
    const create: typeof whole.reminders.create = async (made) => {
      const [event] = await events.list(ADA, 1);
      if (event) expect((await events.undo(event)).kind).toBe('undone');
      return await whole.reminders.create(made);
    };
    const late = createEvents({ ...whole, reminders: { ...whole.reminders, create } });
    expect((await late.make(ADA, ID, 1)).kind).toBe('made');
    const days = draft({
      id: 'd'.repeat(32),
      time: { zone: 'Europe/Berlin', days: { start: '2026-12-05', end: '2026-12-06' } },
    });
    await world.stores.drafts.add(days);
    expect(madeOf(await events.make(ADA, days.id, 1))).not.toHaveProperty('reminder');
    expect(await reminders()).toEqual([]);
  });
});

describe('a calendar that went while an event was made', () => {
  it.each([
    ['gone', (): Promise<void> => world.stores.connections.remove(ADA, 'g-1')],
    ['broken', (): Promise<void> => google({ state: 'broken' })],
  ] as const)('is told to be %s, and the draft is not made elsewhere', async (why, end) => {
    await google();
    await calDav();
    const events = await setUp();
    world.google.fail('answer-lost', { where: 'POST /calendar' });
    expect(await events.make(ADA, ID, 1)).toMatchObject({ kind: 'failed', why: 'away' });
    await end();
    expect(await events.make(ADA, ID, 1)).toMatchObject({ kind: 'failed', why, draft: { state: 'making' } });
    expect(world.dav.events.size).toBe(0);
  });

  it('is another one’s trouble where the table fails', async () => {
    await google();
    const events = await setUp();
    world.stores.failAfterWrites(0);
    await expect(events.make(ADA, ID, 1)).rejects.toMatchObject({ code: 'storage-unavailable' });
  });
});

describe('an event', () => {
  const begin = async () => {
    await google();
    const events = await setUp();
    return { events, event: madeOf(await events.make(ADA, ID, 1)) };
  };
  const change = (event: MadeEvent, changes: object) =>
    world.google.change('ada@example.com', 'ada@example.com', event.eventId, changes);

  it('is taken back within ten minutes, and not later', async () => {
    const { events, event } = await begin();
    await world.clock.advance(10 * MINUTE + 1);
    expect(await events.undo(event)).toMatchObject({ kind: 'too-late' });
    expect(await events.undo({ ...event, id: 'x' })).toEqual({ kind: 'unknown' });
    expect(atGoogle()).toHaveLength(1);
  });

  it('that was changed since stays, also when that was found while it was made', async () => {
    const { events, event } = await begin();
    change(event, { summary: 'Mine' });
    expect(await events.undo(event)).toMatchObject({ kind: 'changed' });
    const { etag: _, ...bare } = { ...event, id: 'bare' };
    await world.stores.events.add(bare);
    expect(await events.undo(bare)).toMatchObject({ kind: 'changed' });
    expect(atGoogle()).toHaveLength(1);
  });

  it('that is gone is told to be', async () => {
    const { events, event } = await begin();
    change(event, { status: 'cancelled' });
    expect((await events.undo(event)).kind).toBe('was-gone');
  });

  it('stays where its calendar cannot be reached', async () => {
    const { events, event } = await begin();
    world.google.fail(googleFault('backendError'), { where: 'DELETE' });
    expect(await events.undo(event)).toMatchObject({ kind: 'failed', why: 'away' });
    await google({ state: 'broken' });
    expect(await events.undo(event)).toMatchObject({ kind: 'failed', why: 'broken' });
    await world.stores.connections.remove(ADA, 'g-1');
    expect(await events.undo(event)).toMatchObject({ kind: 'failed', why: 'gone' });
    expect(atGoogle()).toHaveLength(1);
  });
});

describe('the file of a draft', () => {
  it.each([
    [draft().time, { startMs: EIGHT + 3 * HOUR, endMs: EIGHT + 3 * HOUR + 45 * MINUTE }],
    // The second half past two of the night in which the clocks go back.
    [
      { zone: 'Europe/Berlin', startMs: Date.parse('2026-10-25T01:30Z'), minutes: 60 },
      { startMs: Date.parse('2026-10-25T01:30Z'), endMs: Date.parse('2026-10-25T02:30Z') },
    ],
    [
      { zone: 'Europe/Berlin', days: { start: '2026-12-05', end: '2026-12-07' } },
      { days: { start: '2026-12-05', end: '2026-12-07' } },
    ],
  ] as const)('says what it says', async (time, said) => {
    const body = new TextDecoder().decode(await icsOf(draft({ time, title: 'Tea; “cake”,\nlater' }), EIGHT));
    expect(body).toContain(`UID:steward-${ID}\r\n`);
    const feed = createIcsFeed({
      url: 'https://calendar.example/a.ics',
      fetch: async (url) => ({ status: 200, headers: {}, body, url: new URL(String(url)) }),
    });
    const window = { fromMs: EIGHT - 60 * 24 * HOUR, toMs: EIGHT + 9 * 24 * HOUR, zone: 'Europe/Berlin' };
    const { items, unread } = await feed.events(['feed'], window);
    expect(unread).toEqual([]);
    expect(items).toMatchObject([{ title: 'Tea; “cake”,\nlater', location: 'Here', ...said }]);
  });
});
