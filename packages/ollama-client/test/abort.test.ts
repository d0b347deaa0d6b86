// Giving up: the server always sees the connection close, because that is what makes it stop.
import { getEventListeners, once } from 'node:events';
import net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { silence, status } from '@steward/stand-ins/testing';
import { describe, expect, test, vi } from 'vitest';
import { useStub } from './use-stub.ts';
import { chunk, collect, lastChunk, line, lines, question, rejection, testClient } from './wire.ts';

const stub = useStub();
const reason = new Error('the user pressed stop');
const aborted = { name: 'OllamaError', code: 'aborted', retryable: false, cause: reason };

const slow = (response: import('node:http').ServerResponse) => {
  const timer = setInterval(() => response.write(line(chunk('more ')).repeat(3)), 5);
  response.on('close', () => clearInterval(timer));
};

describe('an abort', () => {
  test('before the first token closes the connection', async () => {
    const { client, server } = await stub(silence);
    const controller = new AbortController();
    const answer = collect(client.chat(question, { signal: controller.signal }));
    await vi.waitFor(() => expect(server.requests).toHaveLength(1), 30_000);
    controller.abort(reason);
    expect((await answer).error).toMatchObject(aborted);
    expect(await server.requests[0]?.closed).toEqual({ finished: false });
  });

  test('after the headers but before the first line closes the connection', async () => {
    const { client, server } = await stub((response) => response.flushHeaders());
    const controller = new AbortController();
    const answer = collect(client.chat(question, { signal: controller.signal }));
    await vi.waitFor(() => expect(server.requests).toHaveLength(1), 30_000);
    // Nothing tells when the headers have come.
    await wait(20);
    controller.abort(reason);
    expect((await answer).error).toMatchObject(aborted);
    expect(await server.requests[0]?.closed).toEqual({ finished: false });
  });

  test('in the middle of an answer closes the connection, and no chunk follows', async () => {
    const { client, server } = await stub(slow);
    const controller = new AbortController();
    let afterwards = 0;
    const error = await rejection(
      (async () => {
        for await (const _ of client.chat(question, { signal: controller.signal })) {
          if (controller.signal.aborted) afterwards += 1;
          // Several chunks are waiting by now.
          await wait(30);
          controller.abort(reason);
        }
      })(),
    );
    expect(error).toMatchObject(aborted);
    expect(afterwards).toBe(0);
    expect(await server.requests[0]?.closed).toEqual({ finished: false });
  });

  test('while the answer is not being read closes the connection at once', async () => {
    const { client, server } = await stub(slow);
    const controller = new AbortController();
    const iterator = client.chat(question, { signal: controller.signal })[Symbol.asyncIterator]();
    await iterator.next();
    controller.abort(reason);
    expect(await server.requests[0]?.closed).toEqual({ finished: false });
    expect(await rejection(iterator.next())).toMatchObject(aborted);
  });

  test('before the call sends nothing', async () => {
    const { client, server } = await stub(silence);
    const signal = AbortSignal.abort(reason);
    expect((await collect(client.chat(question, { signal }))).error).toMatchObject(aborted);
    expect(await rejection(client.tags({ signal }))).toMatchObject(aborted);
    expect(server.requests).toHaveLength(0);
  });

  test('while connecting does not wait for the connection', async () => {
    // Accepts, and never speaks TLS.
    const server = net.createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as net.AddressInfo;
    const { client } = testClient(`https://127.0.0.1:${port}`, { connectTimeoutMs: 60_000 });
    const controller = new AbortController();
    const answer = collect(client.chat(question, { signal: controller.signal }));
    await once(server, 'connection');
    controller.abort(reason);
    expect((await answer).error).toMatchObject(aborted);
    await client.close();
    server.close();
  });

  test('during the pause before a retry ends the pause', async () => {
    const { client, server } = await stub(status(503), {
      sleep: undefined,
      // A pause that would outlast the test.
      random: () => 1_000,
    });
    const controller = new AbortController();
    const answer = collect(client.chat(question, { signal: controller.signal }));
    await vi.waitFor(() => expect(server.requests).toHaveLength(1), 30_000);
    await server.requests[0]?.closed;
    await wait(20);
    controller.abort(reason);
    expect((await answer).error).toMatchObject(aborted);
    expect(server.requests).toHaveLength(1);
  });

  test('ends a request that is answered whole', async () => {
    const { client, server } = await stub(silence);
    const controller = new AbortController();
    const answer = rejection(client.chatOnce(question, { signal: controller.signal }));
    await vi.waitFor(() => expect(server.requests).toHaveLength(1), 30_000);
    controller.abort(reason);
    expect(await answer).toMatchObject(aborted);
    expect(await server.requests[0]?.closed).toEqual({ finished: false });
  });

  test('after the end changes nothing', async () => {
    const { client } = await stub(lines(lastChunk));
    const controller = new AbortController();
    const { error } = await collect(client.chat(question, { signal: controller.signal }));
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    controller.abort(reason);
    expect(error).toBeUndefined();
  });
});

describe('leaving the loop', () => {
  test('closes the connection', async () => {
    const { client, server } = await stub(slow);
    for await (const _ of client.chat(question)) break;
    expect(await server.requests[0]?.closed).toEqual({ finished: false });
  });

  test('by an error of the caller closes the connection and passes the error on', async () => {
    const { client, server } = await stub(slow);
    const own = new Error('mine');
    const error = await rejection(
      (async () => {
        for await (const _ of client.chat(question)) throw own;
      })(),
    );
    expect(error).toBe(own);
    expect(await server.requests[0]?.closed).toEqual({ finished: false });
  });
});

describe('closing the client', () => {
  test('ends what still runs', async () => {
    const { client, server } = await stub(slow);
    const answer = collect(client.chat(question));
    await vi.waitFor(() => expect(server.requests).toHaveLength(1), 30_000);
    await client.close();
    expect((await answer).error).toMatchObject({ code: 'aborted', retryable: false });
    expect(await server.requests[0]?.closed).toEqual({ finished: false });
  });

  test('refuses what comes later', async () => {
    const { client } = await stub(lines(lastChunk));
    await client.close();
    expect((await collect(client.chat(question))).error).toMatchObject({ code: 'aborted', retryable: false });
  });
});
