// The process dies at any write, and while it downloads or listens: one question, one answer, and once the words are
// stored nobody listens again.
import { expect, test } from 'vitest';
import { USER } from '../../../test/bench.ts';
import { outcomes } from '../../../test/people.ts';
import { AUDIO, createVoiceBench, spoken, tapOf, type VoiceBench } from '../../../test/voice-bench.ts';

const LEASE_OVER_MS = 61_000;
const QUESTION = 'What is the capital of France?';
const ECHO = `🎙 ${QUESTION}`;
type Options = Parameters<typeof createVoiceBench>[0];

/** Of all conversations: a crash may leave the number of the first one unused. */
const contentsOf = ({ stores }: VoiceBench): unknown[] =>
  stores
    .dump()
    .items.filter(({ sk }) => sk.startsWith('MESSAGE#'))
    .map(({ content }) => content);

/** Delivers until it dies, lets its lease run out, and delivers again. Returns whether it died. */
const survive = async (bench: VoiceBench, update: object): Promise<boolean> => {
  const first = await bench.deliver(update);
  bench.stores.failAfterWrites(undefined);
  for (let receiveCount = 2; receiveCount < 5; receiveCount += 1) {
    await bench.clock.advance(LEASE_OVER_MS);
    await bench.deliver(update, { receiveCount });
  }
  return first === 'kept';
};

/** A text is sent at most twice (of a send before a crash nobody knows), and edits repeat nothing. */
const expectNoRepeats = ({ calls }: VoiceBench): void => {
  const sent = calls.filter(({ method }) => method === 'sendMessage').map(({ params }) => params.text);
  const repeated = [...new Set(sent)].filter((text) => sent.filter((one) => one === text).length > 1);
  expect(repeated.length).toBeLessThanOrEqual(1);
  for (const text of repeated) expect(sent.filter((one) => one === text)).toHaveLength(2);
};

const dieAtEveryWrite = async (
  options: () => Options,
  prepare: (bench: VoiceBench) => Promise<object>,
  check: (bench: VoiceBench) => Promise<void>,
): Promise<number> => {
  for (let writes = 0; writes < 60; writes += 1) {
    const bench = createVoiceBench(options());
    const update = await prepare(bench);
    bench.stores.failAfterWrites(writes);
    let heardBefore: number | undefined;
    const { transcribe } = bench.transcriber;
    bench.transcriber.transcribe = async (...asked) => {
      heardBefore ??= contentsOf(bench).length > 0 ? bench.transcriber.recordings.length : undefined;
      expect(heardBefore).toBeUndefined();
      return await transcribe(...asked);
    };
    const died = await survive(bench, update);
    await check(bench);
    expectNoRepeats(bench);
    if (!died) return writes;
  }
  throw new Error('The update never came through');
};

const expectAnswered = async (bench: VoiceBench): Promise<void> => {
  expect(contentsOf(bench)).toEqual([QUESTION, 'An answer']);
  expect(outcomes(bench).every((outcome) => outcome === 'answered' || outcome === 'failed')).toBe(true);
  const shown = bench.chat().map(({ text }) => text);
  expect(shown).toContain(ECHO);
  expect(shown).toContain('An answer');
};

test.each([
  ['at once', 0],
  ['while that is shown', 9_000],
])('a recording that is heard %s', async (_, afterMs) => {
  const crashes = await dieAtEveryWrite(
    () => ({ heard: () => ({ text: QUESTION, afterMs }) }),
    async ({ clock }) => spoken(3_000, { date: Math.floor(clock.now() / 1000) }),
    async (bench) => {
      await expectAnswered(bench);
      expect(outcomes(bench)).toEqual(['answered']);
    },
  );
  expect(crashes).toBeGreaterThan(8);
});

test('a recording that could not be heard, and its Try again', async () => {
  await dieAtEveryWrite(
    () => ({ heard: () => ({ fails: 'speech-unreachable' }) }),
    async () => spoken(3_000),
    async (bench) => {
      expect(outcomes(bench)).toEqual(['failed']);
      expect(bench.said()).toContain('cannot be reached');
      expect(contentsOf(bench)).toEqual([]);
    },
  );
  await dieAtEveryWrite(
    () => ({ heard: () => ({ text: QUESTION, afterMs: 3_000 }) }),
    async (bench) => {
      bench.transcriber.script.push({ fails: 'speech-busy' });
      await bench.deliver(spoken(3_000));
      bench.calls.length = 0;
      return tapOf(4_000, 'hear:3000', bench.chat().at(-1)?.id);
    },
    expectAnswered,
  );
});

test('a process that dies while it downloads or listens', async () => {
  for (const dies of ['download', 'transcribe'] as const) {
    let deaths = 1;
    const die = (bench: VoiceBench) => {
      if (deaths-- > 0) bench.stores.failAfterWrites(0);
    };
    const bench: VoiceBench = createVoiceBench({
      heard: () => {
        if (dies === 'transcribe') die(bench);
        return { text: QUESTION, afterMs: 3_000 };
      },
      download: async () => {
        if (dies === 'download') die(bench);
        return AUDIO;
      },
    });
    expect(await survive(bench, spoken(3_000))).toBe(true);
    await expectAnswered(bench);
    expect(bench.transcriber.recordings).toHaveLength(2);
  }
});

test.each([
  ['a reminder', 'Remind me in one hour to turn off the oven', '⏰', 0],
  ['an event', 'I have a meeting in two hours', 'meeting', 1],
  ['a note', 'Note that the code is 4711', '📝', 1],
])(
  '%s that was spoken: one card or note, and nothing left of it in the conversation',
  async (_, text, mark, kept) => {
    await dieAtEveryWrite(
      () => ({ heard: () => ({ text, afterMs: 3_000 }) }),
      async ({ clock }) => spoken(3_000, { date: Math.floor(clock.now() / 1000) }),
      async (bench) => {
        expect([outcomes(bench), contentsOf(bench), bench.model.calls]).toEqual([['answered'], [], []]);
        const shown = bench.chat().map((message) => message.text);
        expect(shown).toContain(`🎙 ${text}`);
        expect(shown.filter((one) => one.includes(mark) && !one.startsWith('🎙')).length).toBeGreaterThan(0);
        const made = [
          ...(await bench.stores.drafts.list(USER.id)),
          ...(await bench.stores.notes.list(USER.id, 9)),
        ];
        expect(made).toHaveLength(kept);
      },
    );
  },
);
