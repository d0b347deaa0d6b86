import { expect, test, vi } from 'vitest';
import { ModelError, type PromptMessage } from '../model/chat-model.ts';
import type { Picture } from '../session/attachment.ts';
import { type Message, messageKey } from '../session/message.ts';
import { createFakeModel, type FakeScript } from '../testing/fake-model.ts';
import { createMemoryStores } from '../testing/memory-stores.ts';
import { SAMPLE_MS, sampleMessage, sampleSession } from '../testing/samples.ts';
import { CONTINUE } from './go-on.ts';
import { illustrate } from './pictures.ts';
import { createChatTurn } from './run-turn.ts';
import type { PictureSource, TurnInput } from './turn.ts';

const OWNER = 1001;
const ASKED_MS = SAMPLE_MS + 60_000;

const picture = (name: string, changes: Partial<Picture> = {}): Picture => ({
  ...{ kind: 'picture', fileId: name, fileUniqueId: `u${name}`, botId: 7, mediaType: 'image/jpeg' },
  ...changes,
});

const { fileUniqueId: _, ...unnamed } = picture('E');

const bytesOf = (name: string) => new TextEncoder().encode(name);

/** A conversation whose last message is the question. */
const setUp = async (options: {
  messages: Partial<Message>[];
  sees?: boolean | undefined;
  source?: Partial<PictureSource>;
  scripts?: FakeScript[];
  contextTokens?: number;
  session?: object;
}) => {
  const stores = createMemoryStores();
  const session = await stores.sessions.create(sampleSession(options.session));
  const all = options.messages.map((changes, n) => sampleMessage(n, changes));
  const last = all.at(-1) as Message;
  const question = { ...last, key: messageKey(ASKED_MS, 900, 0) };
  await stores.messages.putMany(OWNER, session.sessionId, [...all.slice(0, -1), question]);
  const model = createFakeModel({ scripts: options.scripts ?? [['A car.']] });
  const read = vi.fn(async ({ fileId }: Picture): Promise<Uint8Array | undefined> => bytesOf(fileId));
  const sees = vi.fn(async (): Promise<boolean | undefined> => ('sees' in options ? options.sees : true));
  const pictures: PictureSource = {
    ...{ sees, read, ...options.source },
    illustrate: async (_, input) =>
      illustrate({ ...input, read: (await pictures.sees('m')) ? pictures.read : undefined }),
  };
  const turn = createChatTurn({
    ...stores,
    model,
    contextTokens: async () => options.contextTokens ?? 8192,
    pictures,
    now: () => ASKED_MS + 500,
  });
  const input: TurnInput = {
    ...{ session, question, updateId: 900, atMs: ASKED_MS, replaces: [], questionsAdded: 1 },
    ...{ signal: new AbortController().signal, onText: () => {}, shownAs: () => [77] },
    recordEnd: async () => {},
  };
  const run = async (changes: Partial<TurnInput> = {}) => {
    const { recorded, ...result } = await turn({ ...input, ...changes });
    await recorded;
    return { ...result, session: await stores.sessions.get(session) };
  };
  const sent = (at = 0) => told(model.requests[at]?.messages ?? []);
  return { run, model, read, sees, sent };
};

/** Without the instructions: who said what, with the names of the pictures. */
const told = (messages: PromptMessage[]) =>
  messages
    .filter(({ role }) => role !== 'system')
    .map(({ content, images = [] }) => [content, ...images.map((image) => new TextDecoder().decode(image))]);

const overflow = (promptTokens?: number) =>
  new ModelError('context-overflow', 'too much', promptTokens === undefined ? {} : { promptTokens });

test('the pictures of a question go with it, in their order', async () => {
  const { run, sent } = await setUp({
    messages: [{ content: 'What is this?', attachments: [picture('A'), picture('B')] }],
  });
  const { text, error, picturesGone, picturesLeft } = await run();
  expect({ text, error, picturesGone, picturesLeft }).toEqual({ text: 'A car.' });
  expect(sent()).toEqual([['What is this?', 'A', 'B']]);
});

test('a conversation without pictures asks nobody whether the model sees', async () => {
  const { run, sees } = await setUp({ messages: [{ content: 'Hi', attachments: [] }] });
  await run();
  expect(sees).not.toHaveBeenCalled();
});

