import { expect, test } from 'vitest';
import { ModelError } from '../model/chat-model.ts';
import { type Message, messageKey, REPLY } from '../session/message.ts';
import type { Session } from '../session/session.ts';
import { createFakeModel, type FakeScript } from '../testing/fake-model.ts';
import { createMemoryStores } from '../testing/memory-stores.ts';
import { NO_PICTURES, SAMPLE_MS, sampleMessage, sampleSession } from '../testing/samples.ts';
import { DEFAULT_INSTRUCTIONS } from './instructions.ts';
import { createChatTurn } from './run-turn.ts';
import { DEADLINE, STOPPED, type TurnInput } from './turn.ts';

const OWNER = 1001;
const ASKED_MS = SAMPLE_MS + 60_000;
const REPLY_KEY = messageKey(ASKED_MS, 900, REPLY);

const setUp = async (options: {
  scripts?: FakeScript[];
  session?: Partial<Session>;
  history?: Message[];
  question?: string;
  contextTokens?: number;
}) => {
  const stores = createMemoryStores();
  const session = await stores.sessions.create(sampleSession(options.session));
  await stores.messages.putMany(OWNER, session.sessionId, options.history ?? []);
  const question = await stores.messages.put(OWNER, session.sessionId, {
    key: messageKey(ASKED_MS, 900, 0),
    role: 'user',
    content: options.question ?? 'What is a lease?',
    ts: ASKED_MS,
    telegramMessageIds: [9],
  });
  const model = createFakeModel({ scripts: options.scripts ?? [['A lease ', 'ends.']] });
  const turn = createChatTurn({
    ...stores,
    model,
    contextTokens: async () => options.contextTokens ?? 4096,
    pictures: NO_PICTURES,
    now: () => ASKED_MS + 500,
  });
  const texts: string[] = [];
  const ends: string[] = [];
  const input: TurnInput = {
    session,
    question,
    updateId: 900,
    atMs: ASKED_MS,
    replaces: [],
    questionsAdded: 1,
    signal: new AbortController().signal,
    onText: (text) => texts.push(text),
    shownAs: () => [77],
    recordEnd: async (end) => void ends.push(end),
  };
  const run = async (changes: Partial<TurnInput> = {}) => {
    const { recorded, ...result } = await turn({ ...input, ...changes });
    await recorded;
    return result;
  };
  const stored = () => stores.messages.get(OWNER, session.sessionId, REPLY_KEY);
  const current = async () => (await stores.sessions.get(session)) as Session;
  return { stores, session, question, model, run, texts, ends, stored, current };
};

const words = (text: string, times: number): string => Array(times).fill(text).join(' ');

test('the answer streams, is stored, and the session gets its title from the question', async () => {
  const { run, texts, ends, stored, current } = await setUp({});
  expect(await run()).toMatchObject({ text: 'A lease ends.', end: 'complete', questionCut: false });
  expect(texts).toEqual(['A lease ', 'A lease ends.']);
  expect(ends).toEqual([]);
  expect(await stored()).toMatchObject({
    role: 'assistant',
    content: 'A lease ends.',
    telegramMessageIds: [77],
  });
  expect(await current()).toMatchObject({
    title: 'What is a lease?',
    messageCount: 2,
    lastMessageAtMs: ASKED_MS + 500,
  });
});

test('a session without instructions of its own gets the default ones', async () => {
  const { run, model } = await setUp({ history: [sampleMessage(0), sampleMessage(1)] });
  await run();
  expect(model.requests[0]).toMatchObject({
    model: 'llama3.2:3b',
    contextTokens: 4096,
    answerTokens: 1024,
    messages: [
      { role: 'system', content: expect.stringContaining(DEFAULT_INSTRUCTIONS) },
      { role: 'user', content: 'Message 0' },
      { role: 'assistant', content: 'Message 1' },
      { role: 'user', content: 'What is a lease?' },
    ],
  });
});

test("a session's own instructions take the place of the default ones", async () => {
  const { run, model } = await setUp({ session: { systemPrompt: 'Speak like a pirate.', tokenRatio: 1.1 } });
  await run();
  expect(model.requests[0]?.messages[0]?.content).toMatch(/^Speak like a pirate\.\nIt is /);
});

