// Real servers on this machine: they are private, so whatever is not named as allowed must stay unreached.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  type Answer,
  reset,
  type ScriptedServer,
  silence,
  startScriptedServer,
  status,
} from '@steward/stand-ins/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { createGuardedFetch, type GuardedFetchOptions } from '../src/index.ts';

const started: ScriptedServer[] = [];
const serve = async (...[answers, tls]: Parameters<typeof startScriptedServer>): Promise<ScriptedServer> => {
  const server = await startScriptedServer(answers, tls);
  started.push(server);
  return server;
};
afterEach(async () => {
  for (const server of started.splice(0)) await server.close();
});

const ok = status(200, 'fine');
const redirect = (location: string, code = 302): Answer => status(code, '', { location });
const hostOf = ({ url }: ScriptedServer): string => new URL(url).host;
const portOf = ({ url }: ScriptedServer): string => new URL(url).port;
const code = (name: string) => expect.objectContaining({ code: name });

const allowing = (servers: ScriptedServer[], options: GuardedFetchOptions = {}) =>
  createGuardedFetch({ allowedHosts: servers.map(hostOf), ...options });

describe('where it goes', () => {
  it('is a host that the operator has named, also a private one without https', async () => {
    const server = await serve(ok);
    const answer = await allowing([server])(server.url, { headers: { accept: 'text/calendar' } });
    expect(answer).toMatchObject({ status: 200, body: 'fine' });
    expect(server.requests[0]?.headers).toMatchObject({ accept: 'text/calendar' });
  });

  it('is no private address that nobody has named, and no other port of a named one', async () => {
    const server = await serve(ok);
    const other = await serve(ok);
    const https = server.url.replace('http', 'https');
    await expect(createGuardedFetch()(https)).rejects.toEqual(code('forbidden-address'));
    await expect(allowing([other])(https)).rejects.toEqual(code('forbidden-address'));
    expect(server.connections()).toBe(0);
  });

  it.each([
    'http://8.8.8.8/',
    'ftp://a.example/',
    'file:///etc/passwd',
    'https://me:word@a.example/',
    'nothing',
    'data:,a',
  ])('is not %s', async (url) => {
    await expect(createGuardedFetch()(url)).rejects.toEqual(code('forbidden-address'));
  });

  it.each([['127.0.0.1'], ['::1'], ['::ffff:127.0.0.1'], ['169.254.169.254'], ['0.0.0.0']])(
    'is no name that stands for %s',
    async (address) => {
      const server = await serve(ok);
      const resolve = async () => [{ address, family: address.includes(':') ? 6 : 4 }];
      await expect(
        createGuardedFetch({ resolve })(`https://calendar.example:${portOf(server)}/`),
      ).rejects.toEqual(code('forbidden-address'));
      expect(server.connections()).toBe(0);
    },
  );

  it('is the address that was looked at, however often the name changes it', async () => {
    const server = await serve(ok);
    let asked = 0;
    const resolve = async () => {
      asked += 1;
      // Public at first, and then this machine: what a rebinding name server does.
      return [{ address: asked === 1 ? '192.0.2.1' : '127.0.0.1', family: 4 }];
    };
    const url = `http://calendar.example:${portOf(server)}/`;
    const fetch = createGuardedFetch({ resolve, timeoutMs: 200 });
    for (let tries = 0; tries < 2; tries += 1)
      await expect(fetch(url.replace('http', 'https'))).rejects.toEqual(code('forbidden-address'));
    expect([asked, server.connections()]).toEqual([2, 0]);
    // One lookup for each connection, and its answer is what the socket connects to.
    asked = 1;
    const allowed = createGuardedFetch({ resolve, allowedHosts: ['calendar.example'] });
    expect(await allowed(url)).toMatchObject({ status: 200 });
    expect([asked, server.connections()]).toEqual([2, 1]);
  });

  it('leaves out the private ones of several addresses', async () => {
    const server = await serve(ok);
    const resolve = async () => [
      { address: '127.0.0.1', family: 4 },
      { address: '2002:7f00:1::', family: 6 },
    ];
    const fetch = createGuardedFetch({ resolve });
    await expect(fetch(`https://calendar.example:${portOf(server)}/`)).rejects.toEqual(
      code('forbidden-address'),
    );
    expect(server.connections()).toBe(0);
  });
});

