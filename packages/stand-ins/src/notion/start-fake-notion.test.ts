import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { giveConsent } from '../oauth/consent.ts';
import { notionFlavour } from '../oauth/oauth-flavour.ts';
import { type FakeNotion, type KeptNotion, startFakeNotion } from './start-fake-notion.ts';

const client = { id: 'client', secret: 'secret', redirectUris: ['http://localhost/back'] };
const [redirectUri = ''] = client.redirectUris;
const ada = 'ada@example.com';
const bob = 'bob@example.com';
const text = (content: string) => [{ type: 'text', text: { content } }];
const paragraph = (content: string) => ({
  object: 'block',
  type: 'paragraph',
  paragraph: { rich_text: text(content) },
});

let notion: FakeNotion;
let source: string;
let kept: KeptNotion;
const tokens: Record<string, string> = {};

const signIn = async (account: string): Promise<Record<string, unknown>> => {
  const question = new URLSearchParams({
    client_id: client.id,
    redirect_uri: redirectUri,
    response_type: 'code',
    state: 's',
    owner: 'user',
  });
  const page = `${notion.url}${notionFlavour.authorizePath}?${question}`;
  const code = (await giveConsent(page, { account })).searchParams.get('code');
  const answer = await fetch(`${notion.url}${notionFlavour.tokenPath}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from('client:secret').toString('base64')}`,
    },
    body: JSON.stringify({ grant_type: 'authorization_code', code, redirect_uri: redirectUri }),
  });
  return (await answer.json()) as Record<string, unknown>;
};

