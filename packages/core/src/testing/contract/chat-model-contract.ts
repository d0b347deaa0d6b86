// What every chat model promises: an answer in pieces with one end, and an object that fits its schema or none.
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { ChatModel, ModelEvent, ModelRequest } from '../../model/chat-model.ts';
import { codeOf, type Made, useSubject } from './subject.ts';

export interface ChatModelSubject {
  model: ChatModel;
  /** What the next request is answered with, in these pieces; `length`: it is cut off there. */
  answers(pieces: string[], reason?: 'stop' | 'length'): void;
  /** The next request is refused. */
  fails(code: 'model-missing' | 'model-failed'): void;
  /** The next request gets no answer. */
  waits(): void;
}

const REQUEST: ModelRequest = {
  model: 'small:1b',
  messages: [{ role: 'user', content: 'Which city?' }],
  contextTokens: 4096,
  answerTokens: 512,
};

const CITY = z.object({ city: z.string(), people: z.int().optional() });

export const chatModelContract = (make: () => Promise<Made<ChatModelSubject>>): void => {
  describe('a chat model', () => {
    const subject = useSubject(make);
    const object = <T>(schema: z.ZodType<T>, signal = new AbortController().signal): Promise<T> =>
      subject().model.object(REQUEST, schema, { signal });

    it('streams its answer, and ends it once', async () => {
      subject().answers(['Ri', 'ga'], 'length');
      const events: ModelEvent[] = [];
      const { signal } = new AbortController();
      for await (const event of subject().model.stream(REQUEST, { signal })) events.push(event);
      expect(events).toEqual([
        { type: 'text', text: 'Ri' },
        { type: 'text', text: 'ga' },
        { type: 'done', reason: 'length' },
      ]);
    });

    it('gives an object in the shape of its schema, whatever the pieces', async () => {
      subject().answers(['{"city":"R', 'iga","peo', 'ple":600000}\n']);
      expect(await object(CITY)).toEqual({ city: 'Riga', people: 600_000 });
      subject().answers([' {"city":"Riga","more":true}']);
      expect(await object(CITY)).toEqual({ city: 'Riga' });
    });

    it('gives what the schema makes of the answer', async () => {
      subject().answers(['{"city":"riga"}']);
      expect(await object(CITY.transform(({ city }) => city.toUpperCase()))).toBe('RIGA');
    });

    it.each<[string, string[], 'stop' | 'length']>([
      ['is no JSON', ['Riga'], 'stop'],
      ['is empty', [], 'stop'],
      ['does not fit', ['{"city":7}'], 'stop'],
      ['goes on behind the object', ['{"city":"Riga"}', ' is a city'], 'stop'],
      ['is cut off, although what came fits', ['{"city":"Riga"}'], 'length'],
    ])('refuses an answer that %s', async (_, pieces, reason) => {
      subject().answers(pieces, reason);
      expect(await codeOf(object(CITY))).toBe('model-bad-object');
    });

    it.each(['model-missing', 'model-failed'] as const)(
      'passes the server’s refusal on: %s',
      async (code) => {
        subject().fails(code);
        expect(await codeOf(object(CITY))).toBe(code);
      },
    );

    it('can be stopped while it waits, and before it asks', async () => {
      const stop = new AbortController();
      subject().waits();
      const asked = codeOf(object(CITY, stop.signal));
      setImmediate(() => stop.abort());
      expect(await asked).toBe('aborted');
      subject().answers(['{"city":"Riga"}']);
      expect(await codeOf(object(CITY, stop.signal))).toBe('aborted');
    });
  });
};
