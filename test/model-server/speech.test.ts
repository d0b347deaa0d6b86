// The speech server beside Ollama: how it is set up, and who may reach it.
import fs from 'node:fs';
import type http from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { killEverywhere } from './kill-everywhere.ts';
import { apiKey, createMachine, filesFolder, type Machine, settings } from './machine.ts';
import { startProxy } from './proxy.ts';
import { haveTools } from './tools.ts';

const bootable = haveTools(
  ['bash', 'openssl', 'tar', 'zstd', 'flock', 'ps'],
  'the set-up of the speech server',
);
const servable = haveTools(['nginx', 'openssl', 'bash'], 'the proxy of the speech server');
const speech = { SPEECH_MODEL: 'parakeet-v3' };
const machines: Machine[] = [];

const fillBucket = (server: Machine): void => {
  server.writeWorld('s3/chatbot-models-1/speech/src/main.ts', 'code');
  server.writeWorld('s3/chatbot-models-1/speech/package-lock.json', '{}');
};

const machine = (overrides?: Partial<Record<string, string>>): Machine => {
  const made = createMachine(overrides);
  machines.push(made);
  fillBucket(made);
  return made;
};

afterEach(() => {
  for (const made of machines.splice(0)) made.remove();
});

describe.skipIf(!bootable)('the first boot with speech', () => {
  test('installs what it needs beside Ollama, and lets nobody who chats wait for it', async () => {
    const server = machine(speech);
    const { status, output } = await server.run('boot.sh');
    expect(status, output).toBe(0);
    const log = server.log();
    expect(log.find((line) => line.startsWith('dnf'))).toMatch(/ nodejs22 nodejs22-npm( |$)/);
    expect(log.filter((line) => line.startsWith('useradd'))).toHaveLength(2);
    const units = 'steward-speech-setup.service steward-speech.service';
    expect(log).toContain(`systemctl enable ${units}`);
    expect(log.indexOf(`systemctl start --no-block ${units}`)).toBeGreaterThan(
      log.indexOf('systemctl start steward-models.service'),
    );
    for (const unit of units.split(' ')) expect(server.read(`etc/systemd/system/${unit}`)).not.toBe('');
    expect(server.read('etc/steward/proxy/nginx.conf')).toContain(
      'http://127.0.0.1:11436/v1/audio/transcriptions',
    );
  });

  test('has nothing of it where it is not wanted', async () => {
    const server = machine();
    await server.run('boot.sh');
    expect(server.log().join('\n')).not.toMatch(/nodejs|speech/);
    expect(fs.existsSync(server.path('etc/systemd/system/steward-speech.service'))).toBe(false);
    expect(server.read('etc/steward/proxy/nginx.conf')).not.toMatch(/SPEECH|recordings 8/);
  });
});

describe.skipIf(!bootable)('the set-up of the speech server', () => {
  test('brings its files from the bucket, and what they ask for', async () => {
    const server = machine(speech);
    server.writeWorld('fetch-failures', '1\n');
    const { status, output } = await server.run('setup-speech.sh');
    expect(status, output).toBe(0);
    expect(server.read('opt/speech/src/main.ts')).toBe('code');
    expect(server.log().at(-1)).toMatch(/\/src\/main\.ts --yes --fetch-only --model parakeet-v3$/);
  });

  test('takes a newer version with the next start, and goes on with the old one where there is no bucket', async () => {
    const server = machine(speech);
    await server.run('setup-speech.sh');
    server.writeWorld('s3/chatbot-models-1/speech/src/main.ts', 'newer');
    await server.run('setup-speech.sh');
    expect(server.read('opt/speech/src/main.ts')).toBe('newer');
    expect(fs.existsSync(server.path('opt/speech/node_modules'))).toBe(true);
    server.writeWorld('s3-down', '');
    expect((await server.run('setup-speech.sh')).status).toBe(0);
  });

  test('fails, to be tried again, without its files or its model', async () => {
    const server = machine(speech);
    server.writeWorld('s3-down', '');
    expect(await server.run('setup-speech.sh')).toMatchObject({
      status: 1,
      output: expect.stringContaining('could not be read from the bucket'),
    });
    fs.rmSync(server.world('s3-down'));
    server.writeWorld('fetch-failures', '1\n2\n3\n');
    expect(await server.run('setup-speech.sh')).toMatchObject({
      status: 1,
      output: expect.stringContaining('packages or model of the speech server could not be fetched'),
    });
  });

  test('comes to the same end after a kill between any two commands', async () => {
    const commands = await killEverywhere('setup-speech.sh', [], {
      prepare: (server) => {
        fillBucket(server);
        const lines = Object.entries({ ...settings, ...speech }).map(
          ([name, value]) => `${name}="${value}"\n`,
        );
        server.write('etc/steward/boot.env', lines.join(''));
      },
      check: (server) => expect(server.read('opt/speech/src/main.ts')).toBe('code'),
    });
    expect(commands).toBeGreaterThan(10);
  }, 300_000);

  test('is none of the models that are saved', async () => {
    const server = machine();
    await server.run('sync-models.sh', ['restore']);
    expect(fs.existsSync(server.path('var/lib/ollama/models/speech'))).toBe(false);
    await server.run('sync-models.sh', ['upload']);
    expect(server.readWorld('s3/chatbot-models-1/speech/src/main.ts')).toBe('code');
  });

  test('leaves the server itself no network but the proxy, and nothing to write', () => {
    const unit = fs.readFileSync(`${filesFolder}/steward-speech.service`, 'utf8');
    for (const line of [
      'User=speech',
      'IPAddressDeny=any',
      'IPAddressAllow=localhost',
      'ProtectSystem=strict',
    ])
      expect(unit).toContain(`${line}\n`);
    expect(unit).not.toContain('--yes');
  });
});

