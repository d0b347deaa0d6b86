import { type FakeNotion, giveConsent, notionFault, startFakeNotion } from '@steward/stand-ins/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ConnectorError } from '../src/connector-error.ts';
import { createGuardedFetch, type GuardedFetch } from '../src/http/guarded-fetch.ts';
import { createNotion, type Notion } from '../src/notion/notion.ts';
import { createOAuthClient } from '../src/oauth/oauth-client.ts';
import { notionProvider, providerAt } from '../src/oauth/oauth-provider.ts';
import { LONG_TEXT, NOTE_DRAFT, noteTargetContract } from '../src/testing/note-target-contract.ts';

const ada = 'ada@example.com';
const redirectUri = 'http://localhost/back';
const client = { id: 'id', secret: 'secret', redirectUris: [redirectUri] };

type NotionPage = ReturnType<FakeNotion['pages']>[number];

let fake: FakeNotion;
let fetch: GuardedFetch;
let token: string;
let notion: Notion;

beforeAll(async () => {
  fake = await startFakeNotion({ client });
  fetch = createGuardedFetch({ allowedHosts: [new URL(fake.url).host], timeoutMs: 5_000 });
  const oauth = createOAuthClient({
    provider: providerAt(notionProvider, fake.url),
    clientId: client.id,
    clientSecret: client.secret,
    fetch,
  });
  const back = await giveConsent(oauth.authorizeUrl({ state: 's', verifier: 'v', redirectUri }));
  const code = back.searchParams.get('code') ?? '';
  const grant = await oauth.exchange({ code, verifier: 'v', redirectUri });
  expect(grant.account.name).toBe(ada);
  token = grant.accessToken;
  notion = createNotion({ fetch, accessToken: token, origin: fake.url });
});
afterAll(() => fake.close());

/** As a person reads it: each page with the text of its paragraphs. */
const newDatabase = () => {
  const { id } = fake.addDatabase(ada, 'Empty');
  const pages = () => fake.pages(id).filter(({ inTrash }) => !inTrash);
  return {
    id,
    pages,
    target: notion.notesIn(id),
    read: () =>
      pages().map(({ properties, blocks }) => ({ title: properties.Name ?? '', text: blocks.join('\n') })),
  };
};
let database: ReturnType<typeof newDatabase>;
beforeEach(() => {
  fake.recover();
  fake.switches.pageSize = 100;
  database = newDatabase();
});

const failure = async (promise: Promise<unknown>): Promise<ConnectorError> => {
  const error = await promise.then(
    () => expect.fail('it did not fail'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ConnectorError)) throw error;
  const told = `${error.stack} ${JSON.stringify(Object.getOwnPropertyDescriptors(error))}`;
  for (const secret of [token, 'canary', NOTE_DRAFT.text]) expect(told).not.toContain(secret);
  return error;
};

noteTargetContract(async () => {
  const { target, read, pages } = newDatabase();
  return {
    target,
    notes: async () => read(),
    removeAll: async () => {
      for (const page of pages()) page.inTrash = true;
    },
    close: async () => {},
  };
});

describe('an account', () => {
  it('lists its databases, page after page, without those in the trash', async () => {
    await notion.test();
    fake.addDatabase(ada, '');
    const trashed = fake.addDatabase(ada, 'Old');
    trashed.inTrash = true;
    fake.switches.pageSize = 1;
    const found = await notion.databases();
    expect(found.map(({ name }) => name)).toEqual(expect.arrayContaining(['Notes', 'Empty', 'Untitled']));
    expect(found).toContainEqual({ id: database.id, name: 'Empty' });
    expect(found.map(({ id }) => id)).not.toContain(trashed.id);
    expect((await failure(notion.notesIn(trashed.id).test())).code).toBe('gone');
  });

  it.each([
    ['unauthorized', 'auth', undefined],
    ['restricted_resource', 'scope', undefined],
    ['conflict_error', 'away', undefined],
    ['rate_limited', 'throttled', 7_000],
    ['service_overload', 'throttled', 7_000],
    ['internal_server_error', 'away', undefined],
  ] as const)('that meets %s: %s', async (fault, code, retryAfterMs) => {
    fake.fail(notionFault(fault, { 'retry-after': '7' }));
    expect(await failure(notion.databases())).toMatchObject({ code, retryAfterMs });
  });

  it.each([
    ['no JSON', { status: 200, body: 'canary' }, 'bad-answer'],
    ['another shape', { status: 200, body: { results: ['canary'] } }, 'bad-answer'],
    ['a database without an id', { status: 200, body: { results: [{ title: 'canary' }] } }, 'bad-answer'],
    [
      'pages without end',
      { status: 200, body: { results: [], has_more: true, next_cursor: 'more' } },
      'too-large',
    ],
  ] as const)('gets %s', async (_what, fault, code) => {
    fake.fail(fault, { times: 100 });
    expect((await failure(notion.databases())).code).toBe(code);
  });
});

