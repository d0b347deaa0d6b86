import { type FakeGraph, giveConsent, graphFault, startFakeGraph } from '@steward/stand-ins/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Calendar, EventDraft } from '../src/calendar/calendar.ts';
import { ConnectorError } from '../src/connector-error.ts';
import { createGuardedFetch, type GuardedFetch } from '../src/http/guarded-fetch.ts';
import { createGraphCalendar } from '../src/microsoft/graph-calendar.ts';
import { createOAuthClient } from '../src/oauth/oauth-client.ts';
import { microsoftProvider, providerAt } from '../src/oauth/oauth-provider.ts';
import { newVerifier } from '../src/oauth/pkce.ts';
import { answering, calendarContract } from '../src/testing/calendar-contract.ts';

const ada = 'ada@example.com';
const redirectUri = 'http://localhost/back';
const registration = { id: 'id', secret: 'secret', redirectUris: [redirectUri] };
const ms = (text: string): number => Date.parse(text);
const utc = (dateTime: string) => ({ dateTime, timeZone: 'UTC' });
const at = (hour: number) => utc(`2026-12-02T${hour}:00:00`);
const tenToEleven = { start: at(10), end: at(11) };
const window = {
  fromMs: ms('2026-12-01T00:00:00Z'),
  toMs: ms('2026-12-08T00:00:00Z'),
  zone: 'Europe/Berlin',
};

let graph: FakeGraph;
let fetch: GuardedFetch;
let token: string;
let calendar: Calendar;
let id: string;

const oauthOf = () =>
  createOAuthClient({
    provider: providerAt(microsoftProvider, graph.url),
    clientId: registration.id,
    clientSecret: registration.secret,
    fetch,
  });

beforeAll(async () => {
  graph = await startFakeGraph({ client: registration });
  fetch = createGuardedFetch({ allowedHosts: [new URL(graph.url).host], timeoutMs: 5_000 });
  const verifier = newVerifier();
  const back = await giveConsent(oauthOf().authorizeUrl({ state: 's', verifier, redirectUri }));
  const code = back.searchParams.get('code') ?? '';
  const grant = await oauthOf().exchange({ code, verifier, redirectUri });
  expect(grant.account).toEqual({ id: `id-of-${ada}`, name: ada });
  // The token of before lives on beside the one that a refresh gives.
  const [first, second] = [await oauthOf().refresh(grant.refreshToken ?? ''), grant];
  expect(first.refreshToken).not.toBe(second.refreshToken);
  token = (await oauthOf().refresh(second.refreshToken ?? '')).accessToken;
});
afterAll(() => graph.close());

const newCalendar = (fields = {}): string => graph.addCalendar(ada, fields).id;
beforeEach(() => {
  graph.recover();
  graph.switches.pageSize = 1_000;
  delete graph.switches.forgetsTransactions;
  calendar = createGraphCalendar({ fetch, accessToken: token, origin: graph.url });
  id = newCalendar();
});

const failure = async (promise: Promise<unknown>): Promise<ConnectorError> => {
  const error = await promise.then(
    () => expect.fail('it did not fail'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ConnectorError)) throw error;
  const told = `${error.stack} ${JSON.stringify(Object.getOwnPropertyDescriptors(error))}`;
  for (const secret of [token, 'canary']) expect(told).not.toContain(secret);
  return error;
};

calendarContract(async () => {
  const calendarId = newCalendar();
  const before = graph.mails.length;
  const time = (instant: number) => utc(new Date(instant).toISOString().slice(0, 19));
  const path = `/calendars/${encodeURIComponent(calendarId)}/`;
  const { answer, fetch: answered } = answering(fetch, (href) => href.includes(path));
  return {
    calendar: createGraphCalendar({ fetch: answered, accessToken: token, origin: graph.url }),
    ...{ answer, calendarId },
    add: async ({ title, startMs, endMs }) =>
      graph.seed(ada, calendarId, { subject: title, start: time(startMs), end: time(endMs) }),
    count: async () => graph.events(ada, calendarId).length,
    rename: async ({ eventId }, subject) => graph.change(ada, eventId, { subject }),
    remove: async ({ eventId }) => graph.remove(ada, eventId),
    mails: () => graph.mails.slice(before),
    accept: ({ eventId }, address) =>
      graph.change(ada, eventId, {
        attendees: [{ emailAddress: { address }, status: { response: 'accepted', time: '' } }],
      }),
    ...{ links: true, close: async () => {} },
  };
});