test('the next two questions see them again, and what lies further back is a line', async () => {
  const { run, sent } = await setUp({
    messages: [
      ...[{ content: 'Oldest', attachments: [picture('A')] }, { content: 'One' }],
      ...[{ content: 'Older', attachments: [picture('B'), picture('C')] }, { content: 'Two' }],
      ...[{ content: CONTINUE }, { content: 'Three' }],
      ...[{ content: 'Newer', attachments: [picture('D')] }, { content: 'Four' }],
      { content: 'What colour is the car?' },
    ],
  });
  await run();
  expect(sent()).toEqual([
    ...[['Oldest\n[picture]'], ['One'], ['Older', 'B', 'C'], ['Two'], [CONTINUE], ['Three']],
    ...[['Newer', 'D'], ['Four'], ['What colour is the car?']],
  ]);
});

test('four at most are looked at, the newest, and the same one once', async () => {
  const { run, sent } = await setUp({
    messages: [
      { content: 'Older', attachments: [picture('A'), picture('B'), picture('C')] },
      { content: 'One' },
      { content: 'Newer', attachments: [picture('D'), { ...unnamed, fileId: 'E' }, picture('B')] },
    ],
  });
  await run();
  expect(sent()).toEqual([['Older\n[picture] [picture]', 'A'], ['One'], ['Newer', 'D', 'E', 'B']]);
});

test('no more than eight megabytes go at once, as they are told or as they are', async () => {
  const large = { bytes: 3_900_000 };
  const known = await setUp({
    messages: [
      { content: 'Two', attachments: [picture('A', large), picture('B', large), picture('C', large)] },
    ],
  });
  const result = await known.run();
  expect(known.sent()).toEqual([['Two\n[picture]', 'A', 'B']]);
  expect(result).toMatchObject({ picturesLeft: 1 });
  const untold = await setUp({
    messages: [{ content: 'Two', attachments: [picture('A'), picture('B'), picture('C')] }],
    source: { read: async () => new Uint8Array(3_000_000) },
  });
  expect(await untold.run()).toMatchObject({ picturesGone: 1 });
});

test('one that cannot be had is a line, never a failed turn', async () => {
  const { run, sent } = await setUp({
    messages: [{ content: '', attachments: [picture('A'), picture('B')] }],
    source: { read: async ({ fileId }) => (fileId === 'A' ? undefined : bytesOf(fileId)) },
  });
  expect(await run()).toMatchObject({ end: 'complete', picturesGone: 1 });
  expect(sent()).toEqual([['[picture no longer available]', 'B']]);
});

test('they are read beside the history', async () => {
  const order: string[] = [];
  const { run } = await setUp({
    messages: [{ content: 'What is this?', attachments: [picture('A')] }],
    source: {
      read: async () => {
        order.push('picture');
        return bytesOf('A');
      },
    },
  });
  const history = async function* () {
    order.push('history');
    yield* [];
  };
  await run({ history: history() });
  expect(order.slice(0, 2)).toEqual(['picture', 'history']);
});

test('a model that does not see is not asked about one', async () => {
  const { run, model, read } = await setUp({
    messages: [{ content: 'What is this?', attachments: [picture('A')] }],
    sees: false,
  });
  expect(await run()).toMatchObject({
    text: '',
    error: { code: 'model-blind' },
    session: { messageCount: 1 },
  });
  expect([model.calls.length, read.mock.calls.length]).toEqual([0, 0]);
});

test('while nobody can tell whether it sees, its words are asked, and that there was more', async () => {
  const { run, sent, read } = await setUp({
    messages: [{ content: 'Is Lima the capital of Peru?', attachments: [picture('A')] }],
    sees: undefined,
  });
  expect(await run()).toMatchObject({ end: 'complete', picturesUnseen: true });
  expect(sent()).toEqual([
    ['Is Lima the capital of Peru?\n\n[A photo came with this message. You cannot see it.]'],
  ]);
  expect(read).not.toHaveBeenCalled();
});

test('what a model without eyes was shown before is a line to it', async () => {
  const { run, sent, read } = await setUp({
    messages: [
      { content: 'What is this?', attachments: [picture('A')] },
      { content: 'A car.' },
      { content: 'Tell me a joke' },
    ],
    sees: false,
  });
  expect(await run()).toMatchObject({ end: 'complete' });
  expect(sent()).toEqual([['What is this?\n[picture]'], ['A car.'], ['Tell me a joke']]);
  expect(read).not.toHaveBeenCalled();
});

test('pictures never touch what words are thought to cost, and are learned apart', async () => {
  const done: FakeScript = ['A car.', { type: 'done', reason: 'stop', promptTokens: 2_700 }];
  const { run } = await setUp({
    messages: [{ content: 'What is this?', attachments: [picture('A')] }],
    scripts: [done],
    session: { tokenRatio: 1.5 },
  });
  const { session } = await run();
  expect(session?.tokenRatio).toBe(1.5);
  expect(session?.pictureTokens).toBeGreaterThan(2_400);
  expect(session?.pictureTokens).toBeLessThan(2_700);
});

