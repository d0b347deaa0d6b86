import { ModelError, type ModelEvent, type ModelRequest } from '@steward/core';
import { chatModelContract } from '@steward/core/testing';
import { type Answer, type SeenRequest, startScriptedServer, status } from '@steward/stand-ins/testing';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { createOllamaModel, type OllamaModelOptions } from './create-ollama-model.ts';

/** A model on a real server; each path answers as it is told. */
const start = async (answers: Record<string, Answer>, options: Partial<OllamaModelOptions> = {}) => {
  const server = await startScriptedServer((response, request) => answers[request.path]?.(response, request));
  const model = createOllamaModel({
    url: server.url,
    apiKey: async () => undefined,
    certificate: async () => undefined,
    ...options,
  });
  const close = async () => {
    await model.close();
    await server.close();
  };
  return { model, seen: server.requests, stop: server.close, close };
};

const setUp = async (...args: Parameters<typeof start>) => {
  const started = await start(...args);
  onTestFinished(started.close);
  return started;
};

const REQUEST: ModelRequest = {
  model: 'small:1b',
  messages: [{ role: 'user', content: 'Hello' }],
  contextTokens: 4096,
  answerTokens: 512,
};

const line = (content: string, more: object = {}) =>
  `${JSON.stringify({ model: 'small:1b', created_at: '2026-11-21T08:00:00Z', message: { role: 'assistant', content }, done: false, ...more })}\n`;
const done = (more: object = {}) => line('', { done: true, done_reason: 'stop', ...more });
const json = (value: object, code = 200): Answer => status(code, value);
const FAULTS = {
  'model-missing': json({ error: 'model "small:1b" not found' }, 404),
  'model-failed': json({ error: 'boom' }, 500),
};
const keyOf = ({ headers }: SeenRequest) => headers['x-api-key'];

const read = async (stream: AsyncIterable<ModelEvent>): Promise<ModelEvent[]> => {
  const events: ModelEvent[] = [];
  for await (const event of stream) events.push(event);
  return events;
};

const ask = (
  model: { stream: (...args: never[]) => AsyncIterable<ModelEvent> },
  signal = new AbortController().signal,
) => read(model.stream(...([REQUEST, { signal }] as never[])));

const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'done',
    (error: unknown) => (error instanceof ModelError ? error.code : error),
  );

test('an answer streams as text and ends with what it took', async () => {
  const { model, seen } = await setUp({
    '/api/chat': (response) =>
      void response.end(line('Hel') + line('lo') + done({ prompt_eval_count: 12, eval_count: 2 })),
  });
  expect(await ask(model)).toEqual([
    { type: 'text', text: 'Hel' },
    { type: 'text', text: 'lo' },
    { type: 'done', reason: 'stop', promptTokens: 12, answerTokens: 2 },
  ]);
  expect(seen[0]?.body).toMatchObject({
    model: 'small:1b',
    messages: REQUEST.messages,
    think: false,
    truncate: false,
    options: { num_ctx: 4096, num_predict: 512 },
  });
});

test('an answer that is cut off by its length says so', async () => {
  const { model } = await setUp({
    '/api/chat': (response) => void response.end(line('Hel') + done({ done_reason: 'length' })),
  });
  expect((await ask(model)).at(-1)).toEqual({ type: 'done', reason: 'length' });
});

