import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { giveConsent } from '../oauth/consent.ts';
import { googleFlavour } from '../oauth/oauth-flavour.ts';
import { googleFault } from './google-error.ts';
import { type FakeGoogle, startFakeGoogle } from './start-fake-google.ts';

const client = { id: 'client', secret: 'secret', redirectUris: ['http://localhost/back'] };
const ada = 'ada@example.com';
const dayOf = (date: string) => ({ date });
const at = (dateTime: string) => ({ dateTime });
const event = { summary: 'Dentist', start: at('2026-12-01T10:00:00Z'), end: at('2026-12-01T11:00:00Z') };

let google: FakeGoogle;
let token: string;

const signIn = async (scopes = googleFlavour.scopes ?? []): Promise<string> => {
  const verifier = 'v'.repeat(43);
  const question = new URLSearchParams({
    client_id: client.id,
    redirect_uri: client.redirectUris[0] ?? '',
    response_type: 'code',
    state: 's',
    scope: scopes.join(' '),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const back = await giveConsent(`${google.url}${googleFlavour.authorizePath}?${question}`);
  const answer = await fetch(`${google.url}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: back.searchParams.get('code') ?? '',
      redirect_uri: client.redirectUris[0] ?? '',
      client_id: client.id,
      client_secret: client.secret,
      code_verifier: verifier,
    }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
};

beforeAll(async () => {
  google = await startFakeGoogle({ client });
  token = await signIn();
});
afterAll(() => google.close());

interface Asked {
  method?: string;
  body?: object;
  headers?: Record<string, string>;
  as?: string;
}

const ask = async (path: string, { method = 'GET', body, headers = {}, as = token }: Asked = {}) => {
  const answer = await fetch(`${google.url}/calendar/v3/${path}`, {
    method,
    headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json', ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  // biome-ignore lint/suspicious/noExplicitAny: the tests look into it.
  const json: any = text === '' ? {} : JSON.parse(text);
  return { status: answer.status, json, reason: json.error?.errors[0].reason };
};

let calendars = 0;
/** A calendar of its own for a test. */
const newCalendar = (fields = {}): string => {
  calendars += 1;
  const id = `c${calendars}@group.calendar.google.com`;
  google.addCalendar(ada, {
    id,
    summary: 'Other',
    timeZone: 'Europe/Berlin',
    accessRole: 'owner',
    ...fields,
  });
  return id;
};

describe('who may ask', () => {
  it('has a token that lives', async () => {
    expect(await ask('users/me/calendarList', { as: 'other' })).toMatchObject({
      status: 401,
      reason: 'authError',
    });
  });

  it('has the scope of what is asked', async () => {
    const free = await signIn([`https://www.googleapis.com/auth/calendar.freebusy`]);
    for (const path of ['users/me/calendarList', 'calendars/primary/events'])
      expect(await ask(path, { as: free })).toMatchObject({ status: 403, reason: 'insufficientPermissions' });
  });
});

describe('the list of calendars', () => {
  it('comes in pages, and knows the primary one by that name', async () => {
    newCalendar();
    google.switches.pageSize = 1;
    const first = await ask('users/me/calendarList');
    const second = await ask(`users/me/calendarList?pageToken=${first.json.nextPageToken}`);
    google.switches.pageSize = 2_500;
    expect(first.json.items).toMatchObject([{ id: ada, primary: true, accessRole: 'owner' }]);
    expect(second.json.items).toMatchObject([{ summary: 'Other' }]);
    expect((await ask('users/me/calendarList/primary')).json.id).toBe(ada);
    expect((await ask('users/me/calendarList?maxResults=251')).reason).toBe('invalid');
    expect((await ask('users/me/calendarList?nonsense=1')).status).toBe(400);
    expect((await ask('users/ada/calendarList')).status).toBe(404);
  });
});

