import { describe, expect, test } from 'vitest';
import { ModelError } from './chat-model.ts';
import { createModelCatalogue } from './create-catalogue.ts';
import { DEFAULT_CONTEXT_TOKENS, type OfferedModel } from './model-catalogue.ts';
import type { InstalledModel, ModelServer } from './model-server.ts';

const MODELS: OfferedModel[] = [
  { name: 'qwen3.5:2b', description: 'Quick', size: '2.7 GB', contextLength: 4096 },
  { name: 'gemma', description: 'Thorough', size: '7.2 GB' },
];

const setUp = (offered?: OfferedModel[]) => {
  const state = {
    nowMs: 0,
    away: false,
    asked: 0,
    installed: [] as InstalledModel[],
    window: undefined as number | undefined,
    capabilities: ['completion'],
  };
  const answer = <T>(value: T): Promise<T> => {
    state.asked += 1;
    return state.away ? Promise.reject(new ModelError('model-unreachable', 'away')) : Promise.resolve(value);
  };
  const model: ModelServer = {
    installed: () => answer(state.installed),
    loaded: () => answer([]),
    contextTokens: () => answer(state.window),
    capabilities: () => answer(state.capabilities),
    version: () => answer('Fake 1.0'),
    canonicalName: (name) => (name.includes(':') ? name : `${name}:latest`),
  };
  const clock = { now: () => state.nowMs, sleep: () => Promise.resolve() };
  return { state, catalogue: createModelCatalogue({ model, clock, ...(offered && { offered }) }) };
};

describe('the configured models', () => {
  test('are listed in their order, each marked installed or not; no tag means latest', async () => {
    const { state, catalogue } = setUp(MODELS);
    state.installed = [{ name: 'gemma:latest' }, { name: 'other:1b' }];
    expect(await catalogue.entries()).toEqual([
      { ...MODELS[0], installed: false },
      { ...MODELS[1], installed: true },
    ]);
  });

  test('leave out what the server knows to be unable to chat, and keep their order otherwise', async () => {
    const { state, catalogue } = setUp([{ name: 'embed', description: '', size: '' }, ...MODELS]);
    state.installed = [
      { name: 'gemma:latest', remote: true, capabilities: ['completion'] },
      { name: 'embed:latest', capabilities: ['embedding'] },
    ];
    expect((await catalogue.entries()).map(({ name }) => name)).toEqual(['qwen3.5:2b', 'gemma']);
    state.away = true;
    state.nowMs = 30_000;
    expect((await catalogue.entries()).map(({ name }) => name)).toEqual(['qwen3.5:2b', 'gemma']);
  });

  test('are listed without marks while the server is away', async () => {
    const { state, catalogue } = setUp(MODELS);
    state.away = true;
    expect(await catalogue.entries()).toEqual(MODELS);
  });

  test('keep their configured window', async () => {
    const { state, catalogue } = setUp(MODELS);
    state.window = 131_072;
    expect(await catalogue.contextTokens('qwen3.5:2b')).toBe(4096);
    expect(state.asked).toBe(0);
  });
});