test.each<[string, Answer, string]>([
  ['the model is not there', json({ error: 'model "small:1b" not found' }, 404), 'model-missing'],
  ['the key is refused', json({ error: 'unauthorized' }, 401), 'model-key-refused'],
  ['too much is asked of the server', json({ error: 'slow down' }, 429), 'model-limit'],
  [
    'the model is too large',
    json({ error: 'model requires more system memory (5 GiB)' }, 500),
    'model-no-memory',
  ],
  ['the model only embeds', json({ error: '"embed" does not support chat' }, 400), 'model-no-chat'],
  ['the server fails', json({ error: 'boom' }, 500), 'model-failed'],
  ['the answer breaks off', (response) => void response.end(line('Hel')), 'model-broke-off'],
  [
    'the answer reports an error',
    (response) => void response.end(`${line('a')}{"error":"an error was encountered: CUDA error: boom"}\n`),
    'model-stumbled',
  ],
  [
    'the limit is reached in the middle of the answer',
    (response) => void response.end(`${line('a')}{"error":"you have reached your weekly usage limit"}\n`),
    'model-limit',
  ],
  [
    'a sign-in ends in the middle of the answer',
    (response) => void response.end(`${line('a')}{"error":"you are not signed in"}\n`),
    'model-sign-in',
  ],
  [
    'the memory runs out in the middle of the answer',
    (response) => void response.end(`${line('a')}{"error":"CUDA error: out of memory"}\n`),
    'model-no-memory',
  ],
])('when %s: %s', async (_, answer, code) => {
  const { model } = await setUp({ '/api/chat': answer });
  const error = await ask(model).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ModelError);
  expect(error).toMatchObject({ code, message: expect.not.stringMatching(/boom|GiB|CUDA|slow/) });
});

test('a prompt that is too long is told with its tokens', async () => {
  const error =
    'the input length exceeds the context length: request (5000 tokens) exceeds the available context size';
  const { model } = await setUp({ '/api/chat': json({ error }, 400) });
  await expect(ask(model)).rejects.toMatchObject({ code: 'context-overflow', promptTokens: 5000 });
});

test('a server that is away is unreachable', async () => {
  const { model, stop } = await setUp({});
  await stop();
  expect(await codeOf(model.version())).toBe('model-unreachable');
});

test('leaving the loop closes the connection, which stops the model', async () => {
  const { model, seen } = await setUp({ '/api/chat': (response) => void response.write(line('Hel')) });
  for await (const event of model.stream(REQUEST, { signal: new AbortController().signal })) {
    expect(event).toEqual({ type: 'text', text: 'Hel' });
    break;
  }
  await seen[0]?.closed;
});

test('a stop closes the connection and is an abort', async () => {
  const { model, seen } = await setUp({ '/api/chat': (response) => void response.write(line('Hel')) });
  const stop = new AbortController();
  const events: ModelEvent[] = [];
  const reading = (async () => {
    for await (const event of model.stream(REQUEST, { signal: stop.signal })) {
      events.push(event);
      stop.abort();
    }
  })();
  expect(await codeOf(reading)).toBe('aborted');
  await seen[0]?.closed;
  expect(events).toHaveLength(1);
});

/** Accepts one key; the secrets are read anew by `refreshSecrets`. */
const rotating = async (reads: string[]) => {
  let current = reads[0];
  let refreshes = 0;
  const guard =
    (answer: Answer): Answer =>
    (response, request) =>
      (keyOf(request) === 'new' ? answer : json({ error: 'unauthorized' }, 401))(response, request);
  const made = await setUp(
    {
      '/api/chat': guard((response) => void response.end(line('Hi') + done())),
      '/api/ps': guard(json({ models: [{ name: 'small:1b', model: 'small:1b', size: 1, size_vram: 1 }] })),
      '/api/version': guard(json({ version: '0.33.0' })),
    },
    {
      apiKey: async () => current,
      refreshSecrets: async () => {
        refreshes += 1;
        current = reads[Math.min(refreshes, reads.length - 1)];
      },
    },
  );
  return { ...made, refreshes: () => refreshes };
};

test('a refused key is read anew once, and the question is asked again', async () => {
  const { model, seen, refreshes } = await rotating(['old', 'new']);
  expect((await ask(model))[0]).toEqual({ type: 'text', text: 'Hi' });
  expect([seen.map(keyOf), refreshes()]).toEqual([['old', 'new'], 1]);
  await model.version();
  expect(refreshes()).toBe(1);
});

test('a key that is refused after that is an error, and the next call reads it anew again', async () => {
  const { model, refreshes } = await rotating(['old', 'older', 'new']);
  expect(await codeOf(model.version())).toBe('model-key-refused');
  expect(refreshes()).toBe(1);
  expect(await model.version()).toBe('Ollama 0.33.0');
});

