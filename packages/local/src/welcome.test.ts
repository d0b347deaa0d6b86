import { ModelError, type ModelErrorCode } from '@steward/core';
import { describe, expect, test } from 'vitest';
import { localEnvironment } from './local-environment.ts';
import { describeModels, welcome } from './welcome.ts';

const env = localEnvironment.parse({ DATA_DIR: '/somewhere', OLLAMA_URL: 'http://ollama:11434' });
const bot = { id: 1, username: 'my_bot', name: 'Mine', readsGroups: false };

const modelWith = (installed: () => Promise<{ name: string; sizeBytes?: number }[]>) => ({ installed });
const none = modelWith(async () => []);
const failing = (code: ModelErrorCode) =>
  modelWith(async () => {
    throw new ModelError(code, 'no');
  });

const printed = async (deps: Partial<Parameters<typeof welcome>[0]>): Promise<string> => {
  const lines: string[] = [];
  const print = (line: string) => void lines.push(line);
  const appUrl = 'http://localhost:8788';
  await welcome({ env, bot, pageUrl: undefined, appUrl, model: none, print, ...deps });
  return lines.join('\n');
};

describe('what start-up prints', () => {
  test('names the bot, where its data is, and what to type next', async () => {
    const text = await printed({});
    expect(text).toContain('Steward is running.');
    expect(text).toContain('https://t.me/my_bot');
    expect(text).toContain('/somewhere');
    expect(text).toMatch(/App +http:\/\/localhost:8788\n/);
    expect(text).toContain('/start');
    expect(text).toContain('privacy mode');
  });

  test('names the chat page instead of a bot', async () => {
    const text = await printed({ pageUrl: 'http://127.0.0.1:8787' });
    expect(text).toContain('http://127.0.0.1:8787');
    expect(text).not.toContain('my_bot');
  });

  test('says nothing of privacy mode to a bot that reads everything', async () => {
    expect(await printed({ bot: { ...bot, readsGroups: true } })).not.toContain('privacy mode');
  });

  test('names what listens, where something does, without the password in its address', async () => {
    expect(await printed({})).not.toContain('Speech');
    const text = await printed({ speechUrl: 'http://me:secret@speech:11436' });
    expect(text).toMatch(/Speech +http:\/\/speech:11436/);
  });

  test('lists the models with their sizes', async () => {
    const model = modelWith(async () => [{ name: 'a:1b', sizeBytes: 2_700_000_000 }, { name: 'b' }]);
    expect(await printed({ model })).toContain('Ollama at http://ollama:11434: a:1b (2.7 GB), b');
  });

  test('says how to get a first model', async () => {
    expect(await printed({})).toMatch(/has no model yet.*ollama pull/);
  });

  test('says that the demo model stands in', async () => {
    const model = modelWith(async () => [{ name: 'demo:latest', sizeBytes: 1 }]);
    expect(await printed({ model })).toMatch(/no Ollama answers at http:\/\/ollama:11434: .*demo model/);
  });

  test.each<[ModelErrorCode, string]>([
    ['model-unreachable', 'cannot be reached'],
    ['model-key-refused', 'check OLLAMA_API_KEY'],
    ['model-slow', 'does not answer in time'],
    ['model-failed', 'does not answer as Ollama does'],
  ])('does not take a server that fails (%s) for one without models', async (code, words) => {
    const text = await printed({ model: failing(code) });
    expect(text).toContain(words);
    expect(text).not.toContain('ollama pull');
  });
});

test('the page is told the server, its models and what is wrong', async () => {
  expect(await describeModels(none, env)).toEqual({ server: 'http://ollama:11434', models: [], demo: false });
  expect(await describeModels(failing('model-slow'), env)).toMatchObject({
    problem: 'does not answer in time',
  });
  const demo = modelWith(async () => [{ name: 'demo:latest', sizeBytes: 4096 }]);
  expect(await describeModels(demo, env)).toEqual({
    server: 'built-in demo model',
    models: ['demo:latest'],
    demo: true,
  });
});