describe('a redirect', () => {
  it('is judged like a first address', async () => {
    const inner = await serve(ok);
    for (const location of [
      inner.url,
      'http://169.254.169.254/latest/',
      'file:///etc/passwd',
      'http://[::1]/',
    ]) {
      const server = await serve(redirect(location));
      await expect(allowing([server])(server.url)).rejects.toEqual(code('forbidden-address'));
    }
    expect(inner.connections()).toBe(0);
  });

  it('to a name that stands for this machine leads nowhere', async () => {
    const inner = await serve(ok);
    const server = await serve(redirect(`https://inner.example:${portOf(inner)}/`));
    const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
    await expect(allowing([server], { resolve })(server.url)).rejects.toEqual(code('forbidden-address'));
    expect(inner.connections()).toBe(0);
  });

  it('within its origin keeps the credentials, the method and the body', async () => {
    const server = await serve([redirect('/there', 301), ok]);
    const answer = await allowing([server])(`${server.url}/here`, {
      method: 'PROPFIND',
      authorization: 'Basic c2VjcmV0',
      body: '<x/>',
    });
    expect(answer.url.pathname).toBe('/there');
    expect(server.requests.map(({ method, headers, text }) => [method, headers.authorization, text])).toEqual(
      [
        ['PROPFIND', 'Basic c2VjcmV0', '<x/>'],
        ['PROPFIND', 'Basic c2VjcmV0', '<x/>'],
      ],
    );
  });

  it('to another port, or another name of the same host, carries none, also when it leads back', async () => {
    const authorization = 'Basic c2VjcmV0';
    const fetch = createGuardedFetch({ allowedHosts: ['127.0.0.1', 'localhost'] });
    const other = await serve(ok);
    const byPort = await serve(redirect(other.url));
    await fetch(byPort.url, { authorization });
    expect(byPort.requests[0]?.headers).toMatchObject({ authorization });
    const itself = await serve([
      redirect('away'),
      (response) => response.writeHead(302, { location: `${itself.url}/back` }).end(),
      ok,
    ]);
    await fetch(`http://localhost:${portOf(itself)}/`, { authorization });
    const sent = [...other.requests, ...itself.requests].map(({ headers }) => headers.authorization);
    expect(sent).toEqual([undefined, authorization, authorization, undefined]);
    const between = await serve((response) =>
      response.writeHead(302, { location: `${home.url}/back` }).end(),
    );
    const home = await serve([redirect(between.url), ok]);
    await fetch(home.url, { authorization });
    expect(home.requests.map(({ headers }) => headers.authorization)).toEqual([authorization, undefined]);
  });

  it('is not followed by what writes', async () => {
    const other = await serve(ok);
    for (const method of ['PUT', 'DELETE', 'POST']) {
      const server = await serve(redirect(other.url, 307));
      const answer = await allowing([server, other])(server.url, { method, body: 'x' });
      expect(answer.status).toBe(307);
    }
    expect(other.requests).toEqual([]);
  });

  it('ends somewhere', async () => {
    const server = await serve(redirect('/again'));
    await expect(allowing([server])(server.url)).rejects.toEqual(code('bad-answer'));
    expect(server.requests).toHaveLength(6);
    const nowhere = await serve(redirect('http://'));
    await expect(allowing([nowhere])(nowhere.url)).rejects.toEqual(code('bad-answer'));
  });
});