describe('an account', () => {
  it('is known by its address, and has calendars with names', async () => {
    expect(await calendar.test()).toEqual({ name: ada, addresses: [ada] });
    const reading = newCalendar({ name: 'Bob', canEdit: false });
    graph.switches.pageSize = 1;
    const found = await calendar.calendars();
    expect(found[0]).toEqual({ id: graph.calendars(ada)[0]?.id, name: 'Calendar', writable: true });
    expect(found).toContainEqual({ id: reading, name: 'Bob', writable: false });
  });

  it.each([
    ['InvalidAuthenticationToken', 'auth', undefined],
    ['ErrorAccessDenied', 'scope', undefined],
    ['ApplicationThrottled', 'throttled', 7_000],
    ['ErrorServerBusy', 'throttled', 7_000],
    ['ErrorInternalServerError', 'away', undefined],
  ] as const)('that meets %s: %s', async (fault, code, retryAfterMs) => {
    graph.fail(graphFault(fault, { 'retry-after': '7' }));
    expect(await failure(calendar.test())).toMatchObject({ code, retryAfterMs });
  });

  const more = (link: string) => ({ status: 200, body: { value: [], '@odata.nextLink': link } });
  it.each([
    ['no JSON', { status: 200, body: 'canary' }, 'bad-answer'],
    ['another shape', { status: 200, body: { value: ['canary'] } }, 'bad-answer'],
    ['calendars without an id', { status: 200, body: { value: [{ name: 'canary' }] } }, 'bad-answer'],
    ['a page that is elsewhere', more('https://canary.example/v1.0/me/calendars'), 'bad-answer'],
    ['a page that is no address', { status: 200, body: { value: [], '@odata.nextLink': 1 } }, 'bad-answer'],
  ] as const)('gets %s', async (_what, fault, code) => {
    graph.fail(fault, { times: 2 });
    expect((await failure(calendar.calendars())).code).toBe(code);
  });

  it('gets pages without end, or has no name', async () => {
    graph.fail(more(`${graph.url}/v1.0/me/calendars?$skip=1`), { times: 100 });
    expect((await failure(calendar.calendars())).code).toBe('too-large');
    graph.recover();
    graph.fail({ status: 200, body: {} });
    expect((await failure(calendar.test())).code).toBe('bad-answer');
  });

  it('is asked at most four things at once', async () => {
    const ids = Array.from({ length: 9 }, () => newCalendar());
    const [letGo, before] = [graph.hold(), graph.seen.length];
    const reading = calendar.events(ids, window);
    await expect.poll(() => graph.seen.length).toBe(before + 4);
    letGo();
    expect((await reading).unread).toEqual([]);
    expect(graph.seen.slice(before).map(({ status }) => status)).toEqual(Array(9).fill(200));
  });
});