describe('without configuration', () => {
  test('a name that no key could hold is not offered', async () => {
    const { state, catalogue } = setUp();
    state.installed = [
      { name: 'x'.repeat(1_000) },
      { name: 'y'.repeat(200) },
      { name: 'two\nlines' },
      { name: '' },
      { name: 'gemma:2b' },
    ];
    expect((await catalogue.entries()).map(({ name }) => name)).toEqual(['y'.repeat(200), 'gemma:2b']);
  });

  test('what cannot chat is not offered, and what runs elsewhere comes last and says so', async () => {
    const { state, catalogue } = setUp();
    state.installed = [
      { name: 'embeds', sizeBytes: 274_302_450, capabilities: ['embedding'] },
      { name: 'big:120b-cloud', sizeBytes: 384, capabilities: ['completion'], remote: true },
      { name: 'old', sizeBytes: 1_000_000_000 },
      { name: 'small:1b', capabilities: ['completion', 'vision'] },
    ];
    expect(await catalogue.entries()).toMatchObject([
      { name: 'old', size: '1.0 GB' },
      { name: 'small:1b' },
      { name: 'big:120b-cloud', size: '', description: 'runs elsewhere, may need a sign-in' },
    ]);
  });

  test('everything the server has is offered, with its size', async () => {
    const { state, catalogue } = setUp();
    state.installed = [{ name: 'a:1b', sizeBytes: 2_700_000_000 }, { name: 'b' }];
    expect(await catalogue.entries()).toEqual([
      { name: 'a:1b', description: '', size: '2.7 GB', installed: true },
      { name: 'b', description: '', size: '', installed: true },
    ]);
  });

  test('the last known models are offered while the server is away, or none', async () => {
    const { state, catalogue } = setUp([]);
    state.away = true;
    expect(await catalogue.entries()).toEqual([]);
    state.away = false;
    state.installed = [{ name: 'a' }];
    await catalogue.entries();
    state.away = true;
    state.nowMs = 30_000;
    expect(await catalogue.entries()).toEqual([{ name: 'a', description: '', size: '' }]);
  });

  test('the server is asked again after the clock was set back', async () => {
    const { state, catalogue } = setUp();
    await catalogue.entries();
    state.nowMs -= 17 * 24 * 60 * 60 * 1000;
    await catalogue.entries();
    expect(state.asked).toBe(2);
  });

  test('an empty list is not kept: a model may be on its way', async () => {
    const { state, catalogue } = setUp();
    state.installed = [];
    expect(await catalogue.entries()).toEqual([]);
    state.installed = [{ name: 'new:1b' }];
    expect(await catalogue.entries()).toMatchObject([{ name: 'new:1b' }]);
  });

  test('the server is asked again only after half a minute', async () => {
    const { state, catalogue } = setUp();
    state.installed = [{ name: 'old:1b' }];
    await catalogue.entries();
    state.nowMs = 29_999;
    await catalogue.entries();
    expect(state.asked).toBe(1);
    state.nowMs = 30_000;
    await catalogue.entries();
    expect(state.asked).toBe(2);
  });
});

describe('what a model can do', () => {
  test('is what the list says, and is asked for once where the list does not say it', async () => {
    const { state, catalogue } = setUp();
    state.installed = [{ name: 'sees:1b', capabilities: ['completion', 'vision'] }, { name: 'old' }];
    expect(await catalogue.can('sees:1b', 'vision')).toBe(true);
    expect(await catalogue.can('sees:1b', 'thinking')).toBe(false);
    expect(state.asked).toBe(1);
    state.capabilities = ['completion', 'vision'];
    expect(await catalogue.can('old', 'vision')).toBe(true);
    expect(await catalogue.can('old:latest', 'thinking')).toBe(false);
    expect(state.asked).toBe(2);
  });

  test('is not known while the server is away', async () => {
    const { state, catalogue } = setUp();
    state.away = true;
    expect(await catalogue.can('old', 'vision')).toBeUndefined();
    state.away = false;
    expect(await catalogue.can('old', 'vision')).toBe(false);
  });
});

describe('the window of a model that has none configured', () => {
  test.each([
    [2048, 2048],
    [131_072, DEFAULT_CONTEXT_TOKENS],
    [undefined, DEFAULT_CONTEXT_TOKENS],
    [0, DEFAULT_CONTEXT_TOKENS],
    [1.5, DEFAULT_CONTEXT_TOKENS],
  ])('the server says %s: %d tokens', async (told, tokens) => {
    const { state, catalogue } = setUp(MODELS);
    state.window = told;
    expect(await catalogue.contextTokens('gemma')).toBe(tokens);
  });

  test('stays what it is once the server has told it, because another one reloads the model', async () => {
    const { state, catalogue } = setUp();
    state.away = true;
    expect(await catalogue.contextTokens('a')).toBe(DEFAULT_CONTEXT_TOKENS);
    state.away = false;
    state.window = 2048;
    expect(await catalogue.contextTokens('a')).toBe(2048);
    state.window = 4096;
    expect(await catalogue.contextTokens('a:latest')).toBe(2048);
  });
});
