// What a turn is told of documents: within its share, before the question, and kept with the answer.
import { expect, test } from 'vitest';
import { type Message, messageKey, REPLY } from '../session/message.ts';
import { createFakeModel } from '../testing/fake-model.ts';
import { createMemoryStores } from '../testing/memory-stores.ts';
import { NO_PICTURES, SAMPLE_MS, sampleMessage, sampleSession } from '../testing/samples.ts';
import { selectContext } from './context-window.ts';
import { createChatTurn } from './run-turn.ts';
import type { Material } from './turn.ts';

const OF = [{ kind: 'document' as const, name: 'report.pdf', pages: 30, key: 'u5', read: '3' }];
const of = (text: string): Material => ({ text, attachments: OF });

const select = (messages: Message[], material: (tokens: number) => Material | undefined, shrink = 1) =>
  selectContext({
    newestFirst: (async function* () {
      yield* messages.toReversed();
    })(),
    contextTokens: 1_000,
    answerTokens: 250,
    shrink,
    material: async (_seen, tokens) => material(tokens),
  });

const talk = (count: number, length: number): Message[] =>
  Array.from({ length: count }, (_, index) => sampleMessage(index, { content: 'x'.repeat(length) }));

test('material gets at most half the window, less where the question needs it, and older messages give way', async () => {
  const rooms: number[] = [];
  const fill = (tokens: number) => {
    rooms.push(tokens);
    return of('m'.repeat(tokens * 3));
  };
  const context = await select(talk(7, 270), fill);
  expect(rooms).toEqual([500]);
  expect(context.messages.at(-1)?.content).toMatch(/^m+\nx+$/);
  expect(context.messages.length).toBeLessThan(4);
  expect(context.contextStart).not.toBeNull();
  expect(context).toMatchObject({ cut: false, material: { attachments: OF } });
  expect(context.estimatedTokens).toBeLessThanOrEqual(750);
  await select(talk(1, 1_800), fill);
  await select(talk(1, 30), fill, 0.6);
  expect(rooms).toEqual([500, 142, 300]);
});

test('without material all is as it was, also where there is no question', async () => {
  const plain = await select(talk(3, 30), () => undefined);
  expect(plain.messages).toHaveLength(3);
  expect(plain.material).toBeUndefined();
  expect((await select([], () => of('m'))).messages).toEqual([]);
});

test('the model reads it before the question; the stored question stays as it was asked, the answer keeps what was read', async () => {
  const stores = createMemoryStores();
  const session = await stores.sessions.create(sampleSession());
  const question = sampleMessage(0, { content: 'How much is the rent?' });
  await stores.messages.put(session.owner, session.sessionId, question);
  const model = createFakeModel({ scripts: [['700.']] });
  const asked: unknown[] = [];
  const turn = createChatTurn({
    ...stores,
    model,
    contextTokens: async () => 4_096,
    pictures: NO_PICTURES,
    now: () => SAMPLE_MS,
    material: async (seen, words, tokens) => {
      asked.push([seen.map(({ content }) => content), words, tokens]);
      return of('<document>Rent: 700</document>');
    },
  });
  const input = {
    session,
    question,
    updateId: 900,
    atMs: SAMPLE_MS + 1_000_000,
    replaces: [],
    questionsAdded: 1,
    signal: new AbortController().signal,
    onText: () => {},
    shownAs: () => [],
    recordEnd: async () => {},
  };
  const first = await turn(input);
  expect(asked).toEqual([[[question.content], question.content, 2_048]]);
  expect(model.requests[0]?.messages.at(-1)?.content).toContain('Rent: 700</document>\nHow much');
  expect(first.documents).toEqual(OF);
  await first.recorded;
  const { sessionId, owner } = session;
  expect((await stores.messages.get(owner, sessionId, question.key))?.content).toBe(question.content);
  const reply = await stores.messages.get(owner, sessionId, messageKey(input.atMs, 900, REPLY));
  expect(reply?.attachments).toEqual(OF);
  const again = await turn(input);
  expect(again.documents).toEqual(OF);
  expect(model.requests).toHaveLength(1);
});