describe('events', () => {
  it('are those of the window, in order, from all pages, with their series', async () => {
    for (const hour of [12, 10])
      graph.seed(ada, id, {
        subject: `at ${hour}`,
        location: { displayName: 'Room' },
        isOnlineMeeting: true,
        start: at(hour),
        end: at(hour + 1),
      });
    graph.seed(ada, id, { subject: 'cancelled', isCancelled: true, ...tenToEleven });
    const zone = { timeZone: 'W. Europe Standard Time' };
    graph.seed(ada, id, {
      subject: 'daily',
      start: { dateTime: '2026-12-01T08:00:00', ...zone },
      end: { dateTime: '2026-12-01T09:00:00', ...zone },
      recurrence: { every: 'day', times: 3 },
      exceptions: {
        '2026-12-02': undefined,
        '2026-12-03': {
          subject: 'moved',
          start: utc('2026-12-05T17:00:00'),
          end: utc('2026-12-05T18:00:00'),
        },
      },
    });
    graph.switches.pageSize = 1;
    const { items, unread } = await calendar.events([id], window);
    expect(items.map(({ title, startMs }) => [title, new Date(startMs).toISOString()])).toEqual([
      ['daily', '2026-12-01T07:00:00.000Z'],
      ['at 10', '2026-12-02T10:00:00.000Z'],
      ['at 12', '2026-12-02T12:00:00.000Z'],
      ['moved', '2026-12-05T17:00:00.000Z'],
    ]);
    expect(unread).toEqual([]);
    expect(items[1]).toEqual({
      calendarId: id,
      title: 'at 10',
      location: 'Room',
      startMs: ms('2026-12-02T10:00:00Z'),
      endMs: ms('2026-12-02T11:00:00Z'),
      standing: 'busy',
      isOnline: true,
    });
  });

  it('without a time are days of the person, wherever the mailbox is at home', async () => {
    const timeZone = 'W. Europe Standard Time';
    graph.seed(ada, id, {
      isAllDay: true,
      start: { dateTime: '2026-12-03T00:00:00', timeZone },
      end: { dateTime: '2026-12-04T00:00:00', timeZone },
    });
    const last = { fromMs: ms('2026-12-04T04:00:00Z'), toMs: ms('2026-12-04T05:00:00Z') };
    expect((await calendar.events([id], { ...last, zone: 'America/New_York' })).items).toMatchObject([
      {
        days: { start: '2026-12-03', end: '2026-12-04' },
        startMs: ms('2026-12-03T05:00:00Z'),
        endMs: ms('2026-12-04T05:00:00Z'),
      },
    ]);
    expect((await calendar.busy([id], { ...last, zone: 'Europe/Berlin' })).items).toEqual([]);
  });

  it('stand as they are shown, and as the person has answered', async () => {
    const answered = (response: string, showAs = 'busy') => ({
      ...tenToEleven,
      showAs,
      attendees: [{ emailAddress: { address: 'canary@example.com' } }],
      responseStatus: { response, time: '2026-11-01T00:00:00Z' },
    });
    const day = { isAllDay: true, start: utc('2026-12-03T00:00:00'), end: utc('2026-12-04T00:00:00') };
    for (const [subject, event] of Object.entries({
      plain: tenToEleven,
      yes: answered('accepted'),
      no: answered('declined'),
      maybe: answered('tentativelyAccepted'),
      open: answered('notResponded', 'tentative'),
      openDay: { ...answered('notResponded', 'tentative'), ...day },
      unsure: answered('none', 'tentative'),
      free: answered('notResponded', 'free'),
      home: answered('organizer', 'workingElsewhere'),
      away: answered('organizer', 'oof'),
      untold: answered('organizer', 'unknown'),
    }))
      graph.seed(ada, id, { subject, ...event });
    const { items } = await calendar.events([id], window);
    expect(Object.fromEntries(items.map(({ title, standing }) => [title, standing]))).toEqual({
      plain: 'busy',
      yes: 'busy',
      no: 'free',
      maybe: 'tentative',
      open: 'unanswered',
      openDay: 'unanswered',
      unsure: 'tentative',
      free: 'free',
      home: 'free',
      away: 'busy',
      untold: 'busy',
    });
    expect(JSON.stringify(items)).not.toContain('canary');
    const { items: busy } = await calendar.busy([id], window);
    // Not the invitation for a whole day that nobody has answered.
    expect(busy.map(({ standing }) => standing).sort()).toEqual([
      'busy',
      'busy',
      'busy',
      'busy',
      'tentative',
      'tentative',
      'unanswered',
    ]);
    expect(graph.seen.at(-1)?.query.get('$select')).not.toMatch(/subject|location|body|attendees/);
  });

  it('that cannot be read are told, and do not count as free', async () => {
    const event = { ...tenToEleven, isAllDay: false, isCancelled: false, showAs: 'busy' };
    const value = [
      {},
      { ...event, start: { dateTime: '2026-12-02T10:00:00', timeZone: 'W. Europe Standard Time' } },
      { ...event, start: utc('2026-12-02T10:00:00Z') },
      { ...event, start: at(12) },
      { ...event, isAllDay: true },
      { ...event, isAllDay: 'no' },
      { ...event, showAs: 'elsewhere' },
      { ...event, responseStatus: { response: 'perhaps' } },
    ];
    graph.fail({ status: 200, body: { value } }, { where: 'calendarView' });
    expect(await calendar.events([id], window)).toEqual({
      items: [],
      unread: [{ calendarId: id, code: 'unreadable-events', count: value.length }],
    });
  });

  it('of one calendar that is gone do not hide those of others', async () => {
    graph.seed(ada, id, { subject: 'Here', ...tenToEleven });
    const wrong = ['AAMkgone=', '..', 'malformed'];
    const { items, unread } = await calendar.events([...wrong, id], window);
    expect(items.map(({ title }) => title)).toEqual(['Here']);
    expect(unread).toEqual(wrong.map((calendarId) => ({ calendarId, code: 'gone' })));
  });
});