test('a key that stays refused is asked for again and again without piling up connections', async () => {
  const { model, refreshes } = await rotating(['old', 'old', 'old', 'old', 'old', 'new']);
  for (let call = 1; call < 5; call += 1) expect(await codeOf(model.version())).toBe('model-key-refused');
  expect(await model.version()).toBe('Ollama 0.33.0');
  expect(refreshes()).toBe(5);
});

test('calls that are refused side by side share one new connection', async () => {
  const { model, refreshes } = await rotating(['old', 'new']);
  const [events, loaded, version] = await Promise.all([ask(model), model.loaded(), model.version()]);
  expect([events.length, loaded, version, refreshes()]).toEqual([2, ['small:1b'], 'Ollama 0.33.0', 1]);
});

test('a certificate that is none counts as a refused one', async () => {
  let pem: string | undefined = 'garbage';
  const { model } = await setUp(
    { '/api/version': json({ version: '0.33.0' }) },
    {
      certificate: async () => pem,
      refreshSecrets: async () => {
        pem = undefined;
      },
    },
  );
  expect(await model.version()).toBe('Ollama 0.33.0');
});

test('without anything to read anew a refusal is final', async () => {
  const { model } = await setUp({}, { certificate: async () => 'garbage' });
  expect(await codeOf(model.version())).toBe('model-key-refused');
});

test('secrets that could not be read are read by the next call', async () => {
  let failures = 1;
  const { model } = await setUp(
    { '/api/version': json({ version: '0.33.0' }) },
    {
      apiKey: async () => {
        if (failures-- > 0) throw new Error('SSM');
        return 'key';
      },
    },
  );
  await expect(model.version()).rejects.toThrow('SSM');
  expect(await model.version()).toBe('Ollama 0.33.0');
});

test('the installed models come with their sizes', async () => {
  const { model } = await setUp({
    '/api/tags': json({
      models: [{ name: 'small:1b', model: 'small:1b', size: 815_000_000 }, { name: 'other' }],
    }),
  });
  expect(await model.installed()).toEqual([{ name: 'small:1b', sizeBytes: 815_000_000 }, { name: 'other' }]);
});

test.each([
  [
    {
      parameters: 'temperature 1\nnum_ctx                        8192',
      model_info: { 'x.context_length': 4096 },
    },
    8192,
  ],
  [
    { parameters: 'temperature 1', model_info: { 'x.embedding_length': 9, 'gemma3.context_length': 32_768 } },
    32_768,
  ],
  [{ model_info: { 'x.context_length': 'many' } }, undefined],
  [{}, undefined],
])('the context window of %j is read', async (details, tokens) => {
  const { model } = await setUp({ '/api/show': json(details) });
  expect(await model.contextTokens('small:1b')).toBe(tokens);
});

test.each([
  [{ capabilities: ['completion', 'vision'] }, ['completion', 'vision']],
  [{ details: { family: 'llama', families: ['llama', 'clip'] } }, ['completion', 'vision']],
  [{ projector_info: { 'clip.vision.block_count': 24 } }, ['completion', 'vision']],
  [{ details: { family: 'llama', families: null } }, ['completion']],
  [{}, ['completion']],
])('what a model can do is read from %j', async (details, capabilities) => {
  const { model } = await setUp({ '/api/show': json(details) });
  expect(await model.capabilities('small:1b')).toEqual(capabilities);
});

test('a model that was never used is closed without connecting', async () => {
  const { model, seen } = await setUp({});
  await model.close();
  expect(seen).toEqual([]);
});

test('tells that the model thought beside its text', async () => {
  const thinking = line('', {
    message: { role: 'assistant', content: '', thinking: 'Let me think for ever' },
  });
  const { model } = await setUp({
    '/api/chat': (response) => void response.end(thinking + done({ done_reason: 'length' })),
  });
  expect(await ask(model)).toEqual([{ type: 'done', reason: 'length', thought: true }]);
});

test('thinks only where it is asked to, and tells what', async () => {
  const thinking = line('', { message: { role: 'assistant', content: '', thinking: 'Hm.' } });
  const { model, seen } = await setUp({
    '/api/chat': (response) => void response.end(thinking + line('Hi') + done()),
  });
  expect((await ask(model))[0]).toEqual({ type: 'text', text: 'Hi' });
  const { signal } = new AbortController();
  const events = await read(model.stream({ ...REQUEST, think: true }, { signal }));
  expect(events.slice(0, 2)).toEqual([
    { type: 'thought', text: 'Hm.' },
    { type: 'text', text: 'Hi' },
  ]);
  expect(seen.map(({ body }) => body.think)).toEqual([false, true]);
});