test('a title that a person gave stays', async () => {
  const { run, current } = await setUp({ session: { title: 'Mine' } });
  await run();
  expect((await current()).title).toBe('Mine');
});

test('what the server measures is learnt from and told', async () => {
  const { run, current } = await setUp({
    scripts: [['Yes', { type: 'done', reason: 'stop', promptTokens: 400, answerTokens: 3 }]],
  });
  expect(await run()).toMatchObject({ promptTokens: 400, answerTokens: 3, firstTextMs: 0 });
  expect((await current()).tokenRatio).toBeGreaterThan(1);
});

test('an answer cut off by its length says so, and the end is recorded before the reply is stored', async () => {
  const set = await setUp({ scripts: [['Once upon', { type: 'done', reason: 'length' }]] });
  let storedBefore: unknown = 'not asked';
  const recordEnd = async () => {
    storedBefore = await set.stored();
  };
  expect(await set.run({ recordEnd })).toMatchObject({ text: 'Once upon', end: 'length' });
  expect(storedBefore).toBeUndefined();
});

test('a model that ignores its limit is stopped', async () => {
  const { run, model } = await setUp({ scripts: [Array(100).fill('x'.repeat(1000))], contextTokens: 512 });
  const { text, end } = await run();
  expect(end).toBe('length');
  expect(text.length).toBeLessThan(5_000);
  expect(model.calls[0]?.closed).toBe(true);
});

test('a single piece beyond the limit is cut there, not within a character', async () => {
  const { run, stored, texts } = await setUp({ scripts: [['A', '🙂'.repeat(225_000)]] });
  const { text, end } = await run();
  expect([end, text.length, text.isWellFormed()]).toEqual(['length', 1024 * 16 - 1, true]);
  expect((await stored())?.content).toBe(text);
  expect(texts).toEqual(['A']);
});

test('a stream that breaks keeps what came', async () => {
  const error = new ModelError('model-broke-off', 'reset');
  const { run, ends, stored } = await setUp({ scripts: [['Half an', error]] });
  expect(await run()).toMatchObject({ text: 'Half an', end: 'broken', error });
  expect(ends).toEqual(['broken']);
  expect((await stored())?.content).toBe('Half an');
});

test('when nothing came nothing is stored, and the question counts', async () => {
  const error = new ModelError('model-unreachable', 'refused');
  const { run, stored, current } = await setUp({ scripts: [[error]] });
  expect(await run()).toMatchObject({ text: '', end: 'broken', error });
  expect(await stored()).toBeUndefined();
  expect(await current()).toMatchObject({ messageCount: 1, title: 'What is a lease?' });
});

test.each([[[]], [[' \n ']], [['\u200b', '\u2060\ufeff']]])(
  'an empty answer (%j) is a failure of its own',
  async (script) => {
    const { run, stored } = await setUp({ scripts: [script] });
    expect(await run()).toMatchObject({ text: '', end: 'broken', error: { code: 'model-empty' } });
    expect(await stored()).toBeUndefined();
  },
);

test('what a model thinks beside its answer is no part of it', async () => {
  const { run, texts, stored } = await setUp({ scripts: [[{ type: 'thought', text: 'They ask.' }, 'Yes.']] });
  expect(await run()).toMatchObject({ text: 'Yes.', end: 'complete' });
  expect(texts).toEqual(['Yes.']);
  expect(await stored()).toMatchObject({ content: 'Yes.' });
});

test('what a model thinks aloud is neither shown nor stored', async () => {
  const { run, texts, stored } = await setUp({
    scripts: [['<thi', 'nk>Hm', '.</think>\n\nA lease ', 'ends.']],
  });
  expect(await run()).toMatchObject({ text: 'A lease ends.', end: 'complete' });
  expect(texts).toEqual(['A lease ', 'A lease ends.']);
  expect(await stored()).toMatchObject({ content: 'A lease ends.' });
});

test.each([
  ['in its text', ['<think>For ever', { type: 'done', reason: 'length' }]],
  ['beside it', [{ type: 'done', reason: 'length', thought: true }]],
] as [string, FakeScript][])('thoughts that use up the answer %s say so', async (_, script) => {
  const { run, stored } = await setUp({ scripts: [script] });
  expect(await run()).toMatchObject({ text: '', end: 'broken', error: { code: 'model-only-thought' } });
  expect(await stored()).toBeUndefined();
});