let drafts = 0;
const newDraft = (fields: Partial<EventDraft> = {}): EventDraft => {
  drafts += 1;
  return {
    id: `draft-${drafts}`,
    title: 'Dentist',
    time: { startMs: ms('2026-12-02T10:00:00Z'), endMs: ms('2026-12-02T11:00:00Z') },
    ...fields,
  };
};

describe('making the event of a draft', () => {
  it('makes it as drafted, and invites nobody', async () => {
    await calendar.create(id, newDraft({ location: 'Room', description: 'Bring the card' }));
    expect(graph.events(ada, id)).toMatchObject([
      {
        subject: 'Dentist',
        location: { displayName: 'Room' },
        body: { contentType: 'text', content: 'Bring the card' },
        start: { dateTime: '2026-12-02T10:00:00.000', timeZone: 'UTC' },
      },
    ]);
    expect(graph.events(ada, id)[0]).not.toHaveProperty('attendees');
  });

  it('makes it once, whoever dies where, and whatever the server has forgotten', async () => {
    // Looking for it, making it, and looking for it again.
    for (const forgetsTransactions of [false, true])
      for (const fault of ['broken', 'answer-lost', graphFault('ErrorInternalServerError')] as const)
        for (const after of [0, 1]) {
          graph.switches.forgetsTransactions = forgetsTransactions;
          const [one, draft] = [newCalendar(), newDraft()];
          graph.fail(fault, { after });
          expect((await failure(calendar.create(one, draft))).retryable).toBe(true);
          const isMade = fault === 'answer-lost' && after === 1;
          expect(graph.events(ada, one)).toHaveLength(isMade ? 1 : 0);
          graph.fail(fault);
          await failure(calendar.create(one, draft, { again: true }));
          if (!isMade)
            expect((await failure(calendar.create(one, draft, { again: true }))).code).toBe('gone');
          const created = await calendar.create(one, draft);
          expect(await calendar.create(one, draft, { again: true })).toEqual(created);
          expect(graph.events(ada, one)).toHaveLength(1);
          expect(created.etag).toBe(`W/"${graph.events(ada, one)[0]?.changeKey}"`);
        }
  });

  it('makes it once when many try at the same time, also those that say it otherwise', async () => {
    const draft = newDraft();
    const others = createGraphCalendar({ fetch, accessToken: token, origin: graph.url });
    const created = await Promise.all([
      calendar.create(id, draft),
      calendar.create(id, draft),
      others.create(id, { ...draft, title: 'Doctor' }),
      others.create(id, draft),
    ]);
    expect(new Set(created.map(({ eventId }) => eventId)).size).toBe(1);
    expect(graph.events(ada, id)).toHaveLength(1);
  });

  it('says so when it was deleted meanwhile, and makes no other', async () => {
    const draft = newDraft();
    graph.remove(ada, (await calendar.create(id, draft)).eventId);
    expect((await failure(calendar.create(id, draft))).code).toBe('gone');
    graph.fail({ ...graphFault('ErrorDuplicateTransactionId'), status: 409 }, { where: 'POST' });
    expect((await failure(calendar.create(id, draft))).code).toBe('gone');
    expect(graph.events(ada, id)).toEqual([]);
  });

  it('tells drafts apart that differ in capitals only', async () => {
    const first = await calendar.create(id, newDraft({ id: 'Draft-x' }));
    expect(await calendar.create(id, newDraft({ id: 'draft-X' }))).not.toMatchObject({
      eventId: first.eventId,
    });
    expect(graph.events(ada, id)).toHaveLength(2);
  });

  it('says of a calendar that it only reads, or is gone, and of a token that it may not', async () => {
    const reading = newCalendar({ canEdit: false });
    expect((await failure(calendar.create(reading, newDraft()))).code).toBe('read-only');
    expect((await failure(calendar.create('AAMkgone=', newDraft()))).code).toBe('gone');
    graph.fail(graphFault('ErrorAccessDenied'), { where: 'POST' });
    expect((await failure(calendar.create(id, newDraft()))).code).toBe('scope');
    graph.fail({ status: 201, body: {} }, { where: 'POST' });
    expect((await failure(calendar.create(id, newDraft()))).code).toBe('bad-answer');
  });
});

