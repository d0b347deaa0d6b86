import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Message, messageKey, type Role } from '../session/message.ts';
import { answerTokensFor, type ContextInput, selectContext } from './context-window.ts';
import { estimateTokens, MESSAGE_OVERHEAD_TOKENS } from './estimate-tokens.ts';

const message = (index: number, role: Role, content: string): Message => ({
  key: messageKey(1_000, 1, index),
  role,
  content,
  ts: 1_000 + index,
  telegramMessageIds: [],
});

/** Question and answer in turn, each of `tokens` tokens with what is added around it. */
const talk = (count: number, tokens: number): Message[] =>
  Array.from({ length: count }, (_, index) =>
    message(
      index,
      index % 2 === 0 ? 'user' : 'assistant',
      'x'.repeat((tokens - MESSAGE_OVERHEAD_TOKENS) * 3),
    ),
  );

const reader = (messages: Message[]) => {
  const read: string[] = [];
  async function* newestFirst() {
    for (const next of messages.toReversed()) {
      read.push(next.key);
      yield next;
    }
  }
  return { read, newestFirst: newestFirst() };
};

const select = (messages: Message[], rest: Partial<ContextInput> = {}) =>
  selectContext({
    newestFirst: reader(messages).newestFirst,
    contextTokens: 1000,
    answerTokens: 250,
    ...rest,
  });

