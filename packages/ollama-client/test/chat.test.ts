// The stream of an answer, as it should go.

import { startScriptedServer } from '@steward/stand-ins/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { useStub } from './use-stub.ts';
import { chunk, collect, lastChunk, line, lines, question, testClient } from './wire.ts';

const stub = useStub();

describe('chat', () => {
  test('an answer arrives chunk by chunk, the last one done', async () => {
    const { client } = await stub(lines(chunk('Hello'), chunk(' you'), lastChunk));
    const { items, error } = await collect(client.chat(question));
    expect(error).toBeUndefined();
    expect(items.map((item) => item.message.content)).toEqual(['Hello', ' you', '']);
    expect(items.at(-1)).toMatchObject({
      done: true,
      done_reason: 'stop',
      prompt_eval_count: 7,
      eval_count: 3,
    });
  });

  test('a request says everything that Ollama would fill in badly', async () => {
    const { client, server } = await stub(lines(lastChunk));
    await collect(client.chat({ ...question, keep_alive: -1 }));
    expect(server.requests[0]).toMatchObject({ method: 'POST', path: '/api/chat' });
    expect(server.requests[0]?.body).toEqual({
      ...question,
      keep_alive: -1,
      stream: true,
      think: false,
      truncate: false,
    });
  });

  test('no caller can bring truncation back or leave the stream', async () => {
    const { client, server } = await stub(lines(lastChunk));
    await collect(client.chat({ ...question, think: 'low', ...{ truncate: true, stream: false } }));
    expect(server.requests[0]?.body).toMatchObject({ stream: true, think: 'low', truncate: false });
  });

  test.each([Number.NaN, 0, -1, 1.5])(
    'a window or length of %s tokens is refused and not sent',
    async (tokens) => {
      const { client, server } = await stub(lines(lastChunk));
      for (const options of [
        { num_ctx: tokens, num_predict: 64 },
        { num_ctx: 2048, num_predict: tokens },
      ]) {
        const { error } = await collect(client.chat({ ...question, options }));
        expect(error).toMatchObject({ name: 'OllamaError', code: 'bad-request' });
      }
      expect(server.requests).toHaveLength(0);
    },
  );

  test('the key travels in its header, and no header is sent without one', async () => {
    const withKey = await stub(lines(lastChunk), { apiKey: 'k3y' });
    await collect(withKey.client.chat(question));
    expect(withKey.server.requests[0]?.headers['x-api-key']).toBe('k3y');
    const without = await stub(lines(lastChunk), { apiKey: '' });
    await collect(without.client.chat(question));
    expect(without.server.requests[0]?.headers).not.toHaveProperty('x-api-key');
  });

  test('unknown fields are kept, at the top and in the message', async () => {
    const { client } = await stub(
      lines({ ...lastChunk, logprobs: [1], message: { ...chunk('').message, mood: 'good' } }),
    );
    const { items } = await collect(client.chat(question));
    expect(items[0]).toMatchObject({ logprobs: [1], message: { mood: 'good' } });
  });

  test('fields that imitations of Ollama leave out are filled in', async () => {
    const { client } = await stub(lines({ message: { content: null }, done: false }, { done: true }));
    const { items, error } = await collect(client.chat(question));
    expect(error).toBeUndefined();
    expect(items[0]?.message).toEqual({ role: 'assistant', content: '' });
    expect(items[1]?.message).toEqual({ role: 'assistant', content: '' });
  });

  test('thinking and tool calls come through', async () => {
    const message = {
      role: 'assistant',
      content: '',
      thinking: 'hm',
      tool_calls: [{ function: { name: 'clock', arguments: { zone: 'UTC' } } }],
    };
    const { client } = await stub(lines({ ...lastChunk, message }));
    const { items } = await collect(client.chat(question));
    expect(items[0]?.message).toEqual(message);
  });

  test('a model can be warmed with no message at all', async () => {
    const { client } = await stub(lines({ ...lastChunk, done_reason: 'load' }));
    const { items } = await collect(client.chat({ ...question, messages: [] }));
    expect(items).toMatchObject([{ done_reason: 'load' }]);
  });

  test('blank lines, carriage returns and a missing last line break do not matter', async () => {
    const { client } = await stub((response) => {
      response.end(`\n\r\n${JSON.stringify(chunk('a'))}\r\n\n${JSON.stringify(lastChunk)}`);
    });
    const { items, error } = await collect(client.chat(question));
    expect(error).toBeUndefined();
    expect(items).toHaveLength(2);
  });

  test('nothing after the last chunk is read, and the connection serves the next request', async () => {
    const ports: (number | undefined)[] = [];
    const { client } = await stub((response) => {
      ports.push(response.socket?.remotePort);
      response.write(`${line(lastChunk)}${line(chunk('too late'))}`);
      setTimeout(() => response.end('rubbish'.repeat(50_000)), 10);
    });
    expect((await collect(client.chat(question))).items).toHaveLength(1);
    // The rest of the first response is read in the background, and nothing tells when that is done.
    const again = async () => {
      expect((await collect(client.chat(question))).items).toHaveLength(1);
      return ports.filter((port) => port === ports[0]).length;
    };
    await expect.poll(again).toBeGreaterThan(1);
  });

  test('a server that does not end after the last chunk is let go of', async () => {
    const { client, server } = await stub((response) => {
      response.write(line(lastChunk));
    });
    expect((await collect(client.chat(question))).items).toHaveLength(1);
    expect(await server.requests[0]?.closed).toEqual({ finished: false });
  });

  test('a base address may have a path and a trailing slash', async () => {
    const { server } = await stub(lines(lastChunk));
    const { client } = testClient(`${server.url}/behind/nginx/`);
    await collect(client.chat(question));
    await client.close();
    expect(server.requests[0]?.path).toBe('/behind/nginx/api/chat');
  });

  test.each(['', 'localhost:11434', 'ftp://host', 'http://user:secret@host', 'http://host/?key=secret'])(
    'the address "%s" is refused without being quoted',
    (baseUrl) => {
      expect(() => testClient(baseUrl)).toThrow(/^baseUrl must be an http or https address/);
    },
  );

  test('a key that cannot be a header is refused without being quoted', () => {
    expect(() => testClient('http://127.0.0.1:1', { apiKey: 'one\ntwo' })).toThrow(
      /^apiKey must be printable/,
    );
  });

  test('bytes may be split anywhere, also inside a character', async () => {
    let bytes = Buffer.alloc(0);
    let cuts: number[] = [];
    const server = await startScriptedServer([
      async (response) => {
        let start = 0;
        for (const end of [...cuts, bytes.length]) {
          if (end > start) response.write(bytes.subarray(start, end));
          start = end;
          // Each write leaves on its own.
          await new Promise((resolve) => setImmediate(resolve));
        }
        response.end();
      },
    ]);
    const { client } = testClient(server.url);
    const text = fc.string({ unit: 'grapheme', maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(text, { maxLength: 6 }),
        fc.array(fc.nat(), { maxLength: 12 }),
        async (texts, at) => {
          bytes = Buffer.from([...texts.map(chunk), lastChunk].map(line).join(''));
          cuts = at.map((cut) => cut % bytes.length).sort((a, b) => a - b);
          const { items, error } = await collect(client.chat(question));
          expect(error).toBeUndefined();
          expect(items.slice(0, -1).map((item) => item.message.content)).toEqual(texts);
        },
      ),
      { numRuns: 60 },
    );
    await client.close();
    await server.close();
  });
});

describe('chatOnce', () => {
  test('the whole answer comes as one chunk, asked for without a stream', async () => {
    const { client, server } = await stub(
      lines({ ...lastChunk, message: { role: 'assistant', content: 'Hi' } }),
    );
    expect((await client.chatOnce(question)).message.content).toBe('Hi');
    expect(server.requests[0]?.body).toMatchObject({ stream: false, think: false, truncate: false });
  });

  test('an answer that is not done is incomplete', async () => {
    const { client } = await stub(lines(chunk('Hi')));
    await expect(client.chatOnce(question)).rejects.toMatchObject({ code: 'incomplete' });
  });

  test('an error in a 200 is an error', async () => {
    const { client } = await stub(lines({ error: 'model runner has unexpectedly stopped' }));
    await expect(client.chatOnce(question)).rejects.toMatchObject({ code: 'server-error', retryable: false });
  });

  test('an answer past the limit is refused', async () => {
    const { client } = await stub(lines({ ...lastChunk, message: { content: 'x'.repeat(2_000) } }), {
      limits: { maxBodyBytes: 1_000 },
    });
    await expect(client.chatOnce(question)).rejects.toMatchObject({ code: 'bad-response' });
  });
});