describe('taking it back', () => {
  it('ends the same, whoever dies where', async () => {
    for (const fault of ['broken', 'answer-lost'] as const)
      for (const after of [0, 1]) {
        const created = await calendar.create(id, newDraft());
        graph.fail(fault, { after });
        expect((await failure(calendar.undo(created))).code).toBe('away');
        const isDone = fault === 'answer-lost' && after === 1;
        expect(await calendar.undo(created)).toBe(isDone ? 'was-gone' : 'deleted');
      }
    expect(graph.events(ada, id)).toEqual([]);
  });

  it('leaves what was changed since, also in the moment before it is deleted', async () => {
    const draft = newDraft();
    const created = await calendar.create(id, draft);
    const changing: GuardedFetch = (url, request) => {
      if (request?.method === 'DELETE') graph.change(ada, created.eventId, { type: 'seriesMaster' });
      return fetch(url, request);
    };
    const late = createGraphCalendar({ fetch: changing, accessToken: token, origin: graph.url });
    expect((await failure(late.undo(created))).code).toBe('precondition');
    // A series has the times of its first day.
    expect((await calendar.create(id, draft)).etag).toBeUndefined();
    expect(graph.events(ada, id)).toHaveLength(1);
  });

  it('deletes nothing that no draft made', async () => {
    const foreign = graph.seed(ada, id, tenToEleven);
    const before = graph.seen.filter(({ route }) => route.startsWith('DELETE')).length;
    for (const wrong of [
      { eventId: foreign.id, etag: `W/"${foreign.changeKey}"` },
      { eventId: foreign.id, etag: '*' },
      { eventId: foreign.id, etag: undefined },
    ])
      expect((await failure(calendar.undo({ calendarId: id, ...wrong }))).code).toBe('precondition');
    expect(graph.seen.filter(({ route }) => route.startsWith('DELETE'))).toHaveLength(before);
  });
});

describe('inviting', () => {
  const bob = 'bob@example.com';

  it('sends one invitation, whoever dies where', async () => {
    for (const fault of ['broken', 'answer-lost', graphFault('ErrorServerBusy')] as const) {
      const [draft, before] = [newDraft({ description: 'x' }), graph.mails.length];
      const created = await calendar.create(id, draft);
      graph.fail(fault, { where: 'PATCH' });
      await failure(calendar.invite(created, draft, [bob]));
      const invited = await calendar.invite(created, draft, [bob]);
      expect(graph.mails.slice(before)).toMatchObject([{ to: bob, what: 'invitation' }]);
      expect(await calendar.undo(invited)).toBe('deleted');
    }
  });

  it('keeps what the person has added: a body, and guests of their own', async () => {
    const draft = newDraft();
    const created = await calendar.create(id, draft);
    const cy = { emailAddress: { address: 'cy@example.com' }, status: { response: 'accepted', time: '' } };
    graph.change(ada, created.eventId, {
      body: { contentType: 'text', content: 'Mine' },
      attendees: [cy],
    });
    const invited = await calendar.invite(created, draft, [bob]);
    expect(invited).toMatchObject({ etag: undefined, guests: ['cy@example.com', bob] });
    expect(graph.events(ada, id)[0]).toMatchObject({
      body: { content: 'Mine' },
      attendees: [{ status: cy.status }, {}],
    });
    expect((await failure(calendar.undo({ ...created, guests: [bob] }, { draft }))).code).toBe(
      'precondition',
    );
  });
});
