// A crash after every single write of an update, then the redelivery: one outcome, nothing lost, nothing told three times.
import { createFakeClock, createFakeModel, type FakeScript } from '@steward/core/testing';
import { describe, expect, test } from 'vitest';
import { createBench, OFFERED, textMessage, USER } from '../../test/bench.ts';

const NOW = 1_700_000_000_000;

const question = (text: string, updateId = 1) => ({
  update_id: updateId,
  message: { ...textMessage(text, 10 + updateId), date: NOW / 1000 },
});

const setUp = (script: () => FakeScript = () => ['An answer']) => {
  const clock = createFakeClock(NOW, { mode: 'auto' });
  const model = createFakeModel({
    fallback: script,
    installed: OFFERED.map(({ name }) => ({ name })),
    clock,
  });
  return { ...createBench({ clock, model }), clock };
};

type Crashed = ReturnType<typeof setUp>;

/** Every conversation of the table, in order, as `role: text`. */
const conversation = ({ stores }: Crashed): string[] =>
  stores
    .dump()
    .items.filter(({ sk }) => sk.startsWith('MESSAGE#'))
    .map(({ role, content }) => `${role}: ${content}`);

const outcomes = ({ stores }: Crashed): unknown[] =>
  stores
    .dump()
    .items.filter(({ sk }) => sk.startsWith('UPDATE#'))
    .map(({ outcome }) => outcome);

/** How often each text was newly sent; edits of a message take its place and repeat nothing. */
const repeats = ({ calls }: Crashed): number[] => {
  const times = new Map<unknown, number>();
  for (const { method, params } of calls) {
    if (method !== 'sendMessage') continue;
    times.set(params.text, (times.get(params.text) ?? 0) + 1);
  }
  return [...times.values()];
};

const MOST_WRITES = 80;

/**
 * Delivers until a crash after `writes` writes, lets the dead worker's lease run out, and delivers again. Returns how the
 * update ended for every number of writes up to the first that needs no second delivery.
 */
const crashEverywhere = async (
  make: () => Promise<Crashed>,
  update: object,
  check: (bench: Crashed) => void,
  restMs = 61_000,
) => {
  let twice = 0;
  for (let writes = 0; writes < MOST_WRITES; writes += 1) {
    const bench = await make();
    const before = bench.calls.length;
    bench.calls.splice(0, before);
    bench.stores.failAfterWrites(writes);
    const first = await bench.deliver(update);
    bench.stores.failAfterWrites(undefined);
    if (first === 'kept') {
      await bench.clock.advance(restMs);
      expect(await bench.deliver(update, { receiveCount: 2 })).toBe('deleted');
    }
    const times = repeats(bench);
    expect(Math.max(0, ...times)).toBeLessThanOrEqual(2);
    // At most one text is in doubt at a crash.
    expect(times.filter((count) => count > 1).length).toBeLessThanOrEqual(1);
    if (times.some((count) => count > 1)) twice += 1;
    check(bench);
    if (first === 'deleted') return { crashes: writes, twice };
  }
  throw new Error('The update never passed');
};

describe('a crash after any write of a chat turn', () => {
  const long = (): FakeScript => ['First', { delayMs: 5_000 }, ' second', { delayMs: 5_000 }, ' third'];

  test.each<[string, () => FakeScript, number?]>([
    ['at once', () => ['An answer']],
    ['slowly', long],
    ['slowly, and a jump of the clock by weeks,', long, 17 * 86_400_000],
  ])('that answers %s ends in one answer and a conversation without repeats', async (_, script, restMs) => {
    const { crashes, twice } = await crashEverywhere(
      async () => setUp(script),
      question('Hello'),
      (bench) => {
        const answer = script === long ? 'First second third' : 'An answer';
        expect(outcomes(bench)).toEqual(['answered']);
        expect(conversation(bench)).toEqual(['user: Hello', `assistant: ${answer}`]);
        const chat = bench.chat().map(({ text }) => text);
        expect(chat.filter((text) => text === answer).length).toBeGreaterThanOrEqual(1);
        expect(chat.filter((text) => text === answer).length).toBeLessThanOrEqual(2);
      },
      restMs,
    );
    expect(crashes).toBeGreaterThan(8);
    expect(twice).toBeLessThanOrEqual(2);
  });
});

/** Blocks of some 250 units, as a model writes them. */
const parts = (take: string, count: number): string[] =>
  Array.from({ length: count }, (_, n) => `${take} part **${n}**: ${'word '.repeat(46)}\n\n`);

const wordsOf = (texts: unknown[]): string =>
  texts.join(' ').replaceAll('**', '').replace(/\s+/g, ' ').trim();

