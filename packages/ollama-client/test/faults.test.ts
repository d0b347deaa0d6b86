// What goes wrong on the server and on the way: each has its code, and only passing faults are tried again.
import net from 'node:net';
import { type Answer, reset, silence, status } from '@steward/stand-ins/testing';
import { describe, expect, test } from 'vitest';
import { OllamaError } from '../src/index.ts';
import { useStub } from './use-stub.ts';
import { chunk, collect, facts, lastChunk, line, lines, question, rejection, testClient } from './wire.ts';

const stub = useStub();

const beginThenReset =
  (...values: unknown[]): Answer =>
  (response) => {
    response.write(values.map(line).join(''), () => setImmediate(() => response.socket?.resetAndDestroy()));
  };

describe('errors before the stream', () => {
  test.each([
    [400, '{"error":"bad"}', 'bad-request', false],
    [401, '', 'unauthorized', false],
    [403, '', 'unauthorized', false],
    [404, '{"error":"model \'tiny\' not found"}', 'model-not-found', false],
    [413, '<html>too large</html>', 'bad-request', false],
    [429, '', 'limit', false],
    [429, '{"error":"you have reached your weekly usage limit"}', 'limit', false],
    [400, '{"error":"\\"embed\\" does not support chat"}', 'no-chat', false],
    [400, '{"error":"tiny does not support tools"}', 'bad-request', false],
    [
      500,
      '{"error":"model requires more system memory (5.6 GiB) than is available (3.1 GiB)"}',
      'out-of-memory',
      false,
    ],
    [
      500,
      '{"error":"llama runner process has terminated: cudaMalloc failed: out of memory"}',
      'out-of-memory',
      false,
    ],
    [500, '{"error":"unable to allocate CUDA0 buffer"}', 'out-of-memory', false],
    [500, '{"error":"llama runner process has terminated: signal: killed"}', 'out-of-memory', false],
    [500, '{"error":"mmap failed: Cannot allocate memory"}', 'out-of-memory', false],
    [404, '{"error":"out of memory"}', 'model-not-found', false],
    [402, '', 'sign-in', false],
    [500, '{"error":"you need to be signed in to use this model"}', 'sign-in', false],
    [400, '{"error":"this model requires a subscription"}', 'sign-in', false],
    [500, '{"error":"you have reached your weekly usage limit"}', 'limit', false],
    [500, '{"error":"quota exceeded"}', 'limit', false],
    [400, '{"error":"prompt is too long"}', 'context-overflow', false],
    [529, '{"error":"overloaded"}', 'busy', true],
    [500, '{"error":"boom"}', 'server-error', false],
    [502, '<html>bad gateway</html>', 'server-error', true],
    [503, '{"error":"server busy, please try again."}', 'busy', true],
    [504, '<html>time-out</html>', 'server-error', false],
    [302, '', 'bad-response', false],
    [204, '', 'bad-response', false],
  ])('status %i with body %s', async (code, body, expected, retryable) => {
    const { client, server } = await stub(status(code, body));
    const { items, error } = await collect(client.chat(question));
    expect(items).toEqual([]);
    expect(error).toBeInstanceOf(OllamaError);
    expect(error).toMatchObject({ code: expected, status: code, retryable });
    expect(server.requests).toHaveLength(retryable ? 3 : 1);
  });

  test('an overflow tells how many tokens the prompt had', async () => {
    const said = 'request (5120 tokens) exceeds the available context size (4096 tokens), try increasing it';
    const { client } = await stub(status(400, JSON.stringify({ error: said })));
    const { error } = await collect(client.chat(question));
    expect(facts(error)).toMatchObject({ code: 'context-overflow', contextTokens: 5120, detail: said });
  });

  test('what the server says stays out of the message and out of what loggers copy', async () => {
    const { client } = await stub(status(400, JSON.stringify({ error: 'cannot answer: a secret question' })));
    const { error } = await collect(client.chat(question));
    expect((error as OllamaError).detail).toContain('secret');
    expect(String(error)).not.toContain('secret');
    expect((error as OllamaError).stack).not.toContain('secret');
    expect(JSON.stringify(error)).not.toContain('secret');
    expect({ ...(error as OllamaError) }).not.toHaveProperty('detail');
  });

  test('an error page without end is read only so far', async () => {
    let sentBytes = 0;
    const { client } = await stub(async (response) => {
      response.statusCode = 500;
      while (!response.destroyed) {
        sentBytes += 16_384;
        if (!response.write('x'.repeat(16_384))) await new Promise((resolve) => setTimeout(resolve, 1));
      }
    });
    await expect(client.version()).rejects.toMatchObject({ code: 'server-error' });
    // Only what fits into the buffers of both sides.
    expect(sentBytes).toBeLessThan(8_000_000);
  });

  test('an error page that stalls does not hide its status', async () => {
    const { client } = await stub((response) => {
      response.statusCode = 401;
      response.write('{"error":');
    });
    await expect(client.version()).rejects.toMatchObject({ code: 'unauthorized' });
  });
});