test('a model that thinks without a limit is stopped', async () => {
  const { run } = await setUp({ scripts: [['<think>', 'x'.repeat(100_000)]] });
  expect(await run()).toMatchObject({ text: '', error: { code: 'model-only-thought' } });
});

test('a stop keeps what was written', async () => {
  const stop = new AbortController();
  const { run, stored } = await setUp({ scripts: [['Some ', { until: new Promise(() => {}) }]] });
  const onText = () => stop.abort(STOPPED);
  expect(await run({ signal: stop.signal, onText })).toMatchObject({ text: 'Some', end: 'stopped' });
  expect((await stored())?.content).toBe('Some');
});

test('at the deadline what was written is kept', async () => {
  const deadline = new AbortController();
  const { run } = await setUp({ scripts: [['Some ', { until: new Promise(() => {}) }]] });
  const onText = () => deadline.abort(DEADLINE);
  expect(await run({ signal: deadline.signal, onText })).toMatchObject({ text: 'Some', end: 'broken' });
});

test('a worker that lost its lease leaves nothing behind', async () => {
  const lease = new AbortController();
  const { run, stored } = await setUp({ scripts: [['Some ', { until: new Promise(() => {}) }]] });
  const onText = () => lease.abort('lease-lost');
  await expect(run({ signal: lease.signal, onText })).rejects.toMatchObject({ code: 'lease-lost' });
  expect(await stored()).toBeUndefined();
});

test('an answer in tiny pieces is looked at now and then, and kept to its last letter where it breaks off', async () => {
  const written = words('中文', 5_000);
  const { run, texts } = await setUp({ scripts: [[...written, new ModelError('model-failed', 'It ended')]] });
  let looks = 0;
  const goOn = (text: string) => {
    looks += 1;
    return text;
  };
  expect(await run({ goOn })).toMatchObject({ text: written, end: 'broken' });
  expect(texts.slice(0, 2)).toEqual(['中', '中文']);
  expect(texts.at(-1)?.length).toBeGreaterThan(0.99 * written.length);
  expect(looks).toBeLessThan(4_000);
});

test('a fault that is not the model’s is thrown on', async () => {
  const { run } = await setUp({ scripts: [[new TypeError('a bug')]] });
  await expect(run()).rejects.toThrow(TypeError);
});

test('what goes on from a cut answer is shown and stored as it goes on there, once', async () => {
  const goOn = (text: string) => `<<${text}>>`;
  const { run, stored, texts } = await setUp({ scripts: [['  so', ' on']] });
  expect(await run({ goOn })).toMatchObject({ text: '<<  so on>>' });
  expect(texts).toEqual(['<<  so>>', '<<  so on>>']);
  expect((await stored())?.content).toBe('<<  so on>>');
  expect(await run({ goOn })).toMatchObject({ text: '<<  so on>>' });
});

test('an answer of nothing goes on as nothing', async () => {
  const { run, stored } = await setUp({ scripts: [[' \n']] });
  expect(await run({ goOn: () => 'code' })).toMatchObject({ text: '', error: { code: 'model-empty' } });
  expect(await stored()).toBeUndefined();
});

test('a redelivery shows the stored reply and asks the model nothing', async () => {
  const { run, model, current } = await setUp({ scripts: [['Once', { type: 'done', reason: 'length' }]] });
  await run();
  expect(await run({ recordedEnd: 'length' })).toEqual({ text: 'Once', end: 'length', questionCut: false });
  expect(await run()).toMatchObject({ end: 'complete' });
  expect(model.calls).toHaveLength(1);
  expect((await current()).messageCount).toBe(2);
});

test('an end recorded by a try that stored nothing is corrected', async () => {
  const { run, ends } = await setUp({});
  expect(await run({ recordedEnd: 'broken' })).toMatchObject({ end: 'complete' });
  expect(ends).toEqual(['complete']);
});