/** What the stored reply says, what the messages show that it names, and what else stands in the chat. */
const replyIn = ({ stores, chat }: Crashed) => {
  const reply = stores.dump().items.find(({ role }) => role === 'assistant');
  const ids = (reply?.telegramMessageIds ?? []) as number[];
  const messages = chat().filter(({ text }) => !text.startsWith('Started session'));
  const named = messages.filter(({ id }) => ids.includes(id));
  return {
    stored: wordsOf([reply?.content]),
    shown: wordsOf(named.map(({ text }) => text)),
    named,
    others: messages.filter(({ id }) => !ids.includes(id)),
  };
};

describe('a crash after any write of an answer that grows in two messages', () => {
  const slowly = (pieces: string[]): FakeScript => pieces.flatMap((piece) => [piece, { delayMs: 1_500 }]);

  /** The first generation is long, the others as they are asked for. */
  const setUpTakes = (again: (take: string) => FakeScript): Crashed => {
    let takes = 0;
    return setUp(() => {
      takes += 1;
      return takes === 1 ? slowly(parts('Take 1', 20)) : again(`Take ${takes}`);
    });
  };

  test('and is as long the next time: both messages show the stored answer, each once', async () => {
    const { crashes } = await crashEverywhere(
      async () => setUpTakes((take) => slowly(parts(take, 20))),
      question('Hello'),
      (bench) => {
        expect(outcomes(bench)).toEqual(['answered']);
        const { stored, shown, named, others } = replyIn(bench);
        expect(shown).toBe(stored);
        expect(named.length).toBe(2);
        // A beginning whose id was lost is all that may stand there beside it.
        expect(others.length).toBeLessThanOrEqual(1);
        expect(named.flatMap(({ buttons }) => buttons)).toEqual([]);
      },
    );
    expect(crashes).toBeGreaterThan(10);
  });

  test('and is shorter the next time: nothing of the longer one stays but a message whose id was lost', async () => {
    let removed = 0;
    await crashEverywhere(
      async () => setUpTakes((take) => [`${take} is **short**.`]),
      question('Hello'),
      (bench) => {
        expect(outcomes(bench)).toEqual(['answered']);
        const { stored, shown, others } = replyIn(bench);
        expect(shown).toBe(stored);
        expect(others.length).toBeLessThanOrEqual(1);
        removed += bench.calls.filter(({ method }) => method === 'deleteMessage').length;
      },
    );
    expect(removed).toBeGreaterThan(0);
  });
});

/** A chat with one answered question. */
const talked = async (): Promise<Crashed> => {
  const bench = setUp();
  await bench.deliver(question('Hello', 900));
  await bench.clock.advance(60_000);
  return bench;
};

const archived = async (): Promise<Crashed> => {
  const bench = await talked();
  await bench.deliver(question('/archive 1', 901));
  await bench.clock.advance(60_000);
  return bench;
};

test.each<[string, () => Promise<Crashed>]>([
  ['/newsession 2', talked],
  ['/rename 1 Other', talked],
  ['/archive 1', talked],
  ['/restore 1', archived],
  ['/retry', talked],
  ['/system Be brief', talked],
  ['/history', talked],
  ['/echo hi', async () => setUp()],
  ['/start', async () => setUp()],
])('a crash after any write of %s ends in one outcome and one state', async (command, make) => {
  const smooth = await make();
  await smooth.deliver(question(command));
  const sessions = (bench: Crashed) =>
    bench.stores
      .dump()
      .items.filter(({ sk }) => sk.startsWith('MODEL#'))
      .map(({ title, modelName, systemPrompt, archivePath, messageCount }) => {
        return { title, modelName, systemPrompt, isArchived: archivePath !== '', messageCount };
      });
  // A number that a crash left unused stays unused; none is given twice.
  const numbers = (bench: Crashed) => bench.stores.dump().items.flatMap(({ number }) => number ?? []);
  await crashEverywhere(make, question(command), (bench) => {
    expect(outcomes(bench).filter((outcome) => outcome !== 'answered')).toEqual([]);
    expect(sessions(bench)).toEqual(sessions(smooth));
    expect(new Set(numbers(bench)).size).toBe(numbers(smooth).length);
    expect(conversation(bench)).toEqual(conversation(smooth));
    expect(Object.keys(bench.stores.dump().archives).length).toBe(
      Object.keys(smooth.stores.dump().archives).length,
    );
  });
});

test('an update that is redelivered over and over tells nothing more', async () => {
  const bench = setUp();
  await bench.deliver(question('Hello'));
  const before = bench.calls.length;
  for (let receiveCount = 2; receiveCount < 10; receiveCount += 1)
    await bench.deliver(question('Hello'), { receiveCount });
  expect(bench.calls.length).toBe(before);
  expect(await bench.stores.claims.outcomeOf(USER.id, 'u1')).toBe('answered');
});