describe('what is sent to the model', () => {
  test('a short conversation goes whole, under its instructions', async () => {
    const context = await select(talk(3, 20), { systemPrompt: 'Be brief' });
    expect(context.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
    expect(context.messages[0]?.content).toBe('Be brief');
    expect(context).toMatchObject({ contextStart: null, cut: false, estimatedTokens: 60 + 3 + 8 });
  });

  test('only role and content go', async () => {
    const context = await select(talk(1, 20));
    expect(Object.keys(context.messages[0] ?? {})).toEqual(['role', 'content']);
  });

  test('in a group each question goes under the name of who asked', async () => {
    const asked = { ...message(0, 'user', 'x'.repeat(30)), speaker: 'Bob' };
    const context = await select([asked]);
    expect(context.messages).toEqual([{ role: 'user', content: `Bob: ${asked.content}` }]);
    expect(context.estimatedTokens).toBeGreaterThan(
      (await select([message(0, 'user', asked.content)])).estimatedTokens,
    );
  });

  test('a quote stays a quote below that name', async () => {
    const context = await select([{ ...message(0, 'user', '> It rains\n\nTrue?'), speaker: 'Bob' }]);
    expect(context.messages).toEqual([{ role: 'user', content: 'Bob:\n> It rains\n\nTrue?' }]);
  });

  test('no message is no error', async () => {
    const empty = { estimatedTokens: 0, cut: false, pictures: 0, gone: 0, left: 0 };
    expect(await select([])).toEqual({ messages: [], contextStart: null, ...empty });
  });

  test('a history that outgrows the room is dropped in a block, down to 60% of the window', async () => {
    const messages = talk(9, 100);
    const context = await select(messages);
    expect(context.messages).toHaveLength(5);
    expect(context.contextStart).toBe(messages[4]?.key);
    expect(context.estimatedTokens).toBe(500);
  });

  test('the start then stays until the room is full again, so that the prompt begins the same', async () => {
    const messages = talk(11, 100);
    const contextStart = messages[4]?.key ?? '';
    expect((await select(messages, { contextStart })).contextStart).toBe(contextStart);
    const later = await select(talk(13, 100), { contextStart });
    expect(later.contextStart).toBe(messages[8]?.key);
  });

  test('the start falls on a question', async () => {
    const messages = talk(9, 100).slice(1);
    const context = await select([message(0, 'user', 'x'.repeat(300)), ...messages], {
      contextTokens: 900,
      answerTokens: 225,
    });
    expect(context.messages[0]?.role).toBe('user');
    expect(context.messages).toHaveLength(5);
  });

  test('answers before the first question are not sent', async () => {
    const messages = talk(4, 20).slice(1);
    const context = await select(messages);
    expect(context.messages.map(({ role }) => role)).toEqual(['user', 'assistant']);
    expect(context.contextStart).toBe(messages[1]?.key);
  });

  test('a conversation of answers only is sent as it is', async () => {
    expect((await select([message(0, 'assistant', 'Hello')])).messages).toHaveLength(1);
  });

  test('messages behind the question are not sent', async () => {
    const messages = talk(5, 20);
    const context = await select(messages, { upTo: messages[2]?.key ?? '' });
    expect(context.messages).toHaveLength(3);
  });

  test('an old question before the start is answered with what came before it', async () => {
    const messages = talk(9, 20);
    const context = await select(messages, {
      upTo: messages[2]?.key ?? '',
      contextStart: messages[6]?.key ?? '',
    });
    expect(context.messages).toHaveLength(3);
    expect(context.contextStart).toBeNull();
  });

  test('no more is read than is needed', async () => {
    const endless = talk(2000, 100);
    const overflowing = reader(endless);
    await selectContext({ ...overflowing, contextTokens: 1000, answerTokens: 250 });
    expect(overflowing.read).toHaveLength(8);
    const started = reader(endless);
    await selectContext({
      ...started,
      contextTokens: 1000,
      answerTokens: 250,
      contextStart: endless[1997]?.key ?? '',
    });
    expect(started.read).toHaveLength(4);
  });

  test('a question that is too long alone keeps its tail, and says so', async () => {
    const long = `${'x'.repeat(9000)}the end 😀`;
    const context = await select([...talk(2, 20), message(2, 'user', long)]);
    expect(context.cut).toBe(true);
    expect(context.messages).toHaveLength(1);
    expect(context.messages[0]?.content).toMatch(/^x+the end 😀$/);
    expect(context.contextStart).toBe(messageKey(1_000, 1, 2));
    expect(context.estimatedTokens).toBe(750);
  });

  test('instructions get a quarter of the window at most', async () => {
    const context = await select(talk(1, 20), { systemPrompt: 'y'.repeat(9000) });
    expect(estimateTokens(context.messages[0]?.content ?? '') + MESSAGE_OVERHEAD_TOKENS).toBe(250);
    expect(context.cut).toBe(false);
  });

  test('a measured ratio and a retry make the room smaller', async () => {
    expect((await select(talk(7, 100))).messages).toHaveLength(7);
    expect((await select(talk(7, 100), { tokenRatio: 2 })).estimatedTokens * 2).toBeLessThanOrEqual(750);
    expect((await select(talk(7, 100), { shrink: 0.6 })).estimatedTokens).toBeLessThanOrEqual(450);
  });

  test('never over the room, in order, a question first, and only a lone question is cut', async () => {
    const conversation = fc.array(
      fc.record({
        role: fc.constantFrom<Role>('user', 'assistant', 'system'),
        content: fc.string({ unit: 'binary', maxLength: 400 }),
      }),
      { minLength: 1, maxLength: 30 },
    );
    const property = fc.asyncProperty(
      conversation,
      fc.record({
        contextTokens: fc.integer({ min: 160, max: 2000 }),
        tokenRatio: fc.double({ min: 0.5, max: 2, noNaN: true }),
        shrink: fc.double({ min: 0.5, max: 1, noNaN: true }),
        systemPrompt: fc.string({ maxLength: 600 }),
        start: fc.option(fc.nat(29), { nil: undefined }),
        nowMs: fc.integer({ min: 1_000, max: 9_000_000 }),
      }),
      async (contents, { start, nowMs, ...limits }) => {
        const messages = contents.map(({ role, content }, index) => message(index, role, content));
        const answerTokens = answerTokensFor(limits.contextTokens);
        const contextStart = start === undefined ? {} : { contextStart: messageKey(1_000, 1, start) };
        const last = messages.at(-1);
        const upTo = last?.key ?? '';
        const context = await select(messages, { ...limits, ...contextStart, upTo, answerTokens });

        const room = (limits.contextTokens - answerTokens) * limits.shrink;
        expect(context.estimatedTokens * limits.tokenRatio).toBeLessThanOrEqual(room);
        const timed = await select(messages, { ...limits, ...contextStart, upTo, answerTokens, nowMs });
        expect(timed.estimatedTokens * limits.tokenRatio).toBeLessThanOrEqual(room);
        const sent = limits.systemPrompt === '' ? context.messages : context.messages.slice(1);
        const tail = messages.slice(messages.length - sent.length);
        expect(sent.map(({ role }) => role)).toEqual(tail.map(({ role }) => role));
        if (context.cut) {
          expect(sent).toHaveLength(1);
          expect(last?.content.endsWith(sent[0]?.content ?? '?')).toBe(true);
        } else {
          expect(sent.map(({ content }) => content)).toEqual(tail.map(({ content }) => content));
        }
        if (sent[0]?.role === 'assistant') expect(sent.some(({ role }) => role === 'user')).toBe(false);
      },
    );
    await fc.assert(property, { numRuns: 300 });
  });
});

test('room for the answer is a quarter of the window, within 64 and 2048 tokens', () => {
  expect([100, 256, 4000, 8192, 131_072].map(answerTokensFor)).toEqual([64, 64, 1000, 2048, 2048]);
});
