// What the function `web` does with every request, whichever route it is for.
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { StewardError } from '@steward/core';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { APP, jsonOf, ORIGIN, type Sent, webEvent } from '../../test/web-events.ts';
import type { LogFields } from '../observability/log.ts';
import { createWeb } from './create-web.ts';
import type { WebRequest } from './handlers.ts';
import type { Ask } from './read-event.ts';
import type { Doors, Routes } from './route-entry.ts';
import { WebError } from './web-error.ts';

const PARENTS = ['https://web.telegram.org'];
const CALLER = { owner: 5, session: 'hash', door: 'browser', profile: undefined } as const;

const open = ({ fails }: { fails?: unknown } = {}) => {
  const logged: unknown[][] = [];
  const note =
    (level: string) =>
    (...line: unknown[]) =>
      logged.push([level, ...line]);
  const log = { info: note('info'), warn: note('warn'), error: note('error'), child: () => log };
  const web = createWeb({
    ...{ app: APP, origin: ORIGIN, parents: PARENTS, log },
    doors: {
      'POST /api/sign-in': {
        body: z.strictObject({ initData: z.string().check(z.maxLength(9)) }),
        handle: async (_ask: Ask, { body }: WebRequest<'POST /api/sign-in'>) => ({
          answer: { expiresAtMs: body.initData.length },
          cookie: 'c=1',
        }),
      },
    } as unknown as Doors,
    routes: {
      'GET /api/sign-ins': {
        async handle() {
          if (fails) throw fails;
          return { signIns: [] };
        },
      },
      'GET /api/works': {
        query: z.object({ work: z.string() }),
        handle: async (_caller, { query }) => ({ state: query.work === 'w1' ? 'done' : 'waiting' }),
      },
    } satisfies Partial<Routes>,
    async callerOf(ask) {
      if (ask.header('authorization') !== 'Bearer good') throw new WebError('signed-out');
      return CALLER;
    },
  });
  return { web, logged, ask: async (route: string, sent?: Sent) => await web(webEvent(route, sent)) };
};

const GOOD = { headers: { authorization: 'Bearer good' } };

