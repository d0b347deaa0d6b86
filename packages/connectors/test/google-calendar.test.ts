import { type FakeGoogle, giveConsent, googleFault, startFakeGoogle } from '@steward/stand-ins/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Calendar, EventDraft } from '../src/calendar/calendar.ts';
import { ConnectorError } from '../src/connector-error.ts';
import { createGoogleCalendar } from '../src/google/google-calendar.ts';
import { eventIdOf } from '../src/google/google-drafts.ts';
import { createGuardedFetch, type GuardedFetch } from '../src/http/guarded-fetch.ts';
import { createOAuthClient } from '../src/oauth/oauth-client.ts';
import { googleProvider, providerAt } from '../src/oauth/oauth-provider.ts';
import { newVerifier } from '../src/oauth/pkce.ts';
import { answering, calendarContract } from '../src/testing/calendar-contract.ts';

const ada = 'ada@example.com';
const redirectUri = 'http://localhost/back';
const registration = { id: 'id', secret: 'secret', redirectUris: [redirectUri] };
const ms = (text: string): number => Date.parse(text);
const at = (dateTime: string) => ({ dateTime });
const day = (date: string) => ({ date });
const window = {
  fromMs: ms('2026-12-01T00:00:00Z'),
  toMs: ms('2026-12-08T00:00:00Z'),
  zone: 'Europe/Berlin',
};

let google: FakeGoogle;
let fetch: GuardedFetch;
let token: string;
let calendar: Calendar;

const signIn = async (scopes = googleProvider.scopes): Promise<string> => {
  const oauth = createOAuthClient({
    provider: { ...providerAt(googleProvider, google.url), scopes },
    clientId: registration.id,
    clientSecret: registration.secret,
    fetch,
  });
  const verifier = newVerifier();
  const back = await giveConsent(oauth.authorizeUrl({ state: 's', verifier, redirectUri }));
  const code = back.searchParams.get('code') ?? '';
  return (await oauth.exchange({ code, verifier, redirectUri })).accessToken;
};

beforeAll(async () => {
  google = await startFakeGoogle({ client: registration });
  fetch = createGuardedFetch({ allowedHosts: [new URL(google.url).host], timeoutMs: 5_000 });
  token = await signIn();
});
afterAll(() => google.close());

let calendars = 0;
let id: string;
const newCalendar = (fields = {}): string => {
  calendars += 1;
  const one = `c${calendars}#x@group.calendar.google.com`;
  google.addCalendar(ada, {
    id: one,
    summary: `Calendar ${calendars}`,
    timeZone: 'Europe/Berlin',
    accessRole: 'owner',
    ...fields,
  });
  return one;
};
beforeEach(() => {
  google.recover();
  google.switches.pageSize = 2_500;
  calendar = createGoogleCalendar({ fetch, accessToken: token, origin: google.url });
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
  const before = google.mails.length;
  const instant = (at: number) => ({ dateTime: new Date(at).toISOString() });
  const path = `/calendars/${encodeURIComponent(calendarId)}/`;
  const { answer, fetch: answered } = answering(fetch, (href) => href.includes(path));
  return {
    calendar: createGoogleCalendar({ fetch: answered, accessToken: token, origin: google.url }),
    ...{ answer, calendarId },
    add: async ({ title, startMs, endMs }) =>
      google.seed(ada, calendarId, { summary: title, start: instant(startMs), end: instant(endMs) }),
    count: async () => google.events(ada, calendarId).filter(({ status }) => status !== 'cancelled').length,
    rename: async ({ eventId }, summary) => google.change(ada, calendarId, eventId, { summary }),
    remove: async ({ eventId }) => google.change(ada, calendarId, eventId, { status: 'cancelled' }),
    mails: () => google.mails.slice(before),
    accept: ({ eventId }, email) =>
      google.change(ada, calendarId, eventId, { attendees: [{ email, responseStatus: 'accepted' }] }),
    ...{ links: true, close: async () => {} },
  };
});

