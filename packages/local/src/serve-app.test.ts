import type { WebEvent } from '@steward/handler';
import { type RawRequest, rawRequest } from '@steward/stand-ins/testing';
import { afterEach, expect, test } from 'vitest';
import { createLocalLog } from './local-log.ts';
import { type ServedApp, serveApp } from './serve-app.ts';

let app: ServedApp | undefined;
afterEach(async () => await app?.close());

const logged: string[] = [];
const log = createLocalLog('/dev/null', (line) => logged.push(line));

/** Asks as who typed the address of the app; `host` is what stands in front of the port. */
const start = async ({ publicUrl, isUsed = true }: { publicUrl?: string; isUsed?: boolean } = {}) => {
  const events: WebEvent[] = [];
  const served = await serveApp({ port: 0, publicUrl, log });
  app = served;
  if (isUsed)
    served.use(async (event) => {
      events.push(event);
      if (event.rawPath === '/api/broken') throw new TypeError('hidden');
      return { statusCode: 200, headers: { 'X-Mine': '1' }, cookies: ['a=1', 'b=2'], body: 'done' };
    });
  const { port } = served;
  const ask = async (
    path: string,
    { host = `localhost:${port}`, ...request }: { host?: string } & Partial<RawRequest> = {},
  ) => await rawRequest(port, { path, ...request, headers: { ...request.headers, host } });
  return { events, served, port, ask };
};

test('what is asked goes to the function as API Gateway would hand it over', async () => {
  const { ask, events, served, port } = await start();
  expect(served.publicUrl).toBe(`http://localhost:${port}`);
  const headers = { 'content-type': 'application/json', cookie: 'c=3' };
  const answer = await ask('/api/me?a=1', { method: 'POST', headers, body: '{"b":2}' });
  expect(answer).toMatchObject({ status: 200, body: 'done', headers: { 'x-mine': '1' } });
  expect(answer.headers['set-cookie']).toEqual(['a=1', 'b=2']);
  expect(events).toMatchObject([
    {
      rawPath: '/api/me',
      queryStringParameters: { a: '1' },
      cookies: ['c=3'],
      body: '{"b":2}',
      requestContext: { http: { method: 'POST', sourceIp: '127.0.0.1' } },
    },
  ]);
});

test('a page that gives its own name to this machine gets nothing', async () => {
  const { ask, events, port } = await start();
  for (const host of [`evil.example:${port}`, 'localhost.evil.example', '192.0.2.1'])
    for (const path of ['/', '/api/me']) expect((await ask(path, { host })).status).toBe(403);
  expect(events).toEqual([]);
});

test('the other names of this machine lead to the one that counts', async () => {
  const { ask, events, port } = await start();
  const { status, headers } = await ask('//evil.example/settings?a=1', { host: `127.0.0.1:${port}` });
  expect([status, headers.location]).toEqual([307, `http://localhost:${port}//evil.example/settings`]);
  expect(events).toEqual([]);
  // Their routes answer, and find out for themselves that the page is another one's.
  expect((await ask('/api/me', { host: `127.0.0.1:${port}` })).status).toBe(200);
});

test('behind another address the app is there', async () => {
  const { ask, served, port } = await start({ publicUrl: 'https://steward.example' });
  expect(served.publicUrl).toBe('https://steward.example');
  expect((await ask('/', { host: 'Steward.example' })).status).toBe(200);
  const local = await ask('/login', { host: `localhost:${port}` });
  expect(local.headers.location).toBe('https://steward.example/login');
});

test('too much, and what is no path, never reach the function', async () => {
  const { ask, events } = await start();
  expect((await ask('/api/me', { method: 'POST', body: 'a'.repeat(1_000_001) })).status).toBe(413);
  expect((await ask('*', { method: 'OPTIONS' })).status).toBe(400);
  expect(events).toEqual([]);
});

test('until it is composed, and where it fails, it says so', async () => {
  const { ask } = await start({ isUsed: false });
  expect((await ask('/')).json()).toEqual({ error: 'unavailable', retryAfterSeconds: 1 });
  await app?.close();
  const second = await start();
  const broken = await second.ask('/api/broken');
  expect([broken.status, broken.json()]).toEqual([500, { error: 'failed' }]);
  expect(logged.join('\n')).not.toContain('hidden');
});