test.each([
  ['/', 'browser'],
  ['/login', 'browser'],
  ['/dashboard', 'browser'],
  ['/settings', 'browser'],
  ['/conversations', 'browser'],
  ['/reminders', 'browser'],
  ['/people', 'browser'],
  ['/mini', 'mini'],
  ['/mini/more', 'mini'],
])('%s is the document %s', async (path, title) => {
  const response = await open().ask(`GET ${path}`);
  expect(response.statusCode).toBe(200);
  const html = Buffer.from(response.body ?? '', 'base64').toString();
  expect(html).toBe(`<!doctype html><title>${title}</title>`);
  expect(response.headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
});

test('a document may run its own script and style, and nothing else', async () => {
  const { headers } = await open().ask('GET /');
  expect(headers['content-security-policy']).toBe(
    "default-src 'none'; script-src 'sha256-script'; style-src 'sha256-style'; connect-src 'self'; img-src data:; " +
      "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; trusted-types 'none'; require-trusted-types-for 'script'",
  );
  expect(headers['cross-origin-opener-policy']).toBe('same-origin');
});

test('only the Mini App is framed, by Telegram alone', async () => {
  const { ask } = open();
  const policy = async (path: string) => (await ask(`GET ${path}`)).headers['content-security-policy'];
  expect(await policy('/mini')).toContain('frame-ancestors https://web.telegram.org;');
  for (const path of ['/', '/login', '/settings'])
    expect(await policy(path)).toContain("frame-ancestors 'none';");
});

test.each([
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip;q=1.0, br;q=0', 'gzip'],
  ['GZIP', 'gzip'],
  ['br;q=0.0, identity', undefined],
  ['', undefined],
])('who accepts “%s” gets it as %s', async (accepted, encoding) => {
  const response = await open().ask('GET /', { headers: { 'accept-encoding': accepted } });
  expect(response.headers['content-encoding']).toBe(encoding);
  const bytes = Buffer.from(response.body ?? '', 'base64');
  const html =
    encoding === 'br' ? brotliDecompressSync(bytes) : encoding === 'gzip' ? gunzipSync(bytes) : bytes;
  expect(html.toString()).toContain('browser');
});

test('a document that the browser has already is not sent again', async () => {
  const { ask } = open();
  const { etag = '' } = (await ask('GET /')).headers;
  const again = await ask('GET /', { headers: { 'if-none-match': `"other", ${etag}` } });
  expect(again).toMatchObject({ statusCode: 304, headers: { etag, 'cache-control': 'no-cache' } });
  expect(again.body).toBeUndefined();
  expect((await ask('GET /mini', { headers: { 'if-none-match': etag } })).statusCode).toBe(200);
});

test.each([
  'GET /nothing',
  'GET //evil.example',
  'GET /api',
  'GET /api/none',
  'GET /api/sign-ins/',
  'GET /Login',
])('%s is nothing of ours, and leads nowhere else', async (route) => {
  const response = await open().ask(route, { headers: { host: 'evil.example' } });
  expect([response.statusCode, jsonOf(response)]).toEqual([404, { error: 'not-found' }]);
  expect(response.headers.location).toBeUndefined();
});

test('who typed an address that is none sees the app, and the browser learns that there is nothing', async () => {
  const { ask } = open();
  const headers = { accept: 'text/html,*/*;q=0.8' };
  const { etag = '' } = (await ask('GET /')).headers;
  const typed = await ask('GET /setings', { headers: { ...headers, 'if-none-match': etag } });
  expect(typed.statusCode).toBe(404);
  expect(Buffer.from(typed.body ?? '', 'base64').toString()).toContain('browser');
  expect(typed.headers['content-security-policy']).toContain("frame-ancestors 'none'");
  const route = await ask('GET /api/none', { headers });
  expect([route.statusCode, jsonOf(route)]).toEqual([404, { error: 'not-found' }]);
});

test('a wrong method is told which one is right', async () => {
  const { ask } = open();
  expect(await ask('POST /settings')).toMatchObject({ statusCode: 405, headers: { allow: 'GET' } });
  expect(await ask('DELETE /api/works')).toMatchObject({ statusCode: 405, headers: { allow: 'GET' } });
  expect(await ask('GET /api/sign-in')).toMatchObject({ statusCode: 405, headers: { allow: 'POST' } });
});

test('an answer is JSON that nobody keeps', async () => {
  const response = await open().ask('GET /api/works', { ...GOOD, query: { work: 'w1' } });
  expect([response.statusCode, jsonOf(response)]).toEqual([200, { state: 'done' }]);
  expect(response.headers).toMatchObject({
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  });
});

test('who is not signed in is not told what is wrong with the rest', async () => {
  const response = await open().ask('GET /api/works');
  expect([response.statusCode, jsonOf(response)]).toEqual([401, { error: 'signed-out' }]);
});

test.each([
  ['no JSON', { body: '{"initData":' }, 400, { error: 'bad-request' }],
  ['no body', {}, 400, { error: 'bad-request' }],
  ['another shape', { body: [] }, 400, { error: 'bad-request' }],
  ['a field too many', { body: { initData: 'a', more: 1 } }, 400, { error: 'bad-request' }],
  ['a number', { body: { initData: 1 } }, 400, { error: 'bad-request', field: 'initData' }],
  [
    'a value that cannot be',
    { body: { initData: '0123456789' } },
    400,
    { error: 'bad-value', field: 'initData' },
  ],
  [
    'a form',
    { body: 'initData=a', headers: { 'content-type': 'text/plain' } },
    400,
    { error: 'bad-request' },
  ],
  ['too much', { body: { initData: 'a'.repeat(70_000) } }, 413, { error: 'too-large' }],
] as [string, Sent, number, unknown][])('%s is refused', async (_what, sent, status, fault) => {
  const response = await open().ask('POST /api/sign-in', sent);
  expect([response.statusCode, jsonOf(response)]).toEqual([status, fault]);
});

test('a body in base64 is read, and measured as it is', async () => {
  const { web } = open();
  const encoded = async (text: string) =>
    await web({
      ...webEvent('POST /api/sign-in'),
      body: Buffer.from(text).toString('base64'),
      isBase64Encoded: true,
    });
  expect((await encoded('{"initData":"ab"}')).statusCode).toBe(200);
  expect((await encoded('€'.repeat(30_000))).statusCode).toBe(413);
});

test('a door may give a cookie', async () => {
  expect(await open().ask('POST /api/sign-in', { body: { initData: 'ab' } })).toMatchObject({
    statusCode: 200,
    cookies: ['c=1'],
  });
});

test.each([
  ['another site', { origin: 'https://evil.example' }],
  ['another port', { origin: `${ORIGIN}:8443` }],
  ['the same name without encryption', { origin: ORIGIN.replace('https', 'http') }],
  ['a sandbox', { origin: 'null' }],
  ['a page of another port that only reads', { origin: '', 'sec-fetch-site': 'same-site' }],
  ['another site that only reads', { origin: '', 'sec-fetch-site': 'cross-site' }],
])('%s is sent away, also with a good session', async (_who, headers) => {
  const response = await open().ask('GET /api/works', {
    headers: { ...GOOD.headers, ...headers },
    query: { work: 'w1' },
  });
  expect([response.statusCode, jsonOf(response)]).toEqual([403, { error: 'foreign-request' }]);
});

test('a table that does not answer is said with when to try again', async () => {
  const slow = (retryAfterMs?: number) =>
    open({
      fails: new StewardError('storage-unavailable', 'slow', {
        ...(retryAfterMs !== undefined && { retryAfterMs }),
      }),
    });
  const first = await slow().ask('GET /api/sign-ins', GOOD);
  expect([first.statusCode, jsonOf(first)]).toEqual([503, { error: 'unavailable', retryAfterSeconds: 5 }]);
  expect(first.headers['retry-after']).toBe('5');
  expect(jsonOf(await slow(1_200).ask('GET /api/sign-ins', GOOD))).toMatchObject({ retryAfterSeconds: 2 });
});

test('whatever else fails is logged without what was sent', async () => {
  const { ask, logged } = open({ fails: new TypeError('no such thing') });
  const response = await ask('GET /api/sign-ins', { ...GOOD, query: { secret: 'hidden' } });
  expect([response.statusCode, jsonOf(response)]).toEqual([500, { error: 'failed' }]);
  expect(logged).toMatchObject([
    ['error', 'A route failed', {}, { route: 'GET /api/sign-ins' } as LogFields],
  ]);
  expect(JSON.stringify(logged)).not.toMatch(/hidden|good/);
});
