import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { giveConsent } from '../oauth/consent.ts';
import { microsoftFlavour } from '../oauth/oauth-flavour.ts';
import { type FakeGraph, startFakeGraph } from './start-fake-graph.ts';

const client = { id: 'client', secret: 'secret', redirectUris: ['http://localhost/back'] };
const ada = 'ada@example.com';
const utc = (dateTime: string) => ({ dateTime, timeZone: 'UTC' });
const event = { subject: 'Dentist', start: utc('2026-12-01T10:00:00'), end: utc('2026-12-01T11:00:00') };
const property = { id: 'String {c7a7c1d9-6e0b-4d2a-9f50-3c1b9d4f7a58} Name Draft', value: "it's Me" };

let graph: FakeGraph;
let token: string;
let id: string;

const signIn = async (scopes = microsoftFlavour.scopes ?? []): Promise<string> => {
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
  const back = await giveConsent(`${graph.url}${microsoftFlavour.authorizePath}?${question}`);
  const answer = await fetch(`${graph.url}${microsoftFlavour.tokenPath}`, {
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
  graph = await startFakeGraph({ client });
  token = await signIn();
});
afterAll(() => graph.close());
beforeEach(() => {
  id = graph.addCalendar(ada).id;
});

interface Asked {
  method?: string;
  body?: object;
  headers?: Record<string, string>;
  as?: string;
}

const ask = async (path: string, { method = 'GET', body, headers = {}, as = token }: Asked = {}) => {
  const answer = await fetch(path.startsWith('http') ? path : `${graph.url}/v1.0/${path}`, {
    method,
    headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json', ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  // biome-ignore lint/suspicious/noExplicitAny: the tests look into it.
  const json: any = text === '' ? {} : JSON.parse(text);
  return { status: answer.status, json, code: json.error?.code };
};
const PERIOD = 'startDateTime=2026-12-01T00:00:00Z&endDateTime=2026-12-08T00:00:00Z';
const view = (query = PERIOD, headers = {}) => ask(`me/calendars/${id}/calendarView?${query}`, { headers });
const insert = (body: object) => ask(`me/calendars/${id}/events`, { method: 'POST', body });

describe('who may ask', () => {
  it('has a token that lives, and the scope of what is asked', async () => {
    expect(await ask('me', { as: 'other' })).toMatchObject({
      status: 401,
      code: 'InvalidAuthenticationToken',
    });
    const reading = await signIn(['Calendars.Read']);
    expect(await ask('me', { as: reading })).toMatchObject({ status: 403, code: 'ErrorAccessDenied' });
    expect((await ask('me/calendars', { as: reading })).status).toBe(200);
    expect(
      (await ask(`me/calendars/${id}/events`, { method: 'POST', body: event, as: reading })).status,
    ).toBe(403);
    graph.oauth.expireAccessTokens();
    expect((await ask('me')).status).toBe(401);
    token = await signIn();
  });

  it('is not answered a fifth time at once', async () => {
    const letGo = graph.hold();
    const asked = Array.from({ length: 5 }, () => ask('me/calendars'));
    expect(await Promise.race(asked)).toMatchObject({ status: 429, code: 'ApplicationThrottled' });
    letGo();
    expect((await Promise.all(asked)).map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 429]);
  });

  it('knows no other way', async () => {
    for (const path of ['me/messages', 'me/calendars/%zz/events', 'users', `me/calendars/${id}/other`])
      expect([400, 404]).toContain((await ask(path)).status);
    expect(await ask('me/calendars/x y/calendarView')).toMatchObject({
      status: 400,
      code: 'ErrorInvalidIdMalformed',
    });
    expect((await ask('me/calendars/AAMkx=')).status).toBe(404);
  });
});

describe('a calendar view', () => {
  it('has times of the preferred zone without an offset, in pages', async () => {
    graph.seed(ada, id, event);
    const days = { start: utc('2026-12-03T00:00:00'), end: utc('2026-12-04T00:00:00') };
    graph.seed(ada, id, { ...days, isAllDay: true, sensitivity: 'private' });
    const headers = { prefer: 'outlook.timezone="Eastern Standard Time"' };
    const { json } = await view(`${PERIOD}&$top=1&$select=subject,start`, headers);
    expect(json.value).toEqual([
      {
        '@odata.etag': expect.stringMatching(/^W\/"[\w-]+"$/),
        id: expect.any(String),
        subject: 'Dentist',
        start: { dateTime: '2026-12-01T05:00:00.0000000', timeZone: 'Eastern Standard Time' },
      },
    ]);
    const next = await ask(json['@odata.nextLink'], { headers });
    expect(next.json.value[0].start).toEqual({
      dateTime: '2026-12-03T00:00:00.0000000',
      timeZone: 'Eastern Standard Time',
    });
    expect(next.json).not.toHaveProperty('@odata.nextLink');
  });

  it('has the days of a series, moved and deleted ones as they are', async () => {
    graph.seed(ada, id, {
      ...event,
      recurrence: { every: 'week', times: 3 },
      exceptions: { '2026-12-08': { showAs: 'free' }, '2026-12-15': undefined },
    });
    const { json } = await view('startDateTime=2026-12-01T00:00:00&endDateTime=2027-01-01T00:00:00');
    expect(json.value.map(({ type, showAs, start }: typeof json) => [type, showAs, start.dateTime])).toEqual([
      ['occurrence', 'busy', '2026-12-01T10:00:00.0000000'],
      ['exception', 'free', '2026-12-08T10:00:00.0000000'],
    ]);
  });

  it.each([
    ['no end', 'startDateTime=2026-12-01T00:00:00Z', 'ErrorInvalidParameter'],
    ['an end before the start', PERIOD.replace('12-08', '11-08'), 'ErrorInvalidParameter'],
    ['six years', PERIOD.replace('2026-12-08', '2032-12-08'), 'ErrorCalendarViewRangeTooBig'],
    ['an unknown parameter', `${PERIOD}&nonsense=1`, 'BadRequest'],
    ['an unknown field', `${PERIOD}&$select=summary`, 'BadRequest'],
    ['a page that is too long', `${PERIOD}&$top=1001`, 'BadRequest'],
  ])('is refused for %s', async (_what, query, code) => {
    expect(await view(query)).toMatchObject({ status: 400, code });
  });

  it('is refused for a zone that Windows does not know', async () => {
    expect((await view(PERIOD, { prefer: 'outlook.timezone="Europe/Atlantis"' })).status).toBe(400);
  });
});

describe('making an event', () => {
  it('makes one for a transaction id, the same for the same, and refuses another', async () => {
    const body = { ...event, transactionId: 't-1' };
    const made = await insert(body);
    expect(made).toMatchObject({ status: 201, json: { type: 'singleInstance', transactionId: 't-1' } });
    expect((await insert(body)).json.id).toBe(made.json.id);
    const duplicate = { status: 400, code: 'ErrorDuplicateTransactionId' };
    expect(await insert({ ...body, subject: 'Other' })).toMatchObject(duplicate);

    const remove = (etag: string) =>
      ask(`me/events/${made.json.id}`, { method: 'DELETE', headers: { 'if-match': etag } });
    graph.change(ada, made.json.id, { subject: 'Moved' });
    expect(await remove(made.json['@odata.etag'])).toMatchObject({ status: 412 });
    const found = await ask(`me/events/${made.json.id}?$select=subject`);
    expect(found.json.subject).toBe('Moved');
    expect((await remove(found.json['@odata.etag'])).status).toBe(204);
    expect(await remove('*')).toMatchObject({ status: 404, code: 'ErrorItemNotFound' });
    expect(await insert(body)).toMatchObject(duplicate);
    graph.switches.forgetsTransactions = true;
    expect((await insert(body)).status).toBe(201);
    delete graph.switches.forgetsTransactions;
  });

  it('keeps a property that it is found by, whatever the capitals, and told where it is asked for', async () => {
    const { json } = await insert({ ...event, singleValueExtendedProperties: [property] });
    await insert({ ...event, singleValueExtendedProperties: [{ ...property, value: 'other' }] });
    expect(json).not.toHaveProperty('singleValueExtendedProperties');
    const filter = `singleValueExtendedProperties/Any(ep: ep/id eq '${property.id}' and ep/value eq 'IT''S ME')`;
    const expand = `singleValueExtendedProperties($filter=id eq '${property.id}')`;
    const query = `$filter=${encodeURIComponent(filter)}&$expand=${encodeURIComponent(expand)}`;
    const found = await ask(`me/calendars/${id}/events?${query}`, {
      headers: { prefer: 'outlook.body-content-type="text"' },
    });
    expect(found.json.value).toMatchObject([
      { id: json.id, body: { contentType: 'text' }, singleValueExtendedProperties: [property] },
    ]);
    expect(json.body.contentType).toBe('html');
    expect((await ask(`me/calendars/${id}/events?$filter=x`)).status).toBe(400);
    expect((await ask(`me/events/${json.id}?$expand=x`)).status).toBe(400);
  });

  const day = { start: utc('2026-12-01T00:00:00'), end: utc('2026-12-02T00:00:00'), isAllDay: true };
  it.each([
    ['no start', { ...event, start: undefined }],
    ['a start that is no time', { ...event, start: 'soon' }],
    ['a time with an offset', { ...event, start: utc('2026-12-01T10:00:00Z') }],
    ['a day that does not exist', { ...event, start: utc('2026-02-30T10:00:00') }],
    ['a zone of IANA', { ...event, start: { ...event.start, timeZone: 'Europe/Berlin' } }],
    ['an unknown field of a time', { ...event, start: { ...event.start, hour: 1 } }],
    ['an end before the start', { ...event, end: utc('2026-12-01T09:00:00') }],
    ['a day that begins at noon', { ...day, start: utc('2026-12-01T12:00:00') }],
    ['an empty day', { ...day, end: day.start }],
    ['guests', { ...event, attendees: [] }],
    ['a wrong choice', { ...event, showAs: 'glass' }],
    ['a title that is none', { ...event, subject: 1 }],
    ['an empty transaction id', { ...event, transactionId: '' }],
    ['a place that is none', { ...event, location: 'here' }],
    ['a text that is none', { ...event, body: { contentType: 'text' } }],
    ['more than a text', { ...event, body: { contentType: 'text', content: '', more: 1 } }],
    ['a property without a name', { ...event, singleValueExtendedProperties: [{ id: 'x', value: 'y' }] }],
  ])('is refused for %s', async (_what, body) => {
    expect((await insert(body)).status).toBe(400);
  });

  it('sends mail to guests that come and go, and to all when it is deleted', async () => {
    const { json } = await insert(event);
    const before = graph.mails.length;
    const patch = (body: object) => ask(`me/events/${json.id}`, { method: 'PATCH', body });
    const guests = (...all: unknown[]) => ({
      attendees: all.map((address) => ({ emailAddress: { address }, type: 'required' })),
    });
    const many = Array.from({ length: 501 }, (_, index) => `g${index}@example.com`);
    for (const body of [guests('bob'), guests(1), guests(...many), {}, { ...guests(), subject: 'x' }])
      expect((await patch(body)).status).toBe(400);
    expect((await patch({ attendees: [{}] })).status).toBe(400);
    expect((await patch(guests('bob@example.com', 'cy@example.com'))).json.attendees).toHaveLength(2);
    await patch(guests('bob@example.com'));
    await ask(`me/events/${json.id}`, { method: 'DELETE' });
    expect(graph.mails.slice(before).map(({ to, what }) => [to.split('@')[0], what].join())).toEqual([
      ...['bob,invitation', 'cy,invitation', 'cy,cancellation', 'bob,cancellation'],
    ]);
  });

  it('is refused where only reading is allowed', async () => {
    id = graph.addCalendar(ada, { name: 'Bob', canEdit: false }).id;
    expect(await insert(event)).toMatchObject({ status: 403, code: 'ErrorAccessDenied' });
  });
});
