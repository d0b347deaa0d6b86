import { ModelError, type ModelProvider } from '@steward/core';
import { expect, test } from 'vitest';
import { withStandIn } from './stand-in-model.ts';

const modelNamed = (name: string, failure: () => Error | undefined = () => undefined): ModelProvider => {
  const answer = async <T>(value: T): Promise<T> => {
    const error = failure();
    if (error) throw error;
    return value;
  };
  return {
    async *stream() {
      yield { type: 'text', text: await answer(name) };
    },
    installed: () => answer([{ name }]),
    loaded: () => answer([name]),
    contextTokens: () => answer(name.length),
    capabilities: () => answer([]),
    version: () => answer(`${name} 1`),
    canonicalName: (model) => model,
    object: () => Promise.reject(new Error('not used')),
  };
};

const setUp = () => {
  const state: { failure: Error | undefined } = { failure: undefined };
  const model = withStandIn({
    real: modelNamed('real', () => state.failure),
    demo: modelNamed('demo'),
    isDemo: (name) => name === 'demo',
  });
  const firstText = async (name: string) => {
    const request = { model: name, messages: [], contextTokens: 512, answerTokens: 64 };
    for await (const event of model.stream(request, { signal: new AbortController().signal })) return event;
  };
  return { state, model, firstText };
};
const away = new ModelError('model-unreachable', 'away');

test('as long as no server has answered, the demo model is offered and named as what it is', async () => {
  const { state, model } = setUp();
  state.failure = away;
  expect(await model.installed()).toEqual([{ name: 'demo' }]);
  expect(await model.loaded()).toEqual(['demo']);
  expect(await model.version()).toBe('demo 1, played by the built-in demo model');
});

test('a server that comes up is used from then on', async () => {
  const { state, model } = setUp();
  state.failure = away;
  await model.installed();
  state.failure = undefined;
  expect(await model.installed()).toEqual([{ name: 'real' }]);
  expect(await model.version()).toBe('real 1');
});

test('a server that was there and is away is not replaced', async () => {
  const { state, model } = setUp();
  await model.installed();
  state.failure = away;
  await expect(model.installed()).rejects.toBe(away);
  await expect(model.version()).rejects.toBe(away);
});

test('a server that refuses is there: the demo model does not hide it', async () => {
  const { state, model } = setUp();
  state.failure = new ModelError('model-key-refused', 'refused');
  await expect(model.installed()).rejects.toBe(state.failure);
  state.failure = away;
  await expect(model.loaded()).rejects.toBe(away);
});

test('a session is answered by the model it was begun with, and by no other', async () => {
  const { state, model, firstText } = setUp();
  expect(await firstText('demo')).toEqual({ type: 'text', text: 'demo' });
  expect(await firstText('real')).toEqual({ type: 'text', text: 'real' });
  state.failure = away;
  await expect(firstText('real')).rejects.toBe(away);
  await expect(model.contextTokens('real')).rejects.toBe(away);
  expect(await model.contextTokens('demo')).toBe(4);
});