test('an empty error field is no error', async () => {
  const { client } = await stub(lines({ ...chunk('Hi'), error: '' }, { ...lastChunk, error: null }));
  expect((await collect(client.chat(question))).error).toBeUndefined();
});

describe('retries', () => {
  test('a passing fault is tried again and the caller never learns of it', async () => {
    const { client, server, pausesMs } = await stub([reset, status(503), lines(chunk('Hi'), lastChunk)]);
    const { items, error } = await collect(client.chat(question));
    expect(error).toBeUndefined();
    expect(items).toHaveLength(2);
    expect(server.requests).toHaveLength(3);
    expect(pausesMs).toEqual([300, 900]);
  });

  test('after two retries it is enough', async () => {
    const { client, server } = await stub(reset);
    const { error } = await collect(client.chat(question));
    expect(error).toMatchObject({ code: 'reset', retryable: true });
    expect(server.requests).toHaveLength(3);
  });

  test('a reset after the headers but before the first chunk is tried again', async () => {
    const { client, server } = await stub([beginThenReset(), lines(lastChunk)]);
    const { items } = await collect(client.chat(question));
    expect(items).toHaveLength(1);
    expect(server.requests).toHaveLength(2);
  });

  test('a reset after the first chunk is not tried again', async () => {
    const { client, server } = await stub(beginThenReset(chunk('Hi')));
    const { items, error } = await collect(client.chat(question));
    expect(items).toHaveLength(1);
    expect(error).toMatchObject({ code: 'reset', retryable: false });
    expect(server.requests).toHaveLength(1);
  });

  test('a refused connection is tried three times', async () => {
    const { server } = await stub(silence);
    await server.close();
    const { client, pausesMs } = testClient(server.url);
    const error = await rejection(client.version());
    expect(error).toMatchObject({ code: 'unreachable', retryable: true });
    expect(pausesMs).toHaveLength(2);
  });

  test('a name that does not resolve is unreachable', async () => {
    const { client, pausesMs } = testClient('http://ollama.invalid:11434');
    const { error } = await collect(client.chat(question));
    expect(error).toMatchObject({ code: 'unreachable', retryable: true });
    expect(pausesMs).toHaveLength(2);
  });

  test('a connection that never stands is given up and tried three times', async () => {
    let connections = 0;
    // Accepts, and never speaks TLS.
    const server = net.createServer(() => {
      connections += 1;
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as net.AddressInfo;
    const { client } = testClient(`https://127.0.0.1:${port}`, { connectTimeoutMs: 50 });
    const { error } = await collect(client.chat(question));
    expect(error).toMatchObject({ code: 'connect-timeout', retryable: true });
    // The server may be told of the last one behind its end.
    await expect.poll(() => connections).toBe(3);
    await client.close();
    server.close();
  });
});

describe('errors inside the stream', () => {
  test('an error line ends the answer, after the chunks before it', async () => {
    const { client, server } = await stub(lines(chunk('Hi'), { error: 'runner died on: a secret question' }));
    const { items, error } = await collect(client.chat(question));
    expect(items).toHaveLength(1);
    expect(facts(error)).toMatchObject({
      code: 'stream-error',
      retryable: false,
      detail: expect.stringContaining('died'),
    });
    expect(String(error)).not.toContain('secret');
    expect(server.requests).toHaveLength(1);
  });

  test.each([
    ['an OpenAI-shaped error line', { error: { message: 'died' } }, 'died'],
    ['an error line of no known shape', { error: { code: 7 } }, 'unknown error'],
  ])('%s is one too', async (_name, value, detail) => {
    const { client } = await stub(lines(value));
    expect(facts((await collect(client.chat(question))).error)).toMatchObject({
      code: 'stream-error',
      detail,
    });
  });

  test.each([
    ['nothing at all', ''],
    ['chunks but no last one', line(chunk('Hi'))],
    ['a line that was cut off', `${line(chunk('Hi'))}{"model":"ti`],
  ])('a stream that ends with %s is incomplete', async (_name, body) => {
    const { client, server } = await stub((response) => void response.end(body));
    expect((await collect(client.chat(question))).error).toMatchObject({
      code: 'incomplete',
      retryable: false,
    });
    expect(server.requests).toHaveLength(1);
  });

  test.each([
    ['a web page', '<html>hello</html>\n'],
    ['a list', '[]\n'],
    ['null', 'null\n'],
    ['no word on whether it is done', '{"message":{"content":"a secret answer"}}\n'],
    ['a done that is no truth value', '{"done":"false"}\n'],
    ['a content that is a number', '{"message":{"content":7},"done":false}\n'],
    ['a count that is a text', '{"done":true,"eval_count":"3"}\n'],
    ['tool calls that are none', '{"message":{"tool_calls":[{"function":"x"}]},"done":false}\n'],
  ])('a line that is %s is a bad response, and is not quoted', async (_name, body) => {
    const { client } = await stub((response) => void response.end(body));
    const { error } = await collect(client.chat(question));
    expect(facts(error)).toMatchObject({ code: 'bad-response', cause: undefined, detail: undefined });
  });

  test('bytes that are not HTTP are a bad response', async () => {
    const { client } = await stub((response) => void response.socket?.end('SSH-2.0-OpenSSH\r\n'));
    expect((await collect(client.chat(question))).error).toMatchObject({ code: 'bad-response' });
  });

  test('a line that grows without end is cut off', async () => {
    const { client, server } = await stub((response) => void response.write('x'.repeat(5_000)), {
      limits: { maxLineBytes: 4_096 },
    });
    expect((await collect(client.chat(question))).error).toMatchObject({ code: 'bad-response' });
    expect(await server.requests[0]?.closed).toEqual({ finished: false });
  });

  test('a line without end whose stream has ended leaves no error behind that nobody handles', async () => {
    const unhandled: unknown[] = [];
    const keep = (error: unknown) => void unhandled.push(error);
    process.on('uncaughtExceptionMonitor', keep);
    const { client } = await stub((response) => void response.end('x'.repeat(8_000)), {
      limits: { maxLineBytes: 4_096 },
    });
    expect((await collect(client.chat(question))).error).toMatchObject({ code: 'bad-response' });
    await new Promise((resolve) => setImmediate(resolve));
    process.off('uncaughtExceptionMonitor', keep);
    expect(unhandled).toEqual([]);
  });

  const endless: Answer = async (response) => {
    while (!response.destroyed) {
      response.write(line(chunk('and on ')));
      await new Promise((resolve) => setImmediate(resolve));
    }
  };

  test.each([
    ['characters', { maxAnswerCharacters: 500 }],
    ['bytes', { maxStreamBytes: 5_000 }],
  ])('an answer without end is stopped by its %s', async (_name, limits) => {
    const { client, server } = await stub(endless, { limits });
    const { items, error } = await collect(client.chat(question));
    expect(items.length).toBeGreaterThan(10);
    expect(error).toMatchObject({ code: 'bad-response' });
    expect(await server.requests[0]?.closed).toEqual({ finished: false });
  });
});