test('pictures go as base64 beside their question', async () => {
  const { model, seen } = await setUp({ '/api/chat': (response) => void response.end(done()) });
  const request = {
    ...REQUEST,
    messages: [{ role: 'user' as const, content: 'What?', images: [Buffer.from('jpeg')] }],
  };
  await read(model.stream(request, { signal: new AbortController().signal }));
  expect(seen[0]?.body.messages).toEqual([{ role: 'user', content: 'What?', images: ['anBlZw=='] }]);
});

chatModelContract(async () => {
  const answers: Answer[] = [];
  const { model, close } = await start({
    '/api/chat': (response, request) => answers.shift()?.(response, request),
  });
  return {
    model,
    close,
    answers: (pieces, reason = 'stop') =>
      void answers.push(
        (response) =>
          void response.end(pieces.map((piece) => line(piece)).join('') + done({ done_reason: reason })),
      ),
    fails: (code) => void answers.push(FAULTS[code]),
    waits: () => void answers.push(() => {}),
  };
});

test('the shape of an object is told to the server', async () => {
  const { model, seen } = await setUp({
    '/api/chat': (response) => void response.end(line('{"n":1}') + done()),
  });
  await model.object(REQUEST, z.object({ n: z.number() }), { signal: new AbortController().signal });
  expect(seen[0]?.body).toMatchObject({ format: { type: 'object', required: ['n'] }, think: false });
});

test('a name without a tag means the latest', async () => {
  const { model } = await setUp({});
  expect(model.canonicalName('gemma')).toBe('gemma:latest');
  expect(model.canonicalName('host:8080/user/gemma')).toBe('host:8080/user/gemma:latest');
  expect(model.canonicalName('gemma:2b')).toBe('gemma:2b');
});

test('tells what a model can do', async () => {
  const models = [
    { name: 'sees:4b', capabilities: ['completion', 'vision'] },
    { name: 'embeds', capabilities: ['embedding'] },
  ];
  const { model } = await setUp({ '/api/tags': json({ models }) });
  expect(await model.installed()).toEqual(models);
});

test('tells what runs elsewhere, and what old servers do not say: which models only embed', async () => {
  const models = [
    { name: 'gpt-oss:120b-cloud', remote_host: 'https://ollama.com:443', size: 384 },
    { name: 'own-name', remote_model: 'gpt-oss:120b' },
    { name: 'kimi:cloud' },
    { name: 'nomic-embed-text:latest', details: { family: 'nomic-bert' } },
    { name: 'mxbai-embed-large' },
    { name: 'clouds:1b', details: { family: 'llama' } },
  ];
  const { model } = await setUp({ '/api/tags': json({ models }) });
  expect(await model.installed()).toEqual([
    { name: 'gpt-oss:120b-cloud', sizeBytes: 384, remote: true },
    { name: 'own-name', remote: true },
    { name: 'kimi:cloud', remote: true },
    { name: 'nomic-embed-text:latest', capabilities: ['embedding'] },
    { name: 'mxbai-embed-large', capabilities: ['embedding'] },
    { name: 'clouds:1b' },
  ]);
});

test.each([401, 403])(
  'a model that is refused with %i by a server that answers otherwise wants a sign-in',
  async (code) => {
    const { model } = await setUp({
      '/api/chat': json({ error: 'unauthorized' }, code),
      '/api/tags': json({ models: [] }),
    });
    await expect(ask(model)).rejects.toMatchObject({ code: 'model-sign-in', status: code });
  },
);

test('a key that is refused for everything is no sign-in', async () => {
  const refuse = json({ error: 'unauthorized' }, 401);
  const { model } = await setUp({ '/api/chat': refuse, '/api/tags': refuse });
  await expect(ask(model)).rejects.toMatchObject({ code: 'model-key-refused', status: 401 });
});