describe('what is busy', () => {
  const period = { timeMin: '2026-12-01T00:00:00Z', timeMax: '2026-12-05T00:00:00Z' };
  const busy = (body: object) => ask('freeBusy', { method: 'POST', body: { ...period, ...body } });

  it('is merged, cut to the period, and without what does not block', async () => {
    const id = newCalendar();
    google.seed(ada, id, { start: at('2026-11-30T22:00:00Z'), end: at('2026-12-01T01:00:00Z') });
    google.seed(ada, id, { start: at('2026-12-01T00:30:00Z'), end: at('2026-12-01T02:00:00+00:00') });
    google.seed(ada, id, { start: dayOf('2026-12-03'), end: dayOf('2026-12-04') });
    google.seed(ada, id, { ...event, transparency: 'transparent' });
    google.seed(ada, id, { ...event, status: 'cancelled' });
    google.seed(ada, id, { ...event, eventType: 'workingLocation' });
    google.seed(ada, id, {
      ...event,
      attendees: [{ email: ada, self: true, responseStatus: 'declined' }],
    });
    expect((await busy({ items: [{ id }] })).json.calendars[id]).toEqual({
      busy: [
        { start: '2026-12-01T00:00:00Z', end: '2026-12-01T02:00:00Z' },
        { start: '2026-12-02T23:00:00Z', end: '2026-12-03T23:00:00Z' },
      ],
    });
  });

  it('says for each calendar why it cannot be told, inside a 200', async () => {
    const closed = newCalendar({ unreadable: 'internalError' });
    const { status, json } = await busy({ items: [{ id: closed }, { id: 'none' }, { id: ada }] });
    expect(status).toBe(200);
    expect(json.calendars[closed].errors).toEqual([{ domain: 'global', reason: 'internalError' }]);
    expect(json.calendars.none.errors[0].reason).toBe('notFound');
    expect(json.calendars[ada]).toEqual({ busy: [] });
    const many = Array.from({ length: 51 }, (_, index) => ({ id: `x${index}` }));
    expect((await busy({ items: many })).json.calendars.x50.errors[0].reason).toBe(
      'tooManyCalendarsRequested',
    );
  });

  it.each([
    ['a time without an offset', { timeMin: '2026-12-01T00:00:00' }, 'badRequest'],
    ['an empty period', { timeMax: period.timeMin }, 'timeRangeEmpty'],
    ['more than 60 days', { timeMax: '2027-02-01T00:00:00Z' }, 'timeRangeTooLong'],
    ['a zone that does not exist', { timeZone: 'Europe/Atlantis' }, 'invalid'],
    ['no calendars', { items: undefined }, 'required'],
    ['an unknown field', { nonsense: 1 }, 'invalid'],
    ['a calendar without an id', { items: [{}] }, 'invalid'],
  ])('is refused for %s', async (_what, changes, reason) => {
    expect(await busy({ items: [{ id: ada }], ...changes })).toMatchObject({ status: 400, reason });
  });
});

describe('the list of events', () => {
  it('comes in pages, and then in changes', async () => {
    const id = newCalendar();
    const [one, two] = [google.seed(ada, id, event), google.seed(ada, id, event)];
    google.switches.pageSize = 1;
    const path = `calendars/${encodeURIComponent(id)}/events`;
    const first = await ask(path);
    expect(first.json.nextSyncToken).toBeUndefined();
    const second = await ask(`${path}?pageToken=${first.json.nextPageToken}`);
    google.switches.pageSize = 2_500;
    expect([...first.json.items, ...second.json.items].map((each) => each.id)).toEqual([one.id, two.id]);
    expect((await ask(`${path}?singleEvents=true&pageToken=${first.json.nextPageToken}`)).reason).toBe(
      'invalid',
    );

    await ask(`${path}/${two.id}?sendUpdates=none`, { method: 'DELETE' });
    const sync = `${path}?syncToken=${second.json.nextSyncToken}`;
    const changes = await ask(sync);
    expect(changes.json.items).toMatchObject([{ id: two.id, status: 'cancelled' }]);
    expect((await ask(`${sync}&timeMin=2026-12-01T00:00:00Z`)).status).toBe(400);
    google.forgetChanges();
    expect(await ask(sync)).toMatchObject({ status: 410, reason: 'fullSyncRequired' });
    expect((await ask(`${path}?syncToken=other`)).status).toBe(410);
  });

  it.each([
    ['orderBy=startTime', 'badRequest'],
    ['orderBy=name', 'invalid'],
    ['maxResults=2501', 'invalid'],
    ['singleEvents=yes', 'invalid'],
    ['timeMin=2026-12-01', 'badRequest'],
    ['timeMin=2026-12-01T00:00:00Z&timeMax=2026-12-01T00:00:00Z', 'timeRangeEmpty'],
    ['timeMin=2026-12-01T00:00:00Z&timeMin=2026-12-01T00:00:00Z', 'badRequest'],
    ['pageToken=x', 'invalid'],
    ['timeZone=Nowhere', 'invalid'],
  ])('is refused for %s', async (query, reason) => {
    expect(await ask(`calendars/primary/events?${query}`)).toMatchObject({ status: 400, reason });
  });

  it('leaves out what was not asked for', async () => {
    const id = newCalendar();
    const attendees = [
      { email: 'bob@example.com', responseStatus: 'accepted' },
      { email: ada, self: true, responseStatus: 'declined' },
    ];
    google.seed(ada, id, { ...event, attendees });
    const path = `calendars/${encodeURIComponent(id)}/events?maxAttendees=1&fields=`;
    const { json } = await ask(`${path}items(summary,attendees(responseStatus)),nextPageToken`);
    expect(json).toEqual({ items: [{ summary: 'Dentist', attendees: [{ responseStatus: 'declined' }] }] });
    for (const wrong of ['items(', 'items)', 'items(a', '-', 'a,', '']) {
      expect((await ask(path + wrong)).status).toBe(400);
    }
  });

  it('is not for who may only know what is free', async () => {
    const id = newCalendar({ accessRole: 'freeBusyReader' });
    expect((await ask(`calendars/${encodeURIComponent(id)}/events`)).status).toBe(403);
  });

  it('holds what overlaps the period', async () => {
    const id = newCalendar();
    const { id: found } = google.seed(ada, id, { start: dayOf('2026-10-25'), end: dayOf('2026-10-26') });
    const path = (from: string, to: string) =>
      `calendars/${encodeURIComponent(id)}/events?singleEvents=true&orderBy=startTime&timeMin=${from}&timeMax=${to}`;
    // The day has 25 hours in Berlin: until 23:00Z.
    const during = await ask(path('2026-10-25T22:30:00Z', '2026-10-25T23:30:00Z'));
    expect(during.json.items).toMatchObject([{ id: found }]);
    const after = await ask(path('2026-10-25T23:00:00Z', '2026-10-25T23:30:00Z'));
    expect(after.json.items).toEqual([]);
  });
});