test('what they cost is learned up at once, down slowly, and within bounds', async () => {
  const costs = async (pictureTokens: number, promptTokens: number) => {
    const { run } = await setUp({
      messages: [{ content: 'x', attachments: [picture('A')] }],
      scripts: [['A car.', { type: 'done', reason: 'stop', promptTokens }]],
      session: { pictureTokens },
    });
    return (await run()).session?.pictureTokens;
  };
  expect(await costs(1_000, 300)).toBeGreaterThan(700);
  expect(await costs(64, 30)).toBe(64);
  expect(await costs(2_000, 60_000)).toBe(16_384);
});

test('another model that answers one question leaves what was learned as it is', async () => {
  const { run, model } = await setUp({
    messages: [{ content: 'What is this?', attachments: [picture('A')] }],
    scripts: [['A car.', { type: 'done', reason: 'stop', promptTokens: 9_000 }]],
    session: { tokenRatio: 1.5, pictureTokens: 1_000 },
  });
  const { session } = await run({ modelName: 'llava:7b' });
  expect(model.requests[0]?.model).toBe('llava:7b');
  expect(session).toMatchObject({ modelName: 'llama3.2:3b', tokenRatio: 1.5, pictureTokens: 1_000 });
  expect(session?.contextStart).toBeUndefined();
});

test('they take their room from the oldest words, for this turn alone', async () => {
  const words = 'word '.repeat(300);
  const { run, sent } = await setUp({
    messages: [
      ...[{ content: words }, { content: words }, { content: words }, { content: words }],
      { content: 'What is this?', attachments: [picture('A')] },
    ],
    contextTokens: 4096,
  });
  const { session } = await run();
  expect(sent().map(([content]) => content)).toEqual([words, words, 'What is this?']);
  expect(session?.contextStart).toBeUndefined();
});

test('a small window takes as many as fit, and says that some are left', async () => {
  const all = [picture('A'), picture('B'), picture('C')];
  const { run, sent } = await setUp({
    messages: [{ content: 'Which one?', attachments: all }],
    contextTokens: 2048,
  });
  expect(await run()).toMatchObject({ picturesLeft: 2 });
  expect(sent()).toEqual([['Which one?\n[picture] [picture]', 'A']]);
});

test('a window without room for any is said to be too small', async () => {
  const { run, model } = await setUp({
    messages: [{ content: 'What is this?', attachments: [picture('A')] }],
    contextTokens: 512,
  });
  expect(await run()).toMatchObject({ error: { code: 'context-overflow' } });
  expect(model.calls).toEqual([]);
});

test('when it was too much, older pictures go first, then words, then nothing is left to try', async () => {
  const { run, sent, model } = await setUp({
    messages: [
      { content: 'Older', attachments: [picture('A'), picture('B')] },
      { content: 'One' },
      { content: 'Newer', attachments: [picture('C')] },
    ],
    scripts: [[overflow()], [overflow()], [overflow()]],
  });
  expect(await run()).toMatchObject({ error: { code: 'context-overflow' } });
  expect(sent(0)).toEqual([['Older', 'A', 'B'], ['One'], ['Newer', 'C']]);
  expect(sent(1)).toEqual([['Older\n[picture] [picture]'], ['One'], ['Newer', 'C']]);
  expect(model.calls).toHaveLength(3);
});

test('pictures of earlier questions go whole before a word does', async () => {
  const { run, sent } = await setUp({
    messages: [{ content: 'Older', attachments: [picture('A')] }, { content: 'One' }, { content: 'And?' }],
    scripts: [[overflow()], ['Fine.']],
  });
  expect(await run()).toMatchObject({ text: 'Fine.' });
  expect(sent(1)).toEqual([['Older\n[picture]'], ['One'], ['And?']]);
});

test('a refusal that counts teaches what a picture costs, and the next try is right', async () => {
  const all = [picture('A'), picture('B')];
  const { run, sent } = await setUp({
    messages: [{ content: 'Which?', attachments: all }],
    scripts: [[overflow(9_000)], ['The first.']],
  });
  const { session, text } = await run();
  expect([text, sent(1)]).toEqual(['The first.', [['Which?\n[picture]', 'A']]]);
  expect(session?.pictureTokens).toBeGreaterThan(4_000);
});
