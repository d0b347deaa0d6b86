import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { plainJpeg, plainPng } from '../testing/pictures.ts';
import { type DemoModelOptions, type DemoModelServer, startDemoModel } from './start-demo-model.ts';

const running: DemoModelServer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

const start = async (options: DemoModelOptions = {}) => {
  const server = await startDemoModel({ tokensPerSecond: Number.POSITIVE_INFINITY, ...options });
  running.push(server);
  const post = (path: string, body: unknown, signal?: AbortSignal) =>
    fetch(`${server.url}${path}`, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...(signal && { signal }),
    });
  return { ...server, post, get: (path: string) => fetch(`${server.url}${path}`) };
};

const ask = (content: string, more: object = {}) => ({
  model: 'demo:latest',
  messages: [{ role: 'user', content }],
  ...more,
});

// biome-ignore lint/suspicious/noExplicitAny: the tests read what came over the wire.
type Line = any;
const linesOf = async (response: Response): Promise<Line[]> =>
  (await response.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

/** A clock that stands still until the test moves it. */
const manualClock = () => {
  let nowMs = Date.parse('2026-11-21T12:00:00Z');
  const sleepers: { ms: number; wake: () => void }[] = [];
  return {
    sleepers,
    now: () => nowMs,
    sleep: (ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve) => {
        const sleeper = { ms, wake: resolve };
        sleepers.push(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers.splice(sleepers.indexOf(sleeper), 1);
          resolve();
        });
      }),
    advance(ms: number) {
      nowMs += ms;
      for (const { wake } of sleepers.splice(0)) wake();
    },
  };
};

const until = async (condition: () => boolean) => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
};

