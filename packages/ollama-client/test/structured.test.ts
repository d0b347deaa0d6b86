// Answers in the shape of a schema.
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { useStub } from './use-stub.ts';
import { chunk, collect, facts, lastChunk, lines, question, rejection } from './wire.ts';

const stub = useStub();
const schema = z.object({ title: z.string(), when: z.iso.date().transform((date) => new Date(date)) });

describe('chatStructured', () => {
  test('sends the schema as the format and gives back the validated answer', async () => {
    const { client, server } = await stub(
      lines(chunk('{"title":"Tea","wh'), chunk('en":"2026-11-21"}'), lastChunk),
    );
    const answer = await client.chatStructured(question, schema);
    expect(answer).toEqual({ title: 'Tea', when: new Date('2026-11-21') });
    const format = server.requests[0]?.body.format;
    expect(format).toMatchObject({ type: 'object', required: ['title', 'when'] });
    expect(format).not.toHaveProperty('$schema');
  });

  test.each([
    ['not JSON', 'Sure! a secret answer', 'not JSON'],
    ['of another shape', '{"title":7,"when":"2026-11-21"}', 'title: invalid_type'],
    ['digits without sense', '{"title":"Tea","when":"2026-99-99"}', 'when: invalid_format'],
    ['no object', '[]', '(root): invalid_type'],
    ['empty', '', 'not JSON'],
  ])('refuses an answer that is %s, without quoting it', async (_name, text, detail) => {
    const { client } = await stub(lines(chunk(text), lastChunk));
    const error = await rejection(client.chatStructured(question, schema));
    expect(facts(error)).toMatchObject({
      code: 'structured-output',
      retryable: false,
      detail,
      cause: undefined,
    });
    expect(String(error)).not.toContain('secret');
  });

  test('refuses an answer that was cut off, even if it parses', async () => {
    const { client } = await stub(lines(chunk('12'), { ...lastChunk, done_reason: 'length' }));
    const error = await rejection(client.chatStructured(question, z.number()));
    expect(facts(error)).toMatchObject({ code: 'structured-output', detail: 'cut off by its length' });
  });

  test('passes on what goes wrong before', async () => {
    const { client } = await stub(lines(chunk('{')));
    await expect(client.chatStructured(question, schema)).rejects.toMatchObject({ code: 'incomplete' });
  });

  test('leaves the request as it was', async () => {
    const { client } = await stub(lines(chunk('7'), lastChunk));
    const request = structuredClone(question);
    await client.chatStructured(request, z.number());
    await collect(client.chat(request));
    expect(request).toEqual(question);
  });
});
