// What the model server's door lets through, how, and what it answers to everyone else: nginx itself.
import { once } from 'node:events';
import type http from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { createOllamaClient } from '@steward/ollama-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiKey, createMachine } from './machine.ts';
import { startProxy } from './proxy.ts';
import { haveTools } from './tools.ts';

const runnable = haveTools(['nginx', 'openssl', 'bash'], 'the proxy of the model server');

const chunk = (content: string, done = false) =>
  `${JSON.stringify({ model: 'm', created_at: '', message: { role: 'assistant', content }, done })}\n`;

const key = `X-API-Key: ${apiKey}\r\n`;
const question = { model: 'm', messages: [], options: { num_ctx: 8_192, num_predict: 100 } };

/** What reached Ollama, and how it answers the next chat. */
const seen: { path: string; headers: http.IncomingHttpHeaders; bytes: number }[] = [];
let chat: (response: http.ServerResponse) => void = (response) => response.end(chunk('hello', true));

const ollama = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
  let bytes = 0;
  for await (const piece of request) bytes += piece.length;
  seen.push({ path: `${request.method} ${request.url}`, headers: request.headers, bytes });
  if (request.url === '/api/chat') {
    response.setHeader('content-type', 'application/x-ndjson');
    chat(response);
    return;
  }
  if (request.url === '/api/show') {
    response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"model \'m\' not found"}');
    return;
  }
  const models = { '/api/tags': { models: [] }, '/api/ps': { models: [] }, '/api/version': { version: '1' } };
  response.end(JSON.stringify(models[request.url as keyof typeof models]));
};

let proxy: Awaited<ReturnType<typeof startProxy>>;