const ask = async (route: string, body?: object, headers: Record<string, string> = {}, as = ada) => {
  const [method = '', path] = route.split(' ');
  const answer = await fetch(`${notion.url}/v1/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${tokens[as]}`,
      'notion-version': '2025-09-03',
      'content-type': 'application/json',
      ...headers,
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const json = (await answer.json()) as Record<string, unknown> & { results: unknown[] };
  return { status: answer.status, code: json.code, json };
};

beforeAll(async () => {
  notion = await startFakeNotion({
    client,
    accounts: [ada, bob],
    keep: async (state) => {
      kept = state;
    },
  });
  for (const account of [ada, bob]) tokens[account] = String((await signIn(account)).access_token);
  source = notion.databases(ada)[0]?.id ?? '';
});
afterAll(() => notion.close());

const page = (changes: object = {}) => ({
  parent: { type: 'data_source_id', data_source_id: source },
  properties: { Name: { title: text('Tea') } },
  children: [paragraph('Green')],
  ...changes,
});

describe('a pretended Notion', () => {
  it('tells with a token whose it is', async () => {
    expect(await signIn(bob)).toMatchObject({
      bot_id: expect.stringMatching(/^[\da-f]{32}$/),
      workspace_name: 'Demo workspace',
      owner: { user: { person: { email: bob } } },
    });
  });

  it('makes a page, finds it by a property, adds to it and puts it into the trash', async () => {
    const added = await ask(`PATCH data_sources/${source}`, { properties: { Draft: { rich_text: {} } } });
    expect(added.json.properties).toMatchObject({ Draft: { type: 'rich_text' } });
    const properties = { Name: { title: text('Tea') }, Draft: { rich_text: text('d1') } };
    const { json } = await ask('POST pages', page({ properties }));
    const find = async () => {
      const filter = { property: 'Draft', rich_text: { equals: 'd1' } };
      return (await ask(`POST data_sources/${source}/query`, { filter })).json.results;
    };
    expect(await find()).toMatchObject([{ id: json.id, object: 'page' }]);
    await ask(`PATCH blocks/${json.id}/children`, { children: [paragraph('Black')] });
    const short = String(json.id).replaceAll('-', '');
    expect((await ask(`GET blocks/${short}/children?page_size=1`)).json).toMatchObject({
      results: [{ paragraph: { rich_text: [{ plain_text: 'Green' }] } }],
      has_more: true,
      next_cursor: 'from-1',
    });
    expect((await ask(`PATCH pages/${json.id}`, { in_trash: true })).json.in_trash).toBe(true);
    expect(await find()).toEqual([]);
    expect((await ask(`GET pages/${json.id}`)).json).toMatchObject({ in_trash: true });
    expect((await ask(`PATCH blocks/${json.id}/children`, { children: [paragraph('x')] })).status).toBe(400);
  });

  it('keeps what it has over a restart', async () => {
    await ask('POST pages', page());
    const next = await startFakeNotion({ client, accounts: [ada], kept });
    expect(next.databases(ada)).toEqual(notion.databases(ada));
    expect(next.pages(source)).toEqual(notion.pages(source));
    expect(next.oauth.granted(ada)).toBe(1);
    await next.close();
  });

  it('shows nobody what is another’s', async () => {
    const { json } = await ask('POST pages', page());
    for (const route of [`GET data_sources/${source}`, `GET pages/${json.id}`])
      expect(await ask(route, undefined, {}, bob)).toMatchObject({ status: 404, code: 'object_not_found' });
    expect(await ask('GET users/me', undefined, { authorization: 'Bearer x' })).toMatchObject({
      status: 401,
    });
  });

  const many = Array.from({ length: 101 }, () => paragraph('x'));
  it.each([
    ['no version', 'GET users/me', undefined, { 'notion-version': '2022-06-28' }],
    ['a text of 2,001 characters', 'POST pages', { children: [paragraph('x'.repeat(2_001))] }],
    ['101 blocks', 'POST pages', { children: many }],
    ['another block', 'POST pages', { children: [{ type: 'quote', quote: {} }] }],
    ['no blocks', 'POST pages', { children: 'x' }],
    ['no text', 'POST pages', { children: [{ type: 'paragraph', paragraph: { rich_text: ['x'] } }] }],
    [
      'another kind of text',
      'POST pages',
      { properties: { Name: { title: [{ type: 'mention', text: { content: '' } }] } } },
    ],
    ['a property that is not there', 'POST pages', { properties: { Other: { rich_text: text('x') } } }],
    ['a property of another type', 'POST pages', { properties: { Name: { rich_text: text('x') } } }],
    ['no properties', 'POST pages', { properties: 1 }],
    ['an unknown field', 'POST pages', { nonsense: 1 }],
    ['a parent of before', 'POST pages', { parent: { database_id: 'x' } }],
    [
      '500 kB',
      'POST pages',
      { children: many.slice(1).map(() => paragraph('x')), icon: 'x'.repeat(500_000) },
    ],
    ['a search for all', 'POST search', {}],
    ['a second title', 'PATCH data_sources/*', { properties: { Other: { title: {} } } }],
    ['no schema', 'PATCH data_sources/*', {}],
    [
      'a filter of a title',
      'POST data_sources/*/query',
      { filter: { property: 'Name', rich_text: { equals: 'x' } } },
    ],
    [
      'a filter without a value',
      'POST data_sources/*/query',
      { filter: { property: 'Name', rich_text: {} } },
    ],
    ['another filter', 'POST data_sources/*/query', { filter: { or: [] } }],
    ['101 at once', 'POST data_sources/*/query', { page_size: 101 }],
  ] as [string, string, object | undefined, Record<string, string>?][])(
    'refuses %s',
    async (_what, route, body, headers = {}) => {
      const whole = route === 'POST pages' ? page(body) : body;
      expect((await ask(route.replace('*', source), whole, headers)).status).toBe(400);
    },
  );

  it('knows no other way', async () => {
    expect(await ask('DELETE pages/x')).toMatchObject({ status: 400, code: 'invalid_request_url' });
    expect(await ask('GET users/others')).toMatchObject({ status: 404 });
    expect(await ask('POST search', undefined)).toMatchObject({ code: 'invalid_json' });
  });
});