describe('an account', () => {
  it('is known by its address, and has calendars with names', async () => {
    expect(await calendar.test()).toEqual({ name: ada, addresses: [ada] });
    const reading = newCalendar({ accessRole: 'reader', summaryOverride: 'Bob' });
    google.switches.pageSize = 1;
    const found = await calendar.calendars();
    expect(found).toContainEqual({ id: ada, name: ada, writable: true });
    expect(found).toContainEqual({ id: reading, name: 'Bob', writable: false });
  });

  it.each([
    ['authError', 'auth', undefined],
    ['insufficientPermissions', 'scope', undefined],
    ['rateLimitExceeded', 'throttled', 7_000],
    ['quotaExceeded', 'throttled', 7_000],
    ['tooManyRequests', 'throttled', 7_000],
    ['backendError', 'away', undefined],
  ] as const)('that meets %s: %s', async (fault, code, retryAfterMs) => {
    google.fail(googleFault(fault, { 'retry-after': '7' }));
    expect(await failure(calendar.test())).toMatchObject({ code, retryAfterMs });
  });

  it.each([
    ['no JSON', { status: 200, body: 'canary' }, 'bad-answer'],
    ['another shape', { status: 200, body: { items: ['canary'] } }, 'bad-answer'],
    ['calendars without an id', { status: 200, body: { items: [{ summary: 'canary' }] } }, 'bad-answer'],
    ['a refusal without a reason', { status: 403, body: 'canary' }, 'scope'],
    [
      'an API that is off',
      {
        status: 403,
        body: { error: { errors: [{ domain: 'usageLimits', reason: 'accessNotConfigured' }] } },
      },
      'scope',
    ],
    ['pages without end', { status: 200, body: { items: [], nextPageToken: 'more' } }, 'too-large'],
  ] as const)('gets %s', async (_what, fault, code) => {
    google.fail(fault, { times: 100 });
    expect((await failure(calendar.calendars())).code).toBe(code);
  });

  it('without a name is no account', async () => {
    google.fail({ status: 200, body: {} });
    expect((await failure(calendar.test())).code).toBe('bad-answer');
  });
});

describe('events', () => {
  const titles = async (ids: string[], part = {}) =>
    (await calendar.events(ids, { ...window, ...part })).items.map(({ title }) => title);

  it('are those of the window, in order, from all pages', async () => {
    for (const hour of [12, 10, 11])
      google.seed(ada, id, {
        summary: `at ${hour}`,
        location: 'Room',
        hangoutLink: 'https://meet.example/x',
        start: at(`2026-12-02T${hour}:00:00+01:00`),
        end: at(`2026-12-02T${hour}:30:00+01:00`),
      });
    google.seed(ada, id, { start: at('2026-12-08T00:00:00Z'), end: at('2026-12-08T01:00:00Z') });
    google.seed(ada, id, { start: at('2026-11-30T23:00:00Z'), end: at('2026-12-01T00:00:00Z') });
    google.seed(ada, id, {
      status: 'cancelled',
      start: at('2026-12-02T10:00:00Z'),
      end: at('2026-12-02T11:00:00Z'),
    });
    google.switches.pageSize = 1;
    expect(await titles([id])).toEqual(['at 10', 'at 11', 'at 12']);
    expect((await calendar.events([id], window)).items[0]).toEqual({
      calendarId: id,
      title: 'at 10',
      location: 'Room',
      startMs: ms('2026-12-02T09:00:00Z'),
      endMs: ms('2026-12-02T09:30:00Z'),
      standing: 'busy',
      isOnline: true,
    });
  });

  it('without a time are days of the person, wherever the calendar is at home', async () => {
    google.seed(ada, id, { summary: 'Day', start: day('2026-12-03'), end: day('2026-12-04') });
    const newYork = {
      fromMs: ms('2026-12-04T04:00:00Z'),
      toMs: ms('2026-12-04T05:00:00Z'),
      zone: 'America/New_York',
    };
    const { items } = await calendar.events([id], newYork);
    expect(items).toMatchObject([
      {
        days: { start: '2026-12-03', end: '2026-12-04' },
        startMs: ms('2026-12-03T05:00:00Z'),
        endMs: ms('2026-12-04T05:00:00Z'),
      },
    ]);
    expect((await calendar.busy([id], newYork)).items).toHaveLength(1);
    expect((await calendar.busy([id], { ...newYork, zone: 'Europe/Berlin' })).items).toEqual([]);
  });

  it('stand as the person has answered', async () => {
    const times = { start: at('2026-12-02T10:00:00Z'), end: at('2026-12-02T11:00:00Z') };
    const answered = (responseStatus: string) => ({
      ...times,
      attendees: [
        { email: 'canary@example.com', responseStatus: 'accepted' },
        { email: ada, self: true, responseStatus },
      ],
    });
    for (const [summary, event] of Object.entries({
      plain: times,
      yes: answered('accepted'),
      no: answered('declined'),
      maybe: answered('tentative'),
      open: answered('needsAction'),
      unsure: { ...times, status: 'tentative' as const },
      free: { ...times, transparency: 'transparent' },
      home: { ...times, eventType: 'workingLocation' },
      away: { ...times, eventType: 'outOfOffice' },
    }))
      google.seed(ada, id, { summary, ...event });
    const { items } = await calendar.events([id], window);
    expect(Object.fromEntries(items.map(({ title, standing }) => [title, standing]))).toEqual({
      plain: 'busy',
      yes: 'busy',
      no: 'free',
      maybe: 'tentative',
      open: 'unanswered',
      unsure: 'tentative',
      free: 'free',
      home: 'free',
      away: 'busy',
    });
    const { items: busy } = await calendar.busy([id], window);
    expect(busy.map(({ standing }) => standing).sort()).toEqual([
      'busy',
      'busy',
      'busy',
      'tentative',
      'tentative',
      'unanswered',
    ]);
    expect(JSON.stringify(items)).not.toContain('canary');
  });

  it('that cannot be read are told, and do not count as free', async () => {
    const broken = [{}, { start: at('2026-12-02T10:00:00'), end: at('2026-12-02T11:00:00') }];
    const backwards = { start: at('2026-12-02T10:00:00Z'), end: at('2026-12-02T09:00:00Z') };
    google.fail({ status: 200, body: { items: [...broken, backwards] } }, { where: '/events' });
    expect(await calendar.events([id], window)).toEqual({
      items: [],
      unread: [{ calendarId: id, code: 'unreadable-events', count: 3 }],
    });
  });

  it('of one calendar that is gone do not hide those of others', async () => {
    google.seed(ada, id, {
      summary: 'Here',
      start: at('2026-12-02T10:00:00Z'),
      end: at('2026-12-02T11:00:00Z'),
    });
    const { items, unread } = await calendar.events(['gone', '..', '', id], window);
    expect(items.map(({ title }) => title)).toEqual(['Here']);
    expect(unread).toEqual(['gone', '..', ''].map((calendarId) => ({ calendarId, code: 'gone' })));
  });

  it('are not half told when the account is refused', async () => {
    const other = createGoogleCalendar({ fetch, accessToken: 'other', origin: google.url });
    expect((await failure(other.busy([id], window))).code).toBe('auth');
  });
});