describe('making an event', () => {
  const insert = (body: object, query = 'sendUpdates=none', calendar = 'primary') =>
    ask(`calendars/${encodeURIComponent(calendar)}/events?${query}`, { method: 'POST', body });

  it('takes an id once, also after the event was deleted', async () => {
    const id = 'a1b2c3';
    const made = await insert({ id, ...event });
    expect(made).toMatchObject({ status: 200, json: { id, status: 'confirmed' } });
    expect(await insert({ id, ...event })).toMatchObject({ status: 409, reason: 'duplicate' });

    const remove = (etag?: string, which = id) =>
      ask(`calendars/primary/events/${which}?sendUpdates=none`, {
        method: 'DELETE',
        headers: etag === undefined ? {} : { 'if-match': etag },
      });
    google.change(ada, ada, id, { summary: 'Moved' });
    expect(await remove(made.json.etag)).toMatchObject({ status: 412, reason: 'conditionNotMet' });
    const { etag } = (await ask(`calendars/primary/events/${id}`)).json;
    expect((await remove(etag)).status).toBe(204);
    expect(await remove()).toMatchObject({ status: 410, reason: 'deleted' });
    expect((await remove(undefined, 'never1')).status).toBe(404);
    expect((await ask(`calendars/primary/events/${id}`)).json.status).toBe('cancelled');
    expect(await insert({ id, ...event })).toMatchObject({ status: 409, reason: 'duplicate' });
    expect(google.events(ada, ada).map((each) => each.status)).toEqual(['cancelled']);
  });

  it('makes up an id where none is given, and tells times with their offset', async () => {
    const id = newCalendar();
    const recurrence = { recurrence: ['RRULE:FREQ=DAILY'] };
    const zoned = { dateTime: '2026-12-01T10:00:00', timeZone: 'Europe/Berlin' };
    const told = { ...zoned, dateTime: '2026-12-01T10:00:00+01:00' };
    const body = { ...event, ...recurrence, start: zoned, attendees: [{ email: 'bob@example.com' }] };
    const made = { id: expect.stringMatching(/^[a-v0-9]+$/), start: told };
    expect((await insert(body, 'sendUpdates=all', id)).json).toMatchObject(made);
  });

  const { start: _, ...withoutStart } = event;
  it.each([
    ['an id in capitals', { ...event, id: 'ABCDEF' }, 'invalid'],
    ['an id with a w', { ...event, id: 'wwwwww' }, 'invalid'],
    ['no start', withoutStart, 'required'],
    ['a local time without a zone', { ...event, start: at('2026-12-01T10:00:00') }, 'invalid'],
    ['a day that does not exist', { ...event, start: dayOf('2026-02-30') }, 'invalid'],
    ['a day and a time', { ...event, start: { ...event.start, date: '2026-12-01' } }, 'invalid'],
    ['a day to a time', { ...event, start: dayOf('2026-12-01') }, 'invalid'],
    ['an end before the start', { ...event, end: at('2026-12-01T09:00:00Z') }, 'timeRangeEmpty'],
    ['an empty day', { start: dayOf('2026-12-01'), end: dayOf('2026-12-01') }, 'timeRangeEmpty'],
    ['an unknown zone', { ...event, start: { ...event.start, timeZone: 'Nowhere' } }, 'invalid'],
    ['a rule without a named zone', { ...event, recurrence: ['RRULE:FREQ=DAILY'] }, 'required'],
    ['an attendee that is no address', { ...event, attendees: [{ email: 'bob' }] }, 'invalid'],
    ['an unknown field', { ...event, nonsense: 1 }, 'invalid'],
    ['a title without end', { ...event, summary: 'x'.repeat(1_025) }, 'invalid'],
    ['a wrong choice', { ...event, transparency: 'glass' }, 'invalid'],
    ['an unknown field of a time', { ...event, start: { ...event.start, hour: 1 } }, 'invalid'],
  ])('is refused for %s', async (_what, body, reason) => {
    expect(await insert(body)).toMatchObject({ status: 400, reason });
  });

  it('is refused where nothing is said of mails, and where only reading is allowed', async () => {
    expect((await insert(event, '')).status).toBe(400);
    const reading = newCalendar({ accessRole: 'reader' });
    expect(await insert(event, 'sendUpdates=none', reading)).toMatchObject({
      status: 403,
      reason: 'requiredAccessLevel',
    });
    expect((await insert(event, 'sendUpdates=none', 'none')).status).toBe(404);
  });

  it('is changed by parts, and sends mail as it is told to', async () => {
    const { json } = await insert(event);
    const before = google.mails.length;
    const patch = (body: object, query = 'sendUpdates=all', headers = {}) =>
      ask(`calendars/primary/events/${json.id}?${query}`, { method: 'PATCH', body, headers });
    const guests = (...all: string[]) => ({ attendees: all.map((email) => ({ email })) });
    const many = Array.from({ length: 201 }, (_, index) => `g${index}@example.com`);
    for (const body of [guests('bob'), guests(...many), { nonsense: 1 }, { id: 'other1' }])
      expect(await patch(body)).toMatchObject({ status: 400, reason: 'invalid' });
    expect((await patch({}, '')).status).toBe(400);
    expect((await patch({}, undefined, { 'if-match': '"0"' })).status).toBe(412);
    expect((await patch(guests('quiet@example.com'), 'sendUpdates=none')).status).toBe(200);
    expect(google.mails).toHaveLength(before);
    expect((await patch(guests('quiet@example.com', 'bob@example.com', ada))).json).toMatchObject({
      summary: event.summary,
      attendees: [{}, { email: 'bob@example.com', responseStatus: 'needsAction' }, { self: true }],
    });
    await ask(`calendars/primary/events/${json.id}?sendUpdates=all`, { method: 'DELETE' });
    expect((await patch({})).status).toBe(410);
    expect(google.mails.slice(before).map(({ to, what }) => [to.split('@')[0], what].join())).toEqual([
      ...['quiet,update', 'bob,invitation', 'quiet,cancellation', 'bob,cancellation'],
    ]);
  });

  it('fails by a switch as it fails at Google', async () => {
    google.fail(googleFault('tooManyRequests', { 'retry-after': '7' }), { where: 'POST' });
    expect(await insert(event)).toMatchObject({ status: 429, reason: 'rateLimitExceeded' });
    google.fail(googleFault('quotaExceeded'));
    expect((await insert(event)).json.error.errors[0].domain).toBe('usageLimits');
  });

  it('knows no other way', async () => {
    expect((await ask('calendars/primary', { method: 'DELETE' })).status).toBe(404);
    expect((await ask('calendars/%zz/events')).status).toBe(400);
  });
});

describe('tokens', () => {
  it('end when they are told to, or when the person takes everything back', async () => {
    const other = await signIn();
    google.oauth.expireAccessTokens();
    expect((await ask('users/me/calendarList', { as: other })).status).toBe(401);
    const last = await signIn();
    google.oauth.withdraw(ada);
    expect((await ask('users/me/calendarList', { as: last })).status).toBe(401);
  });
});