describe('a note', () => {
  it('is called by its first line where it has no title', async () => {
    await database.target.save({
      ...NOTE_DRAFT,
      title: undefined as never,
      text: `\nOne ${'x'.repeat(300)}\nTwo`,
    });
    expect(database.read()[0]?.title).toMatch(/^One x{195}…$/);
  });

  it('has a link', async () => {
    const { url, noteId } = await database.target.save(NOTE_DRAFT);
    expect(url).toContain(noteId.replaceAll('-', ''));
  });

  it('leaves a property alone that the person has for something else', async () => {
    const { id } = fake.addDatabase(ada, 'Mine', { Steward: { id: 'x', type: 'number' } });
    expect((await failure(notion.notesIn(id).save(NOTE_DRAFT))).code).toBe('precondition');
    expect(fake.pages(id)).toEqual([]);
  });

  it.each(['..', 'x/../y', '', '12345678'])('never goes to a place called %j', async (id) => {
    const before = fake.seen.length;
    expect((await failure(notion.notesIn(id).save(NOTE_DRAFT))).code).toBe('gone');
    expect(fake.seen.length).toBe(before);
  });

  it.each([
    ['a data source without properties', 'GET /v1/data_sources', { status: 200, body: {} }],
    ['one without a title', 'GET /v1/data_sources', { status: 200, body: { properties: { A: 1 } } }],
    ['a query without results', '/query', { status: 200, body: {} }],
  ])('is not made after %s', async (_what, where, fault) => {
    await database.target.save({ ...NOTE_DRAFT, id: 'before' });
    fake.fail(fault, { where });
    expect((await failure(database.target.save(NOTE_DRAFT))).code).toBe('bad-answer');
    expect(database.pages()).toHaveLength(1);
  });
});

describe('a note that is taken back', () => {
  it.each([
    ['changed by the person within the same minute', (page: NotionPage) => page.blocks.push('More')],
    ['none of ours', (page: NotionPage) => (page.properties.Steward = '')],
  ])('stays where it is %s', async (_what, change) => {
    const saved = await database.target.save(NOTE_DRAFT);
    const [page] = database.pages();
    change(page as NotionPage);
    expect(['changed', 'gone']).toContain(await database.target.undo(saved));
    expect(database.pages()).toHaveLength(1);
  });

  it('stays where it was edited at another time, or its version is not known', async () => {
    const { version: _, ...saved } = await database.target.save(NOTE_DRAFT);
    for (const version of [undefined, 'k1'])
      expect(await database.target.undo({ ...saved, ...(version && { version }) })).toBe('changed');
    fake.fail({ status: 200, body: { properties: { Steward: { rich_text: [{}] } } } });
    expect(await database.target.undo({ ...saved, version: 'k1' })).toBe('changed');
    expect(database.pages()).toHaveLength(1);
  });

  it('is gone behind an answer that was lost, and fails where Notion does', async () => {
    const saved = await database.target.save(NOTE_DRAFT);
    fake.fail('answer-lost', { after: 1 });
    expect((await failure(database.target.undo(saved))).code).toBe('away');
    expect([database.pages(), await database.target.undo(saved)]).toEqual([[], 'gone']);
    fake.fail(notionFault('unauthorized', {}));
    expect((await failure(database.target.undo(saved))).code).toBe('auth');
    expect(await database.target.undo({ noteId: crypto.randomUUID() })).toBe('gone');
  });
});

describe('a try that dies', () => {
  /** How many requests a save takes. */
  const requestsOf = async (text: string): Promise<number> => {
    const before = fake.seen.length;
    await newDatabase().target.save({ ...NOTE_DRAFT, text });
    return fake.seen.length - before;
  };

  it.each([
    ['short', NOTE_DRAFT.text, 3],
    ['long', LONG_TEXT, 6],
  ])('before or after any request leaves one %s note, whole', async (_length, text, expected) => {
    const requests = await requestsOf(text);
    expect(requests).toBe(expected);
    for (const fault of ['broken', 'answer-lost'] as const)
      for (let after = 0; after < requests; after += 1) {
        const { target, read } = newDatabase();
        fake.fail(fault, { after });
        await failure(target.save({ ...NOTE_DRAFT, text }));
        await target.save({ ...NOTE_DRAFT, text });
        expect(read().map((note) => note.text === text)).toEqual([true]);
      }
  });
});