describe('what is busy', () => {
  it('is asked for without titles', async () => {
    await calendar.busy([id], window);
    const { query } = google.seen.at(-1) ?? {};
    expect(query?.get('fields')).not.toMatch(/summary|location|description|email/);
  });

  it('is also told of calendars whose events are not shown, 50 and 60 days at once', async () => {
    const shared = Array.from({ length: 51 }, () => newCalendar({ accessRole: 'freeBusyReader' }));
    const [first = '', last = ''] = [shared[0], shared.at(-1)];
    google.seed(ada, first, { start: at('2026-12-01T10:00:00Z'), end: at('2026-12-01T11:00:00Z') });
    google.seed(ada, last, { start: at('2027-02-01T10:00:00Z'), end: at('2027-02-01T11:00:00Z') });
    const long = { ...window, toMs: ms('2027-03-01T00:00:00Z') };
    const { items, unread } = await calendar.busy(shared, long);
    expect(unread).toEqual([]);
    expect(items).toEqual([
      { startMs: ms('2026-12-01T10:00:00Z'), endMs: ms('2026-12-01T11:00:00Z'), standing: 'busy' },
      { startMs: ms('2027-02-01T10:00:00Z'), endMs: ms('2027-02-01T11:00:00Z'), standing: 'busy' },
    ]);
  });

  it('is unread where its events are not shown and freeBusy asks to wait', async () => {
    const closed = newCalendar({ accessRole: 'freeBusyReader' });
    google.fail(googleFault('tooManyRequests'), { where: 'freeBusy', times: 2 });
    expect((await calendar.busy([closed, id], window)).unread).toEqual([
      { calendarId: closed, code: 'throttled' },
    ]);
    expect((await failure(calendar.busy([closed], window))).code).toBe('throttled');
  });

  it('is not free where a calendar inside a 200 could not be read', async () => {
    const closed = newCalendar({ accessRole: 'freeBusyReader', unreadable: 'internalError' });
    expect(await calendar.busy([closed, 'gone'], window)).toEqual({
      items: [],
      unread: [
        { calendarId: closed, code: 'away' },
        { calendarId: 'gone', code: 'gone' },
      ],
    });
    for (const answer of [undefined, { errors: 1 }, {}, { busy: [{ start: 'x', end: 'y' }] }]) {
      google.fail({ status: 200, body: { calendars: { gone: answer } } }, { where: 'freeBusy' });
      expect((await calendar.busy(['gone'], window)).unread).toEqual([
        { calendarId: 'gone', code: 'bad-answer' },
      ]);
    }
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
  it('makes it as drafted, and tells nobody by mail', async () => {
    const draft = newDraft({ location: 'Room', description: 'Bring the card' });
    const created = await calendar.create(id, draft);
    expect(google.seen.at(-1)?.query.get('sendUpdates')).toBe('none');
    expect(created).toMatchObject({ calendarId: id, eventId: eventIdOf(draft.id), etag: expect.any(String) });
    expect(google.events(ada, id)).toMatchObject([
      {
        summary: 'Dentist',
        location: 'Room',
        description: 'Bring the card',
        start: at('2026-12-02T10:00:00.000Z'),
      },
    ]);
    await calendar.create(id, newDraft({ time: { days: { start: '2026-12-03', end: '2026-12-05' } } }));
    expect(google.events(ada, id)[1]).toMatchObject({ start: day('2026-12-03'), end: day('2026-12-05') });
  });

  it('makes it once, whoever dies where, and how often it is tried', async () => {
    // The first request makes it, the second finds out that it is made.
    for (const fault of ['broken', 'answer-lost', googleFault('backendError')] as const)
      for (const after of [0, 1]) {
        const one = newCalendar();
        const draft = newDraft();
        // So that there is a second request at all.
        if (after === 1) {
          google.fail('answer-lost', { where: 'POST' });
          await failure(calendar.create(one, draft));
        }
        google.fail(fault, { after });
        expect((await failure(calendar.create(one, draft))).retryable).toBe(true);
        const created = await calendar.create(one, draft);
        expect(await calendar.create(one, draft)).toEqual(created);
        expect(google.events(ada, one)).toHaveLength(1);
        expect(google.events(ada, one)[0]?.etag).toBe(created.etag);
      }
  });

  it('makes it once when twenty try at the same time', async () => {
    const draft = newDraft();
    const created = await Promise.all(Array.from({ length: 20 }, () => calendar.create(id, draft)));
    expect(new Set(created.map(({ etag }) => etag)).size).toBe(1);
    expect(google.events(ada, id)).toHaveLength(1);
  });

  it('says so when it was deleted meanwhile, and makes no other', async () => {
    const draft = newDraft();
    google.fail('answer-lost', { where: 'POST' });
    await failure(calendar.create(id, draft));
    google.change(ada, id, eventIdOf(draft.id), { status: 'cancelled' });
    expect(await failure(calendar.create(id, draft))).toMatchObject({ code: 'gone', status: 410 });
    expect(google.events(ada, id)).toHaveLength(1);
  });

  it('does not take over what else has its place', async () => {
    const draft = newDraft();
    google.seed(ada, id, { id: eventIdOf(draft.id), start: day('2026-12-02'), end: day('2026-12-03') });
    expect((await failure(calendar.create(id, draft))).code).toBe('precondition');
  });

  it('says of a calendar that it only reads, or is gone', async () => {
    const reading = newCalendar({ accessRole: 'reader' });
    expect((await failure(calendar.create(reading, newDraft()))).code).toBe('read-only');
    expect((await failure(calendar.create('gone', newDraft()))).code).toBe('gone');
    google.fail({ status: 200, body: {} });
    expect((await failure(calendar.create(id, newDraft()))).code).toBe('bad-answer');
  });
});

describe('taking it back', () => {
  const statuses = () => google.events(ada, id).map(({ status }) => status);

  it('deletes this one event, and says the second time that it was gone', async () => {
    const created = await calendar.create(id, newDraft());
    await calendar.create(id, newDraft());
    expect(await calendar.undo(created)).toBe('deleted');
    expect(google.seen.at(-1)?.query.get('sendUpdates')).toBe('none');
    expect(await calendar.undo(created)).toBe('was-gone');
    expect(statuses()).toEqual(['cancelled', 'confirmed']);
    expect(await calendar.undo({ ...created, eventId: eventIdOf('never') })).toBe('was-gone');
  });

  it('ends the same, whoever dies where', async () => {
    for (const fault of ['broken', 'answer-lost'] as const) {
      const created = await calendar.create(id, newDraft());
      google.fail(fault, { where: 'DELETE' });
      expect((await failure(calendar.undo(created))).code).toBe('away');
      expect(await calendar.undo(created)).toBe(fault === 'broken' ? 'deleted' : 'was-gone');
    }
    expect(new Set(statuses())).toEqual(new Set(['cancelled']));
  });

  it('leaves what was changed since', async () => {
    const draft = newDraft();
    const created = await calendar.create(id, draft);
    google.change(ada, id, created.eventId, { summary: 'Dentist, moved' });
    expect((await failure(calendar.undo(created))).code).toBe('precondition');
    // Also when it was changed before anybody knew that it was made.
    expect((await failure(calendar.undo(await calendar.create(id, draft)))).code).toBe('precondition');
    expect(statuses()).toEqual(['confirmed']);
  });

  it('knows what is gone where the ETag is looked at first', async () => {
    const created = await calendar.create(id, newDraft());
    await calendar.undo(created);
    google.fail(googleFault('conditionNotMet'), { where: 'DELETE' });
    expect(await calendar.undo(created)).toBe('was-gone');
  });

  it('deletes nothing that no draft made', async () => {
    const foreign = google.seed(ada, id, { start: day('2026-12-02'), end: day('2026-12-03') });
    const before = google.seen.length;
    for (const wrong of [
      { eventId: foreign.id, etag: foreign.etag },
      { eventId: eventIdOf('x'), etag: '*' },
      { eventId: '../../x', etag: foreign.etag },
    ])
      expect((await failure(calendar.undo({ calendarId: id, ...wrong }))).code).toBe('precondition');
    expect(google.seen).toHaveLength(before);
  });
});

describe('inviting', () => {
  const bob = 'bob@example.com';
  const invitations = () => google.mails.filter(({ what }) => what === 'invitation').length;

  it('sends one invitation, whoever dies where', async () => {
    for (const fault of ['broken', 'answer-lost', googleFault('quotaExceeded')] as const) {
      const [draft, before] = [newDraft({ description: 'x' }), invitations()];
      const created = await calendar.create(id, draft);
      google.fail(fault, { where: 'PATCH' });
      const { code } = await failure(calendar.invite(created, draft, [bob]));
      expect(code).toBe(typeof fault === 'string' ? 'away' : 'throttled');
      const invited = await calendar.invite(created, draft, [bob]);
      expect(google.seen.some(({ query }) => query.get('sendUpdates') === 'all')).toBe(true);
      expect(invitations() - before).toBe(1);
      expect(await calendar.undo(invited)).toBe('deleted');
    }
  });

  it('keeps what the person has added: a description, and guests of their own', async () => {
    const draft = newDraft();
    const created = await calendar.create(id, draft);
    google.change(ada, id, created.eventId, {
      description: 'Mine',
      attendees: [{ email: 'cy@example.com', responseStatus: 'accepted' }],
    });
    const invited = await calendar.invite(created, draft, [bob]);
    expect(invited).toMatchObject({ etag: undefined, guests: ['cy@example.com', bob] });
    expect(google.events(ada, id)[0]).toMatchObject({
      description: 'Mine',
      attendees: [{ email: 'cy@example.com', responseStatus: 'accepted' }, { email: bob }],
    });
    expect((await failure(calendar.undo({ ...created, guests: [bob] }, { draft }))).code).toBe(
      'precondition',
    );
  });

  it('writes no list of guests of which it was not told all', async () => {
    const created = await calendar.create(id, newDraft());
    google.change(ada, id, created.eventId, { attendeesOmitted: true });
    const [foreign, draft] = [
      google.seed(ada, id, { start: day('2026-12-02'), end: day('2026-12-03') }),
      newDraft(),
    ];
    expect(
      (await failure(calendar.invite(created, { ...draft, id: `draft-${drafts - 1}` }, [bob]))).code,
    ).toBe('too-large');
    const other = { calendarId: id, eventId: foreign.id, etag: foreign.etag };
    expect((await failure(calendar.invite(other, draft, [bob]))).code).toBe('precondition');
  });
});
