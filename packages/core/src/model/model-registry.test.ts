import { expect, test } from 'vitest';
import * as z from 'zod';
import { createFakeModel } from '../testing/fake-model.ts';
import { ModelError, type ModelEvent, type ModelRequest } from './chat-model.ts';
import { createModelRegistry } from './model-registry.ts';

const request = (model: string): ModelRequest => ({
  model,
  messages: [],
  contextTokens: 512,
  answerTokens: 64,
});
const options = { signal: new AbortController().signal };

const setUp = (away: { small?: Error; large?: Error } = {}) => {
  const small = createFakeModel({
    installed: [{ name: 'small:1b' }],
    loaded: ['small:1b'],
    contextTokens: 1,
    fallback: () => ['"small"'],
    ...(away.small && { away: away.small }),
  });
  const large = createFakeModel({
    installed: [{ name: 'large:9b' }],
    contextTokens: 2,
    fallback: () => ['"large"'],
    ...(away.large && { away: away.large }),
  });
  return createModelRegistry([
    { provider: small, owns: (model) => model.startsWith('small') },
    { provider: large, owns: (model) => !model.includes('/') },
  ]);
};

const firstText = async (stream: AsyncIterable<ModelEvent>) => {
  for await (const event of stream) return event;
};

test('the name of the model says who answers', async () => {
  const models = setUp();
  expect(await firstText(models.stream(request('small:1b'), options))).toEqual({
    type: 'text',
    text: '"small"',
  });
  expect(await firstText(models.stream(request('other'), options))).toEqual({
    type: 'text',
    text: '"large"',
  });
  expect(await models.object(request('small:1b'), z.string(), options)).toBe('small');
  expect(await models.contextTokens('small:1b')).toBe(1);
  expect(await models.contextTokens('other')).toBe(2);
  expect(await models.capabilities('other')).toEqual(['completion']);
  expect(models.canonicalName('other')).toBe('other:latest');
});

test('all that the servers have is told together', async () => {
  const models = setUp();
  expect(await models.installed()).toEqual([{ name: 'small:1b' }, { name: 'large:9b' }]);
  expect(await models.loaded()).toEqual(['small:1b']);
  expect(await models.version()).toBe('Fake 1.0, Fake 1.0');
});

test('one that is away hides nothing of the others, and all that are away is a fault', async () => {
  const small = new ModelError('model-unreachable', 'away');
  expect(await setUp({ small }).installed()).toEqual([{ name: 'large:9b' }]);
  await expect(setUp({ small, large: new Error('other') }).installed()).rejects.toBe(small);
});

test('a name that nobody owns is a missing model, and goes to no server', async () => {
  const models = setUp();
  const missing = { code: 'model-missing' };
  await expect(firstText(models.stream(request('vendor/x'), options))).rejects.toMatchObject(missing);
  await expect(models.object(request('vendor/x'), z.string(), options)).rejects.toMatchObject(missing);
  await expect(models.contextTokens('vendor/x')).rejects.toMatchObject(missing);
  expect(models.canonicalName('vendor/x')).toBe('vendor/x');
});
