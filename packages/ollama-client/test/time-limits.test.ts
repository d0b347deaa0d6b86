// Time limits: each phase of an answer has its own.

import { silence } from '@steward/stand-ins/testing';
import { describe, expect, test } from 'vitest';
import { useStub } from './use-stub.ts';
import { chunk, collect, lastChunk, line, lines, question } from './wire.ts';

const stub = useStub();

describe('time limits', () => {
  test('a server that sends nothing hits the first-token limit, and is not asked again', async () => {
    const { client, server } = await stub(silence, { firstTokenTimeoutMs: 250 });
    const { error } = await collect(client.chat(question));
    expect(error).toMatchObject({ code: 'first-token-timeout', retryable: false });
    expect(await server.requests[0]?.closed).toEqual({ finished: false });
    expect(server.requests).toHaveLength(1);
  });

  test('headers and blank lines are no first token', async () => {
    const { client, server } = await stub(
      (response) => {
        response.writeHead(200);
        const timer = setInterval(() => response.write('\n'), 10);
        response.on('close', () => clearInterval(timer));
      },
      { firstTokenTimeoutMs: 250 },
    );
    expect((await collect(client.chat(question))).error).toMatchObject({ code: 'first-token-timeout' });
    expect(server.requests).toHaveLength(1);
  });

  test('a call may have limits of its own', async () => {
    const { client } = await stub([silence, (response) => void response.write(line(chunk('Hi')))]);
    const first = await collect(client.chat(question, { firstTokenTimeoutMs: 250 }));
    expect(first.error).toMatchObject({ code: 'first-token-timeout' });
    const second = await collect(client.chat(question, { idleTimeoutMs: 40 }));
    expect(second.error).toMatchObject({ code: 'idle-timeout' });
  });

  test('a server that falls silent after the first chunk hits the idle limit', async () => {
    const { client, server } = await stub((response) => void response.write(line(chunk('Hi'))), {
      idleTimeoutMs: 60,
    });
    const { items, error } = await collect(client.chat(question));
    expect(items).toHaveLength(1);
    expect(error).toMatchObject({ code: 'idle-timeout', retryable: false });
    expect(await server.requests[0]?.closed).toEqual({ finished: false });
    expect(server.requests).toHaveLength(1);
  });

  test("the caller's own time between two chunks is not the server's", async () => {
    const { client } = await stub(lines(chunk('Hi'), chunk(' you'), lastChunk), {
      idleTimeoutMs: 20,
      firstTokenTimeoutMs: 5_000,
    });
    let chunks = 0;
    for await (const _ of client.chat(question)) {
      chunks += 1;
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    expect(chunks).toBe(3);
  });

  test('a limit without end does not fire at once', async () => {
    const { client } = await stub(lines(lastChunk), { firstTokenTimeoutMs: Number.POSITIVE_INFINITY });
    expect((await collect(client.chat(question))).error).toBeUndefined();
  });

  test('an answer asked for whole has the first-token limit', async () => {
    const { client, server } = await stub(silence, { firstTokenTimeoutMs: 250 });
    await expect(client.chatOnce(question)).rejects.toMatchObject({ code: 'first-token-timeout' });
    expect(server.requests).toHaveLength(1);
  });

  test('the small requests have their own limit', async () => {
    const { client } = await stub(silence, { requestTimeoutMs: 60 });
    await expect(client.ps()).rejects.toMatchObject({ code: 'request-timeout', retryable: false });
  });
});