describe('an answer', () => {
  it('is read up to its limit and no further, said to be so long or not', async () => {
    const server = await serve([
      status(200, 'x'.repeat(100)),
      status(200, 'x'.repeat(101)),
      (response) => {
        // Without end, if it were not for the limit.
        const more = (): unknown =>
          response.destroyed || response.write('x'.repeat(50), () => setImmediate(more));
        more();
      },
    ]);
    const fetch = allowing([server], { maxBytes: 100 });
    expect((await fetch(server.url)).body).toHaveLength(100);
    await expect(fetch(server.url)).rejects.toEqual(code('too-large'));
    await expect(fetch(server.url)).rejects.toEqual(code('too-large'));
    expect(await server.requests[2]?.closed).toEqual({ finished: false });
  });

  it('counts as large as it is unpacked', async () => {
    const packed =
      (text: string): Answer =>
      (response) =>
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(text));
    const server = await serve([
      packed('fine'),
      packed('x'.repeat(100_000)),
      status(200, 'none', { 'content-encoding': 'gzip' }),
    ]);
    const fetch = allowing([server], { maxBytes: 1_000 });
    expect((await fetch(server.url)).body).toBe('fine');
    await expect(fetch(server.url)).rejects.toEqual(code('too-large'));
    await expect(fetch(server.url)).rejects.toEqual(code('bad-answer'));
    const odd = await serve(status(200, 'x', { 'content-encoding': 'rot13' }));
    await expect(allowing([odd])(odd.url)).rejects.toEqual(code('bad-answer'));
  });

  it('comes in time or not at all', async () => {
    const silent = await serve(silence);
    await expect(allowing([silent], { timeoutMs: 50 })(silent.url)).rejects.toEqual(code('away'));
    const half = await serve((response) => response.writeHead(200).write('half'));
    await expect(allowing([half], { timeoutMs: 50 })(half.url)).rejects.toEqual(code('away'));
  });

  it('may be given up', async () => {
    const server = await serve(silence);
    const stop = new AbortController();
    const answer = allowing([server])(server.url, { signal: stop.signal });
    await expect.poll(() => server.requests.length).toBe(1);
    stop.abort();
    await expect(answer).rejects.toEqual(code('aborted'));
    expect(await server.requests[0]?.closed).toEqual({ finished: false });
  });

  it('that does not come says neither where it was asked for nor with what', async () => {
    const server = await serve(reset);
    const failed = await allowing([server])(`${server.url}/private-canary`, {
      authorization: 'canary',
    }).catch((error) => error);
    expect(failed).toMatchObject({ code: 'away', retryable: true });
    expect(`${failed.stack}${JSON.stringify(failed)}${failed.cause}`).not.toMatch(/canary|127\.0\.0\.1/);
    await server.goAway();
    await expect(allowing([server])(server.url)).rejects.toEqual(code('away'));
    const unknown = createGuardedFetch({
      resolve: () => Promise.reject(Object.assign(new Error('canary'), { code: 'ENOTFOUND' })),
    });
    await expect(unknown('https://nowhere.example/')).rejects.toEqual(code('away'));
    const noise = await serve((response) => response.socket?.end('noise\r\n\r\n'));
    await expect(allowing([noise])(noise.url)).rejects.toEqual(code('bad-answer'));
  });

  it('over https is from who the certificate names', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
    const make = [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '2',
    ];
    const named = ['-subj', '/CN=calendar.example', '-addext', 'subjectAltName=DNS:calendar.example'];
    execFileSync(
      'openssl',
      [...make, ...named, '-keyout', join(folder, 'key'), '-out', join(folder, 'cert')],
      {
        stdio: 'ignore',
      },
    );
    const [key = '', cert = ''] = ['key', 'cert'].map((name) => readFileSync(join(folder, name), 'utf8'));
    rmSync(folder, { recursive: true });
    const server = await serve(ok, { key, cert });
    const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
    const allowedHosts = ['calendar.example', 'other.example'];
    const trusting = createGuardedFetch({ allowedHosts, resolve, ca: cert });
    expect(await trusting(`https://calendar.example:${portOf(server)}/`)).toMatchObject({ body: 'fine' });
    await expect(trusting(`https://other.example:${portOf(server)}/`)).rejects.toEqual(code('certificate'));
    const usual = createGuardedFetch({ allowedHosts, resolve });
    await expect(usual(`https://calendar.example:${portOf(server)}/`)).rejects.toEqual(code('certificate'));
  });
});