describe.skipIf(!runnable)('the proxy of the model server', () => {
  beforeAll(async () => {
    proxy = await startProxy(ollama);
  });
  afterAll(() => proxy.stop());

  test('lets the right key through to Ollama, which neither sees the key nor a foreign host', async () => {
    seen.length = 0;
    expect(await proxy.ask('/api/version')).toMatchObject({ status: 200, body: '{"version":"1"}' });
    expect(seen[0]).toMatchObject({ path: 'GET /api/version', headers: { host: '127.0.0.1' } });
    expect(seen[0]?.headers).not.toHaveProperty('x-api-key');
  });

  test.each([
    ['POST', '/api/pull'],
    ['POST', '/api/create'],
    ['DELETE', '/api/delete'],
    ['POST', '/api/generate'],
    ['POST', '/v1/chat/completions'],
    ['GET', '/debug/pprof/'],
    ['GET', '/'],
    ['GET', '/api/chat'],
    ['POST', '/api/tags'],
    ['HEAD', '/api/tags'],
    ['POST', '/api/chat/'],
    ['POST', '/API/chat'],
    ['POST', '/api/chat/../pull'],
    ['POST', '/api/tags%2f..%2fpull'],
  ])('answers %s %s with 404', async (method, path) => {
    seen.length = 0;
    const answer = await proxy.ask(path, { method });
    expect(answer).toMatchObject({ status: 404, type: 'application/json' });
    if (method !== 'HEAD') expect(JSON.parse(answer.body)).toEqual({ error: 'not found' });
    expect(seen).toEqual([]);
  });

  test('hands Ollama the path of the list however it was written', async () => {
    seen.length = 0;
    expect((await proxy.ask('/api/pull/..//%74ags')).status).toBe(200);
    expect(seen.map(({ path }) => path)).toEqual(['GET /api/tags']);
  });

  test('passes on what Ollama says of a missing model', async () => {
    expect(await proxy.ask('/api/show', { method: 'POST', body: '{}' })).toMatchObject({
      status: 404,
      body: '{"error":"model \'m\' not found"}',
    });
  });

  test('passes each chunk on before the next one exists', async () => {
    let answering: http.ServerResponse | undefined;
    chat = (response) => {
      answering = response;
      response.write(chunk('0'));
    };
    const response = await proxy.open('/api/chat', { method: 'POST', body: '{}' });
    const pieces = response[Symbol.asyncIterator]();
    for (let number = 0; number < 12; number++) {
      expect(`${(await pieces.next()).value}`).toBe(chunk(`${number}`));
      answering?.write(chunk(`${number + 1}`));
    }
    answering?.end();
    response.destroy();
  });

  test('waits for a first token that takes long', async () => {
    chat = (response) => void wait(5_000).then(() => response.end(chunk('late', true)));
    expect(await proxy.ask('/api/chat', { method: 'POST', body: '{}' })).toMatchObject({
      status: 200,
      body: chunk('late', true),
    });
  });

  test('takes a body of 10 MB and answers one of 20 MB in JSON', async () => {
    seen.length = 0;
    chat = (response) => response.end(chunk('read', true));
    const post = (megabytes: number, headers = {}) =>
      proxy.ask('/api/chat', {
        method: 'POST',
        body: Buffer.alloc(megabytes * 1_000_000, 'a'),
        headers: { 'x-api-key': apiKey, ...headers },
      });
    expect((await post(10)).status).toBe(200);
    expect(seen[0]?.bytes).toBe(10_000_000);
    expect((await post(10, { 'transfer-encoding': 'chunked' })).status).toBe(200);
    for (const headers of [{}, { 'transfer-encoding': 'chunked' }]) {
      expect(await post(20, headers)).toMatchObject({
        status: 413,
        type: 'application/json',
        body: '{"error":"the request is larger than 16 MB"}',
      });
    }
    expect(seen).toHaveLength(2);
  });

  test.each([
    ['a header of 40 kB', `GET /api/tags HTTP/1.1\r\nHost: x\r\n${key}X-Long: ${'a'.repeat(40_000)}\r\n\r\n`],
    ['a method of proxies', `TRACE /api/tags HTTP/1.1\r\nHost: x\r\n${key}\r\n`],
    ['no host', `GET /api/tags HTTP/1.1\r\n${key}\r\n`],
    ['a broken body', `POST /api/chat HTTP/1.1\r\nHost: x\r\n${key}Transfer-Encoding: chunked\r\n\r\nZZ\r\n`],
    ['an encoding that nobody knows', `GET / HTTP/1.1\r\nHost: x\r\n${key}Transfer-Encoding: gzip\r\n\r\n`],
  ])('answers %s with 400 in JSON', async (_, request) => {
    seen.length = 0;
    const answer = await proxy.raw(request);
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(answer).toContain('{"error":"bad request"}');
    expect(seen).toEqual([]);
  });

  test('answers http where https is spoken, and shows no page of its own', async () => {
    expect(await proxy.raw(`GET / HTTP/1.1\r\nHost: x\r\n${key}\r\n`, { plain: true })).toContain(
      '{"error":"bad request"}',
    );
    for (const path of ['/bad-request', '/unauthorized'])
      expect(await proxy.ask(path)).toMatchObject({ status: 404, body: '{"error":"not found"}' });
  });

  describe('with our own client', () => {
    const client = (ca: string, key = apiKey) =>
      createOllamaClient({ baseUrl: proxy.url, apiKey: key, ca, sleep: async () => {} });

    test('streams an answer over the pinned certificate', async () => {
      chat = (response) => {
        response.write(chunk('hel'));
        response.end(chunk('lo', true));
      };
      const ours = client(proxy.certificate);
      let text = '';
      for await (const part of ours.chat(question)) text += part.message.content;
      expect(text).toBe('hello');
      expect(await ours.version()).toBe('1');
      await ours.close();
    });

    test('says that the key was refused', async () => {
      const ours = client(proxy.certificate, 'wrong');
      await expect(ours.tags()).rejects.toMatchObject({ code: 'unauthorized', status: 401 });
      await ours.close();
    });

    test('refuses the server when another certificate is pinned', async () => {
      seen.length = 0;
      const another = createMachine();
      await another.run('prepare-proxy.sh');
      const ours = client(another.read('etc/steward/proxy/certificate.pem'));
      another.remove();
      await expect(ours.tags()).rejects.toMatchObject({ code: 'certificate' });
      expect(seen).toEqual([]);
      await ours.close();
    });

    test.each(['before the first token', 'in the middle of an answer'])(
      'stops Ollama when it gives up %s',
      async (moment) => {
        const early = moment.startsWith('before');
        const asked = Promise.withResolvers<http.ServerResponse>();
        chat = (response) => {
          if (!early) response.write(chunk('a'));
          asked.resolve(response);
        };
        const ours = client(proxy.certificate);
        const controller = new AbortController();
        const answer = ours.chat(question, { signal: controller.signal });
        const parts = answer[Symbol.asyncIterator]();
        const first = parts.next();
        first.catch(() => {});
        const response = await asked.promise;
        if (!early) await first;
        const closed = once(response, 'close');
        controller.abort();
        await closed;
        expect(response.writableFinished).toBe(false);
        await ours.close();
      },
    );
  });
});

describe.skipIf(!runnable)('a model server in trouble', () => {
  test('is told in JSON when Ollama is not there', async () => {
    const broken = await startProxy(ollama);
    await broken.stopOllama();
    expect(await broken.ask('/api/tags')).toMatchObject({
      status: 502,
      type: 'application/json',
      body: '{"error":"the model server does not answer"}',
    });
    await broken.stop();
  });

  test('is told in JSON when Ollama takes longer than the limit', async () => {
    const silent = await startProxy(() => {}, {
      edit: (text) => text.replace('proxy_read_timeout 360s', 'proxy_read_timeout 1s'),
    });
    expect(await silent.ask('/api/tags')).toMatchObject({
      status: 504,
      type: 'application/json',
      body: '{"error":"the model server did not answer in time"}',
    });
    await silent.stop();
  });

  test('turns away the chats that are too many, and says that it is busy', async () => {
    const waiting: http.ServerResponse[] = [];
    const small = await startProxy(
      (_, response) => {
        waiting.push(response);
        response.write(chunk('a'));
      },
      { edit: (text) => text.replace('limit_conn chats 32', 'limit_conn chats 2') },
    );
    const open = () => small.open('/api/chat', { method: 'POST', body: '{}' });
    const two = [await open(), await open()];
    expect(await small.ask('/api/chat', { method: 'POST', body: '{}' })).toMatchObject({
      status: 503,
      body: '{"error":"the model server is busy"}',
    });
    for (const response of [...waiting, ...two]) response.destroy();
    await small.stop();
  });
});