describe('the demonstration looks like Ollama', () => {
  it('says that it runs, and in which version', async () => {
    const { get, url } = await start();
    expect(await (await get('/')).text()).toBe('Ollama is running');
    expect(await (await get('/api/version')).json()).toEqual({ version: expect.stringMatching(/^\d+\.\d+/) });
    expect((await fetch(url, { method: 'HEAD' })).status).toBe(200);
  });

  it('lists two models to choose from', async () => {
    const { get } = await start();
    const { models } = (await (await get('/api/tags')).json()) as Line;
    expect(models.map((model: Line) => model.name)).toEqual(['demo:latest', 'demo-long:latest']);
    expect(models[0]).toMatchObject({
      model: 'demo:latest',
      capabilities: ['completion', 'vision'],
    });
    expect(models[0].digest).toMatch(/^[\da-f]{64}$/);
    expect(models[0].digest).not.toBe(models[1].digest);
  });

  it('tells the context window of a model, by its full or short name', async () => {
    const { post } = await start();
    for (const body of [{ model: 'demo:latest' }, { model: 'demo' }, { name: 'Demo' }]) {
      const shown = (await (await post('/api/show', body)).json()) as Line;
      const architecture = shown.model_info['general.architecture'];
      expect(shown.model_info[`${architecture}.context_length`]).toBe(8192);
      expect(shown.capabilities).toEqual(['completion', 'vision']);
      expect(shown.parameters).toContain('num_ctx');
    }
    const missing = await post('/api/show', { model: 'llama' });
    expect(missing.status).toBe(404);
    expect(await missing.json()).toEqual({ error: "model 'llama' not found" });
  });

  it('tells of pictures what can be told, also when they are asked about later, and counts their tokens', async () => {
    const { post } = await start();
    const images = [plainJpeg(), plainPng()].map((bytes) => Buffer.from(bytes).toString('base64'));
    const shown = { role: 'user', content: 'What is this?', images };
    const answer = async (messages: object[]) => {
      const lines = await linesOf(await post('/api/chat', { model: 'demo', messages }));
      return [lines.map(({ message }) => message.content).join(''), lines.at(-1).prompt_eval_count];
    };
    const [text, tokens] = await answer([shown]);
    expect(text).toContain(
      '1. a JPEG of 64 × 48 pixels, mostly red\n2. a PNG of 24 × 16 pixels, mostly green',
    );
    expect(tokens).toBeGreaterThan(2_400);
    const before = [shown, { role: 'assistant', content: 'Two.' }];
    expect((await answer([...before, { role: 'user', content: 'What colour is it?' }]))[0]).toMatch(
      /^I look at what you sent before/,
    );
    expect((await answer([...before, { role: 'user', content: 'Thanks' }]))[0]).toMatch(/^You are welcome/);
  });

  it('refuses pictures where it cannot see them', async () => {
    const { post } = await start();
    const chat = (model: string, image: Uint8Array) => {
      const images = [Buffer.from(image).toString('base64')];
      return post('/api/chat', { model, messages: [{ role: 'user', content: 'x', images }] });
    };
    const blind = await chat('demo-long', plainJpeg());
    expect([blind.status, await blind.json()]).toEqual([
      400,
      { error: expect.stringContaining('image input') },
    ]);
    expect((await chat('demo', Buffer.from('no picture'))).status).toBe(400);
    const one = await chat('demo', plainJpeg());
    expect(await one.text()).toContain(' red"');
  });

  it('cannot pull a model, and says what to do instead', async () => {
    const { post } = await start();
    const lines = await linesOf(await post('/api/pull', { model: 'qwen3.5:2b' }));
    expect(lines.at(-1)).toEqual({ error: expect.stringContaining('install Ollama') });
    const whole = await post('/api/pull', { model: 'qwen3.5:2b', stream: false });
    expect(whole.status).toBe(500);
    expect((await linesOf(await post('/api/pull', { model: 'demo' }))).at(-1)).toEqual({ status: 'success' });
    expect((await post('/api/pull', { model: 'demo', stream: false })).status).toBe(200);
  });

  it('answers 404 elsewhere, 405 for a wrong method, 403 for a foreign host name or a web page', async () => {
    const { get, post, url } = await start();
    expect((await get('/api/create')).status).toBe(404);
    expect((await get('/api/chat')).status).toBe(405);
    expect((await post('/', {})).status).toBe(405);
    for (const headers of [{ origin: 'http://evil.example' }, { origin: 'null' }, { origin: url }])
      expect((await fetch(`${url}/api/tags`, { headers })).status).toBe(403);
    const foreign = httpRequest(url, { headers: { host: 'evil.example' } }).end();
    const [response] = await once(foreign, 'response');
    expect(response.statusCode).toBe(403);
    response.resume();
  });

  it('answers only who shows its key, where it has one', async () => {
    const { url } = await start({ apiKey: 'of this run' });
    const keys = [undefined, '', 'of this ru', 'of this run '];
    for (const key of keys) {
      const answer = await fetch(`${url}/api/tags`, {
        headers: key === undefined ? {} : { 'x-api-key': key },
      });
      // HTTP knows no spaces at an end.
      expect(answer.status).toBe(key?.trim() === 'of this run' ? 200 : 401);
    }
  });

  it('rejects when its port is taken', async () => {
    const { url } = await start();
    await expect(startDemoModel({ port: Number(new URL(url).port) })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });

  it('can listen on the other loopback address', async () => {
    const server = await startDemoModel({ host: '::1' });
    running.push(server);
    expect(server.url).toMatch(/^http:\/\/\[::1\]:\d+$/);
    expect(await (await fetch(server.url)).text()).toBe('Ollama is running');
  });
});

describe('a chat', () => {
  it('streams one line a token and ends with the numbers', async () => {
    const { post } = await start();
    const response = await post('/api/chat', ask('Tell me about owls'));
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    const lines = await linesOf(response);
    const last = lines.at(-1);
    expect(lines.slice(0, -1).every((line) => line.done === false && line.message.role === 'assistant')).toBe(
      true,
    );
    expect(lines.map((line) => line.message.content).join('')).toContain('This is a demonstration');
    expect(last).toMatchObject({ model: 'demo:latest', done: true, done_reason: 'stop' });
    expect(last.eval_count).toBe(lines.length - 1);
    expect(last.prompt_eval_count).toBeGreaterThan(5);
    expect(Date.parse(last.created_at)).not.toBeNaN();
  });

  it('can come whole', async () => {
    const { post } = await start();
    const streamed = await linesOf(await post('/api/chat', ask('a table')));
    const whole = (await (await post('/api/chat', ask('a table', { stream: false }))).json()) as Line;
    expect(whole.message.content).toBe(streamed.map((line) => line.message.content).join(''));
    expect(whole).toMatchObject({ done: true, done_reason: 'stop', message: { role: 'assistant' } });
  });

  it('stops at the length that was asked for', async () => {
    const { post } = await start();
    const lines = await linesOf(
      await post('/api/chat', ask('a long story', { options: { num_predict: 10 } })),
    );
    expect(lines).toHaveLength(11);
    expect(lines.at(-1)).toMatchObject({ done_reason: 'length', eval_count: 10 });
  });

  it('stops at the end of its window when it must not shift', async () => {
    const { post } = await start();
    const tight = { options: { num_ctx: 100 }, shift: false, stream: false };
    const whole = (await (await post('/api/chat', ask('a long story', tight))).json()) as Line;
    expect(whole.done_reason).toBe('length');
    expect(whole.prompt_eval_count + whole.eval_count).toBe(100);
  });

  it('refuses a prompt beyond its window when it must not truncate', async () => {
    const { post } = await start();
    const body = ask('word '.repeat(500), { truncate: false, options: { num_ctx: 256 } });
    const response = await post('/api/chat', body);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      error: 'request (508 tokens) exceeds the available context size (256 tokens), try increasing it',
    });
  });

  it('else forgets the oldest messages without a word, never the instructions', async () => {
    const { post } = await start();
    const long = 'word '.repeat(200);
    const messages = [
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: `first ${long}` },
      { role: 'assistant', content: long },
      { role: 'user', content: 'What did I say before, and what are my messages?' },
    ];
    const body = { model: 'demo', messages, stream: false, options: { num_ctx: 300 } };
    const whole = (await (await post('/api/chat', body)).json()) as Line;
    expect(whole.prompt_eval_count).toBeLessThanOrEqual(300);
    expect(whole.message.content).not.toContain('first');
    const alone = await post('/api/chat', ask(long, { stream: false, options: { num_ctx: 100 } }));
    expect(((await alone.json()) as Line).prompt_eval_count).toBe(100);
  });

  it('loads and unloads on empty messages, and lists what is loaded', async () => {
    const { post, get } = await start();
    const loaded = async () => ((await (await get('/api/ps')).json()) as Line).models;
    expect(await loaded()).toEqual([]);
    const load = (await (await post('/api/chat', { model: 'demo' })).json()) as Line;
    expect(load).toMatchObject({ done: true, done_reason: 'load' });
    expect(await loaded()).toMatchObject([{ name: 'demo:latest', context_length: 8192, size_vram: 0 }]);
    const unload = (await (await post('/api/chat', { model: 'demo', keep_alive: 0 })).json()) as Line;
    expect(unload.done_reason).toBe('unload');
    expect(await loaded()).toEqual([]);
  });

  it('keeps a model as long as the request says', async () => {
    const clock = manualClock();
    const { post, get } = await start({ clock });
    const expiry = async (keep_alive: unknown) => {
      await post('/api/chat', { model: 'demo', messages: [], keep_alive });
      const { models } = (await (await get('/api/ps')).json()) as Line;
      return Date.parse(models[0].expires_at) - clock.now();
    };
    expect(await expiry(undefined)).toBe(300_000);
    expect(await expiry('1h30m')).toBe(5_400_000);
    expect(await expiry(10)).toBe(10_000);
    expect(await expiry(-1)).toBeGreaterThan(1e12);
    expect(await expiry('-5m')).toBeGreaterThan(1e12);
    expect((await post('/api/chat', { model: 'demo', keep_alive: '-1' })).status).toBe(400);
    await expiry(10);
    clock.advance(10_000);
    expect(((await (await get('/api/ps')).json()) as Line).models).toEqual([]);
  });

  it.each([
    ['no body', '', 400, 'missing request body'],
    ['broken JSON', '{"model":', 400, 'invalid JSON in request body'],
    ['no object', '[]', 400, 'invalid request'],
    ['no model', { messages: [] }, 400, 'model is required'],
    ['an unknown model', { model: 'llama3:8b' }, 404, "model 'llama3:8b' not found"],
    ['a wrong type', ask('x', { options: { num_ctx: 'many' } }), 400, 'wrong type of field options.num_ctx'],
    ['thinking', ask('x', { think: true }), 400, 'does not support thinking'],
    ['tools', ask('x', { tools: [{}] }), 400, 'does not support tools'],
    ['a broken schema', ask('x', { format: { $ref: '#' } }), 400, 'failed to use the schema'],
  ])('refuses %s with one JSON error', async (_what, body, status, error) => {
    const { post } = await start();
    const response = await post('/api/chat', body);
    expect(response.status).toBe(status);
    expect(((await response.json()) as Line).error).toContain(error);
  });

  it('fits a JSON schema, or is some JSON', async () => {
    const { post } = await start();
    const content = async (format: unknown) => {
      const body = ask('remind me', { format, stream: false });
      return JSON.parse(((await (await post('/api/chat', body)).json()) as Line).message.content);
    };
    const schema = {
      type: 'object',
      properties: { hour: { type: 'integer', minimum: 8 } },
      required: ['hour'],
    };
    expect(await content(schema)).toEqual({ hour: 8 });
    expect(await content('json')).toMatchObject({ demonstration: true });
  });
});

