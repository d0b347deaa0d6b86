// What the server tells about its models, and fetching one.

import { status } from '@steward/stand-ins/testing';
import { describe, expect, test } from 'vitest';
import { contextLengthOf } from '../src/index.ts';
import { useStub } from './use-stub.ts';
import { collect, facts, lines } from './wire.ts';

const stub = useStub();

describe('the models', () => {
  test('on disk come with their size, and what is unknown is kept', async () => {
    const model = {
      name: 'tiny:1b',
      model: 'tiny:1b',
      size: 42,
      details: { family: 'llama', x: 1 },
      capabilities: null,
      y: 2,
    };
    const { client, server } = await stub(lines({ models: [model] }));
    expect(await client.tags()).toEqual([{ ...model, capabilities: undefined }]);
    expect(server.requests[0]).toMatchObject({ method: 'GET', path: '/api/tags' });
  });

  test('in memory come with their window', async () => {
    const { client, server } = await stub(
      lines({ models: [{ name: 'tiny', size_vram: 0, context_length: 8192 }] }),
    );
    expect(await client.ps()).toEqual([{ name: 'tiny', size_vram: 0, context_length: 8192 }]);
    expect(server.requests[0]?.path).toBe('/api/ps');
  });

  test('may be none, which Go may write as null', async () => {
    const { client } = await stub(lines({ models: null }));
    expect(await client.ps()).toEqual([]);
  });

  test('in detail tell the longest window they were made for', async () => {
    const details = {
      capabilities: ['completion', 'thinking'],
      model_info: { 'general.architecture': 'llama', 'llama.context_length': 32768 },
    };
    const { client, server } = await stub(lines(details));
    const shown = await client.show('tiny');
    expect(shown).toEqual(details);
    expect(contextLengthOf(shown)).toBe(32768);
    expect(server.requests[0]).toMatchObject({ method: 'POST', path: '/api/show', body: { model: 'tiny' } });
  });

  test.each([
    {},
    { model_info: {} },
    { model_info: { 'general.architecture': 'a', 'a.context_length': 'many' } },
  ])('in detail may tell no window: %j', (details) => {
    expect(contextLengthOf(details)).toBeUndefined();
  });

  test('one that is missing is told apart from an address where no Ollama is', async () => {
    const { client } = await stub(status(404, '{"error":"not found"}'));
    await expect(client.show('tiny')).rejects.toMatchObject({ code: 'model-not-found', status: 404 });
    await expect(client.tags()).rejects.toMatchObject({ code: 'bad-response', status: 404 });
  });

  test.each(['<html></html>', '{}', '{"models":[{"name":7}]}', '{"models":"many"}'])(
    'are no models when the answer is %s',
    async (body) => {
      const { client } = await stub((response) => void response.end(body));
      await expect(client.tags()).rejects.toMatchObject({ code: 'bad-response' });
    },
  );
});

test('the version is a text', async () => {
  const { client } = await stub(lines({ version: '0.33.0' }));
  expect(await client.version()).toBe('0.33.0');
});

describe('pulling a model', () => {
  test('shows its progress up to success', async () => {
    const { client, server } = await stub(
      lines(
        { status: 'pulling manifest' },
        { status: 'pulling 8eeb', digest: 'sha256:8eeb', total: 100, completed: 50 },
        { status: 'success' },
      ),
    );
    const { items, error } = await collect(client.pull('tiny'));
    expect(error).toBeUndefined();
    expect(items.map((item) => item.status)).toEqual(['pulling manifest', 'pulling 8eeb', 'success']);
    expect(items[1]).toMatchObject({ total: 100, completed: 50 });
    expect(server.requests[0]).toMatchObject({ path: '/api/pull', body: { model: 'tiny', stream: true } });
  });

  test('fails with its error line', async () => {
    const { client } = await stub(lines({ status: 'pulling manifest' }, { error: 'file does not exist' }));
    const { items, error } = await collect(client.pull('tiny'));
    expect(items).toHaveLength(1);
    expect(facts(error)).toMatchObject({ code: 'stream-error', detail: 'file does not exist' });
  });

  test('is incomplete without success', async () => {
    const { client } = await stub(lines({ status: 'pulling manifest' }));
    expect((await collect(client.pull('tiny'))).error).toMatchObject({ code: 'incomplete' });
  });

  test('may be silent for longer than an answer may', async () => {
    const { client } = await stub(
      (response) => {
        response.write('{"status":"verifying sha256 digest"}\n');
        setTimeout(() => response.end('{"status":"success"}\n'), 80);
      },
      { idleTimeoutMs: 10 },
    );
    expect((await collect(client.pull('tiny'))).items).toHaveLength(2);
  });

  test('may not be silent beyond its limit', async () => {
    const { client } = await stub(
      (response) => void response.write('{"status":"verifying sha256 digest"}\n'),
      { firstTokenTimeoutMs: 250 },
    );
    const { items, error } = await collect(client.pull('tiny'));
    expect(items).toHaveLength(1);
    expect(error).toMatchObject({ code: 'idle-timeout' });
  });
});