const seen: { path: string; headers: http.IncomingHttpHeaders; bytes: number }[] = [];

const listen = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
  let bytes = 0;
  for await (const piece of request) bytes += piece.length;
  seen.push({ path: `${request.method} ${request.url}`, headers: request.headers, bytes });
  if (request.headers['x-wait'] === undefined) response.end('{"text":"hello"}');
};

describe.skipIf(!servable)('the proxy of the speech server', () => {
  const route = '/v1/audio/transcriptions';
  let proxy: Awaited<ReturnType<typeof startProxy>>;
  beforeAll(async () => {
    proxy = await startProxy(() => {}, {
      settings: speech,
      speech: listen,
      edit: (text) => text.replace('limit_conn recordings 8', 'limit_conn recordings 1'),
    });
  });
  afterEach(() => {
    seen.length = 0;
  });
  afterAll(() => proxy?.stop());
  const post = (path: string, megabytes = 0, headers = {}) =>
    proxy.ask(path, {
      method: 'POST',
      body: Buffer.alloc(megabytes * 1e6, 'a'),
      headers: { 'x-api-key': apiKey, authorization: `Bearer ${apiKey}`, ...headers },
    });

  test('lets a recording of ten minutes through, which sees no key', async () => {
    expect(await post(route, 20)).toMatchObject({ status: 200, body: '{"text":"hello"}' });
    expect(seen).toMatchObject([{ path: `POST ${route}`, bytes: 20e6, headers: { host: '127.0.0.1' } }]);
    expect(Object.keys(seen[0]?.headers ?? {})).not.toContain('x-api-key');
    expect(Object.keys(seen[0]?.headers ?? {})).not.toContain('authorization');
  });

  test('tells which model hears', async () => {
    expect((await proxy.ask('/v1/models')).status).toBe(200);
    expect(seen).toMatchObject([{ path: 'GET /v1/models' }]);
  });

  test('refuses a larger one in JSON', async () => {
    expect(await post(route, 23)).toMatchObject({
      status: 413,
      type: 'application/json',
      body: '{"error":"the request is larger than 21 MB"}',
    });
    expect(seen).toEqual([]);
  });

  test.each([
    ['another method', () => proxy.ask(route), 404],
    ['another path', () => post(`${route}/`), 404],
    ["the server's health", () => proxy.ask('/health'), 404],
    ['a list that is written', () => post('/v1/models'), 404],
    ['no key', () => post(route, 0, { 'x-api-key': '' }), 401],
    ['a key as Bearer alone', () => post(route, 0, { 'x-api-key': 'other' }), 401],
  ])('lets nothing else through: %s', async (_, ask, status) => {
    expect((await ask()).status).toBe(status);
    expect(seen).toEqual([]);
  });

  test('says that it is busy where too many wait, and that the server is not there', async () => {
    const headers = { 'x-api-key': apiKey, 'x-wait': '1' };
    const waiting = proxy.open(route, { method: 'POST', headers }).catch(() => undefined);
    await expect.poll(() => seen.length).toBe(1);
    expect(await post(route)).toMatchObject({ status: 503, body: '{"error":"the model server is busy"}' });
    await proxy.stopSpeech();
    await waiting.then((response) => response?.resume());
    await expect.poll(async () => (await post(route)).status).toBe(502);
  });

  test('has no such route where nobody listens', async () => {
    const silent = await startProxy((_, response) => void response.end());
    try {
      expect((await silent.ask(route, { method: 'POST' })).status).toBe(404);
    } finally {
      await silent.stop();
    }
  });
});