describe('time', () => {
  it('passes between tokens at the configured speed', async () => {
    const clock = manualClock();
    const { post } = await start({ clock, tokensPerSecond: 50 });
    const answer = post('/api/chat', ask('hi', { options: { num_predict: 3 } })).then(linesOf);
    for (let token = 0; token < 3; token += 1) {
      await until(() => clock.sleepers.length === 1);
      expect(clock.sleepers[0]?.ms).toBe(20);
      clock.advance(20);
    }
    expect((await answer).at(-1)).toMatchObject({ eval_duration: 60e6, total_duration: 60e6 });
  });

  it('passes while a model is loaded, once, and shows in the numbers', async () => {
    const clock = manualClock();
    const { post } = await start({ clock, loadMs: 70_000 });
    const first = post('/api/chat', ask('hi')).then(linesOf);
    await until(() => clock.sleepers.length === 1);
    clock.advance(70_000);
    expect((await first).at(-1).load_duration).toBe(70e9);
    expect((await linesOf(await post('/api/chat', ask('hi')))).at(-1)).not.toHaveProperty('load_duration');
  });

  it('is not spent on a client that left while loading: the model stays unloaded', async () => {
    const clock = manualClock();
    const { post, get } = await start({ clock, loadMs: 70_000 });
    for (const body of [ask('hi'), { model: 'demo' }]) {
      const leaving = new AbortController();
      const answer = post('/api/chat', body, leaving.signal).catch((error: Error) => error.name);
      await until(() => clock.sleepers.length > 0);
      leaving.abort();
      expect(await answer).toBe('AbortError');
      await until(() => clock.sleepers.length === 0);
    }
    expect(((await (await get('/api/ps')).json()) as Line).models).toEqual([]);
  });

  it('is not spent on a client that left in the middle: writing stops', async () => {
    const clock = manualClock();
    const { post } = await start({ clock, tokensPerSecond: 40 });
    const leaving = new AbortController();
    const response = await Promise.all([
      post('/api/chat', ask('a long story'), leaving.signal),
      until(() => clock.sleepers.length === 1).then(() => clock.advance(25)),
    ]).then(([answer]) => answer);
    await until(() => clock.sleepers.length === 1);
    leaving.abort();
    await expect(response.text()).rejects.toThrow();
    await until(() => clock.sleepers.length === 0);
    await setImmediate();
    expect(clock.sleepers).toEqual([]);
  });

  it('ends for running answers when the server closes', async () => {
    const clock = manualClock();
    const { post, close } = await start({ clock, tokensPerSecond: 40 });
    const answer = post('/api/chat', ask('hi'))
      .then(linesOf)
      .catch((error: Error) => error.message);
    await until(() => clock.sleepers.length === 1);
    await close();
    expect(await answer).toMatch(/fetch failed/);
  });

  it('is given to a client that reads slowly', async () => {
    const { url } = await start();
    const request = httpRequest(`${url}/api/chat`, { method: 'POST' });
    request.end(JSON.stringify(ask('a long story with code, a table and a list')));
    const [response] = await once(request, 'response');
    await new Promise((resolve) => setTimeout(resolve, 100));
    let text = '';
    for await (const chunk of response) text += chunk;
    expect(text.trimEnd().split('\n').at(-1)).toContain('"done":true');
  });
});