test('of two replies the one stored first is shown', async () => {
  const { run, stores, session } = await setUp({});
  const first = { key: REPLY_KEY, role: 'assistant' as const, content: 'The first', ts: 1 };
  const onText = () =>
    void stores.messages.put(OWNER, session.sessionId, { ...first, telegramMessageIds: [] });
  expect((await run({ onText })).text).toBe('The first');
});

test('a new answer takes the place of the old one once it is stored', async () => {
  const old = { ...sampleMessage(1), key: messageKey(ASKED_MS, 900, 5) };
  const { run, stores, session, current } = await setUp({
    session: { messageCount: 2 },
    history: [old],
    scripts: [[new ModelError('model-busy', 'busy')], ['Better']],
  });
  const again = { questionsAdded: 0, replaces: [old.key] };
  await run({ ...again, updateId: 901 });
  expect(await stores.messages.get(OWNER, session.sessionId, old.key)).toBeDefined();
  await run({ ...again, updateId: 902 });
  expect(await stores.messages.get(OWNER, session.sessionId, old.key)).toBeUndefined();
  expect((await current()).messageCount).toBe(2);
});

test.each([1, 2])('a crash after %d writes neither loses nor doubles a count', async (writes) => {
  const old = { ...sampleMessage(1), key: messageKey(ASKED_MS, 900, 5) };
  const { run, stores, session, current } = await setUp({ session: { messageCount: 2 }, history: [old] });
  const again = { questionsAdded: 0, replaces: [old.key] };
  stores.failAfterWrites(writes);
  await expect(run(again)).rejects.toMatchObject({ code: 'storage-unavailable' });
  stores.failAfterWrites(undefined);
  await run(again);
  expect((await current()).messageCount).toBe(2);
  expect(await stores.messages.get(OWNER, session.sessionId, old.key)).toBeUndefined();
});

test('an overflow is tried once more, shorter, and what the server told is kept', async () => {
  const history = Array.from({ length: 20 }, (_, n) =>
    sampleMessage(n, { content: words('lorem ipsum', 40) }),
  );
  const overflow = new ModelError('context-overflow', 'too long', { promptTokens: 6000 });
  const { run, model, current } = await setUp({ history, scripts: [[overflow], ['Fits']] });
  expect((await run()).text).toBe('Fits');
  const [first, second] = model.requests.map(({ messages }) => messages.length);
  expect(second).toBeLessThan(first as number);
  expect(await current()).toMatchObject({ tokenRatio: expect.any(Number), contextStart: expect.any(String) });
});

test('a second overflow is told', async () => {
  const overflow = () => new ModelError('context-overflow', 'too long');
  const { run } = await setUp({ scripts: [[overflow()], [overflow()]] });
  expect(await run()).toMatchObject({ text: '', end: 'broken', error: { code: 'context-overflow' } });
});

test('of a question that is too long alone the end is read, and that is told', async () => {
  const { run, model } = await setUp({ question: `${words('blah', 5000)} and the end`, contextTokens: 1024 });
  expect((await run()).questionCut).toBe(true);
  expect(model.requests[0]?.messages.at(-1)?.content).toMatch(/and the end$/);
});

test('history that is being read already is taken, and read anew for a second, shorter round', async () => {
  const overflow = new ModelError('context-overflow', 'too long', { promptTokens: 4000 });
  const early = sampleMessage(0, { content: 'Said before' });
  const { run, model } = await setUp({ history: [early], scripts: [[overflow], ['Fits']] });
  // It was read before the question was stored.
  const history = (async function* () {
    yield { ...early, content: 'Read ahead' };
  })();
  expect((await run({ history })).text).toBe('Fits');
  const asked = model.requests.map(({ messages }) => messages.slice(1).map(({ content }) => content));
  expect(asked).toEqual([
    ['Read ahead', 'What is a lease?'],
    ['Said before', 'What is a lease?'],
  ]);
});

test('only a try that is not the first looks for a stored reply', async () => {
  const { run, stores } = await setUp({});
  const { get } = stores.messages;
  let looks = 0;
  stores.messages.get = async (...key) => {
    looks += 1;
    return await get(...key);
  };
  expect(await run({ firstTry: true })).toMatchObject({ text: 'A lease ends.' });
  expect(looks).toBe(0);
  expect(await run()).toMatchObject({ text: 'A lease ends.' });
  expect(looks).toBe(1);
});
