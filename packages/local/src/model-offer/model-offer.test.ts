import { createFakeClock } from '@steward/core/testing';
import { createOllamaClient } from '@steward/ollama-client';
import { type Answer, startScriptedServer, status } from '@steward/stand-ins/testing';
import { afterEach, expect, test } from 'vitest';
import { createModelOffer } from './model-offer.ts';
import { pullCommand, type Recommendation, recommendedModel } from './recommended-model.ts';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

const fourB: Recommendation = { name: 'qwen3.5:4b', sizeBytes: 3_400_000_000 };
const line = (value: object): string => `${JSON.stringify(value)}\n`;
const layer = (completed: number) =>
  line({ status: 'pulling', digest: 'sha256:a', total: 3_000_000_000, completed });

/** An Ollama without models, until `pull` has ended well. */
const start = async (pull: Answer, model = fourB) => {
  const models: object[] = [];
  const server = await startScriptedServer((response, request) =>
    request.path === '/api/tags' ? status(200, { models })(response) : pull(response, request),
  );
  const ollama = createOllamaClient({ baseUrl: server.url });
  const clock = createFakeClock();
  const printed: string[] = [];
  const offer = createModelOffer({ ollama, model, clock, print: (text) => void printed.push(text) });
  cleanUps.push(server.close, offer.close);
  const pulls = () => server.requests.filter(({ path }) => path === '/api/pull');
  return { server, models, offer, clock, printed, pulls };
};

test('an empty Ollama is offered a model, with its size; one with a model that chats is not', async () => {
  const { models, offer, clock } = await start(status(500));
  expect(await offer.offer()).toMatchObject({
    name: 'qwen3.5:4b',
    state: 'offered',
    sentence: expect.stringMatching(/3\.4 GB/),
  });
  models.push({ name: 'embeds', capabilities: ['embedding'] });
  await clock.advance(2_000);
  expect(await offer.offer()).toMatchObject({ state: 'offered' });
  models.push({ name: 'tiny:1b' });
  await clock.advance(2_000);
  expect(await offer.offer()).toBeUndefined();
  expect(await offer.pull()).toMatchObject({ problem: expect.stringMatching(/nothing to download/) });
});

test('one that does not answer is offered nothing', async () => {
  const { server, offer } = await start(status(500));
  await server.goAway();
  expect(await offer.offer()).toBeUndefined();
});

test('it tells how far it is, can be stopped, and goes on', async () => {
  const rounds: (() => void)[] = [];
  const { offer, pulls, models, clock, printed } = await start((response) => {
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    response.write(line({ status: 'pulling manifest' }));
    response.write(layer(pulls().length === 1 ? 600_000_000 : 2_400_000_000));
    if (pulls().length === 1) return;
    rounds.push(() => {
      models.push({ name: 'qwen3.5:4b' });
      response.write(layer(3_000_000_000));
      response.end(line({ status: 'success' }));
    });
  });
  await offer.offer();
  await Promise.all([offer.pull(), offer.pull()]);
  await expect
    .poll(() => offer.offer())
    .toMatchObject({ state: 'pulling', sentence: '20 % · 600 MB of 3.0 GB' });
  const [first] = pulls();
  offer.stop();
  await expect.poll(() => offer.offer()).toMatchObject({ state: 'stopped', doneBytes: 600_000_000 });
  expect(await first?.closed).toEqual({ finished: false });
  await offer.pull();
  await expect.poll(() => offer.offer()).toMatchObject({ sentence: '80 % · 2.4 GB of 3.0 GB' });
  for (const end of rounds) end();
  await expect
    .poll(() => offer.offer())
    .toMatchObject({ state: 'done', sentence: expect.stringMatching(/New conversations use it/) });
  expect(pulls().map(({ body }) => body)).toEqual([1, 2].map(() => ({ model: 'qwen3.5:4b', stream: true })));
  expect(printed.at(-1)).toMatch(/is here/);
  await clock.advance(60_000);
  expect(await offer.offer()).toBeUndefined();
});

test.each([
  ['an old Ollama', status(404, { error: 'model not found' }), /Update Ollama/],
  ['a full disk', status(200, line({ error: 'write /secret: no space left' })), /disk full/],
  ['a server that ends too early', status(200, layer(5)), /ended in the middle/],
])('%s is told in a sentence, and it can be tried again', async (_what, pull, sentence) => {
  const { offer, printed } = await start(pull);
  await offer.pull();
  await expect
    .poll(() => offer.offer())
    .toMatchObject({ state: 'failed', sentence: expect.stringMatching(sentence) });
  expect(printed.join()).not.toContain('secret');
  expect(await offer.pull()).toEqual({});
});

test.each([
  ['http://127.0.0.1:11434', 16e9, 'qwen3.5:4b'],
  ['http://localhost:11434', 7.9e9, 'qwen3.5:2b'],
  ['https://models.example.org', 64e9, 'qwen3.5:2b'],
])('for %s on a machine with %d bytes it is %s', (url, memory, name) => {
  expect(recommendedModel({ OLLAMA_URL: url }, memory).name).toBe(name);
});

test('where models are configured, it is the first of them', () => {
  const of = (MODELS: string) =>
    pullCommand(recommendedModel({ OLLAMA_URL: 'http://127.0.0.1:1', MODELS }, 16e9));
  expect(of('[{"name":"own:1b"},{"name":"qwen3.5:2b"}]')).toBe('ollama pull own:1b');
  expect(of('[{"name":"qwen3.5:2b"}]')).toBe('ollama pull qwen3.5:2b (2.7 GB)');
  expect(of('nonsense')).toBe('ollama pull qwen3.5:4b (3.4 GB)');
});

test('a model of unknown size is told in bytes once Ollama tells them', async () => {
  const { offer } = await start(
    (response) => {
      response.writeHead(200).write(layer(1_500_000_000));
    },
    { name: 'own:1b' },
  );
  expect(await offer.offer()).toMatchObject({ sentence: expect.not.stringContaining('to download') });
  await offer.pull();
  await expect.poll(() => offer.offer()).toMatchObject({ sentence: '50 % · 1.5 GB of 3.0 GB' });
});
