import { ModelError, StewardError } from '@steward/core';
import { createFakeClock, createFakeModel, type FakeScript } from '@steward/core/testing';
import { describe, expect, test } from 'vitest';
import { BOT, createBench, OFFERED, type QueuedMessage, textMessage, USER } from '../../test/bench.ts';
import { crashAtEveryWrite } from '../../test/crash.ts';
import type { Services } from '../context/services.ts';

const NOW = 1_700_000_000_000;
const DATE = NOW / 1000;
const GROUP = { id: -100, type: 'supergroup' };

const setUp = (
  options: { script?: () => FakeScript; replace?: (fakes: Services) => Partial<Services> } = {},
) => {
  const clock = createFakeClock(NOW, { mode: 'auto' });
  const model = createFakeModel({
    fallback: options.script ?? (() => ['An answer']),
    installed: OFFERED.map(({ name }) => ({ name })),
    clock,
  });
  const bench = createBench({ clock, model, ...(options.replace && { replace: options.replace }) });
  /** Plays the chat's FIFO group: one message at a time, what is kept comes again, what the worker queues comes last. */
  const play = async (updates: object[], onKept: () => void = () => {}): Promise<void> => {
    const waiting = [...updates];
    let receiveCount = 1;
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      const ending = await bench.deliver(next, { receiveCount });
      if (ending === 'deleted') waiting.shift();
      else {
        onKept();
        await clock.advance(61_000);
      }
      receiveCount = ending === 'deleted' ? 1 : receiveCount + 1;
      expect(receiveCount).toBeLessThan(10);
      waiting.push(...bench.queue.splice(0).map(({ body }: QueuedMessage) => JSON.parse(body)));
    }
  };
  const items = (prefix: string, owner: number = USER.id) =>
    bench.stores.dump().items.filter(({ pk, sk }) => pk === owner && sk.startsWith(prefix));
  const questions = (owner?: number) =>
    items('MESSAGE#', owner).flatMap(({ role, content }) => (role === 'user' ? [content] : []));
  const answers = () => items('MESSAGE#').filter(({ role }) => role === 'assistant').length;
  const outcomes = (owner?: number) =>
    items('UPDATE#', owner).map(({ sk, outcome }) => [sk.slice(7), outcome]);
  const pending = () => items('PROFILE')[0]?.pendingPaste;
  return { ...bench, clock, play, questions, answers, outcomes, pending };
};

const part = (text: string, updateId: number, more: object = {}) => ({
  update_id: updateId,
  message: { ...textMessage(text, 100 + updateId), date: DATE, ...more },
});

const A = 'a'.repeat(4096);
const B = 'b'.repeat(4096);
const C = 'c'.repeat(3808);

test('a paste whose rest looks like a note is one question', async () => {
  const { play, questions, stores } = setUp();
  await play([part(A, 1), part('note: the rest', 2)]);
  expect([questions().length, await stores.notes.list(USER.id, 9)]).toEqual([1, []]);
  await play([part('note: on its own', 3, { date: DATE + 60 })]);
  expect(await stores.notes.list(USER.id, 9)).toMatchObject([{ text: 'on its own' }]);
});

test('a paste of 12,000 characters in three messages is one question with one answer', async () => {
  const { play, questions, answers, outcomes, pending, model } = setUp();
  await play([part(A, 1), part(B, 2), part(C, 3)]);
  expect(questions()).toEqual([A + B + C]);
  expect([answers(), model.calls.length, pending()]).toEqual([1, 1, undefined]);
  expect(outcomes()).toEqual([
    ['1', 'joined'],
    ['2', 'joined'],
    ['3', 'answered'],
  ]);
});

test('a paste whose last part is as long as the others is answered after a moment', async () => {
  const { play, questions, outcomes, clock } = setUp();
  await play([part(A, 1), part(B, 2)]);
  expect(questions()).toEqual([A + B]);
  expect(outcomes()).toEqual([
    ['1', 'joined'],
    ['2', 'answered'],
  ]);
  expect(clock.now() - NOW).toBeGreaterThanOrEqual(1_000);
});

test('a single long message is answered by the flush behind it', async () => {
  const { play, questions, outcomes, queue, deliver, model } = setUp();
  expect(await deliver(part(A, 1))).toBe('deleted');
  expect([
    model.calls.length,
    queue.map(({ groupId, deduplicationId }) => [groupId, deduplicationId]),
  ]).toEqual([0, [['1001', '1001:flush-1-1']]]);
  await play(queue.splice(0).map(({ body }) => JSON.parse(body)));
  expect([questions(), outcomes()]).toEqual([[A], [['1', 'answered']]]);
});

test.each([
  ['at a space', `${'word '.repeat(818)}word`, ' '],
  ['at the end of a sentence', `${'Some words. '.repeat(200)}End.`, ' '],
  ['at a line', `${'line\n'.repeat(500)}line`, '\n'],
  ['at a blank line', `${'line\nline\n\n'.repeat(200)}line`, '\n\n'],
])('a part that was cut %s gets it back', async (_, cut, gap) => {
  const { play, questions } = setUp();
  const rest = `${'x'.repeat(2_040)} and more`;
  await play([part(cut, 1), part(rest, 2)]);
  expect(questions()).toEqual([`${cut}${gap}${rest}`]);
});

test('only a message that may be a part waits for more', async () => {
  const { deliver, queue, model } = setUp();
  await deliver(part('a'.repeat(2_048), 1));
  expect([model.calls.length, queue.length]).toEqual([1, 0]);
  await deliver(part('a'.repeat(2_049), 2));
  expect([model.calls.length, queue.length]).toEqual([1, 1]);
});

test('the question knows every message that shows it', async () => {
  const { play, stores } = setUp();
  await play([part(A, 1), part('end', 2)]);
  const [question] = stores
    .dump()
    .items.filter(({ sk, role }) => sk.startsWith('MESSAGE#') && role === 'user');
  expect(question?.telegramMessageIds).toEqual([101, 102]);
});

test.each<[string, object]>([
  ['two seconds later', part('Hello', 2, { date: DATE + 2 })],
  ['in another topic', part('Hello', 2, { message_thread_id: 9, is_topic_message: true })],
])('a message %s is a question of its own, answered after what waited', async (_, second) => {
  const { play, questions, outcomes, model } = setUp();
  await play([part(A, 1), second]);
  expect([questions(), model.calls.length]).toEqual([[A, 'Hello'], 2]);
  expect(outcomes()).toEqual([
    ['1', 'answered'],
    ['2', 'answered'],
  ]);
});

test('in a group another person’s message is not joined; the same person’s needs no mention again', async () => {
  const { play, questions, outcomes } = setUp();
  const mention = `@${BOT.username} ${A.slice(14)}`;
  const entities = [{ type: 'mention', offset: 0, length: 11 }];
  await play([
    part(mention, 1, { chat: GROUP, entities }),
    part('Not for the bot', 2, { chat: GROUP, from: { id: 7, first_name: 'Bob' } }),
    part(mention, 3, { chat: GROUP, entities }),
    part('the rest', 4, { chat: GROUP }),
  ]);
  const bare = A.slice(14).trim();
  expect(questions(GROUP.id)).toEqual([bare, `${bare}\nthe rest`]);
  expect(outcomes(GROUP.id).map(([, outcome]) => outcome)).toEqual([
    'answered',
    'ignored',
    'joined',
    'answered',
  ]);
});

test('in a group without topics a reply’s thread is no topic to answer in', async () => {
  const { play, chat } = setUp();
  const more = {
    chat: GROUP,
    message_thread_id: 77,
    reply_to_message: { message_id: 77, from: { id: BOT.id } },
  };
  await play([part(A, 1, more)]);
  expect(chat().map(({ sent }) => sent.message_thread_id)).toEqual([undefined, undefined]);
});

test('a command in between is run after what waited was answered', async () => {
  const { play, questions, outcomes, calls } = setUp();
  await play([part(A, 1), part('/echo hi', 2)]);
  expect(questions()).toEqual([A]);
  const texts = calls.filter(({ method }) => method === 'sendMessage').map(({ params }) => params.text);
  expect(texts.indexOf('An answer')).toBeLessThan(texts.indexOf('hi'));
  expect(outcomes().map(([, outcome]) => outcome)).toEqual(['answered', 'answered']);
});

test('a part that is redelivered, parked or joined, changes nothing', async () => {
  const { play, questions, answers, outcomes } = setUp();
  await play([part(A, 1), part(A, 1), part(C, 2), part(A, 1)]);
  expect([questions(), answers()]).toEqual([[A + C], 1]);
  expect(outcomes().map(([, outcome]) => outcome)).toEqual(['joined', 'answered']);
});

test('the fifty-first part is not waited behind: the paste is answered', async () => {
  const { play, questions, answers, outcomes } = setUp();
  const parts = Array.from({ length: 51 }, (_, index) => part(String(index % 10).repeat(4096), index + 1));
  await play(parts);
  expect(questions()).toHaveLength(1);
  expect(String(questions()[0])).toHaveLength(51 * 4096);
  expect(answers()).toBe(1);
  expect(new Set(outcomes().map(([, outcome]) => outcome))).toEqual(new Set(['joined', 'answered']));
});

test('a clock of another machine that lies ahead does not hold a flush up', async () => {
  const { play, clock, outcomes, queue, deliver } = setUp();
  await deliver(part(A, 1));
  const note = JSON.parse(queue.splice(0)[0]?.body ?? '');
  await play([{ ...note, queuedAtMs: NOW + 3_600_000 }]);
  expect(clock.now() - NOW).toBeLessThan(60_000);
  expect(outcomes()).toEqual([['1', 'answered']]);
});

test('an update that is worked on with too little time left after a paste waits for the next delivery', async () => {
  const { deliver, visibility, outcomes, queue } = setUp();
  await deliver(part(A, 1));
  queue.splice(0);
  expect(await deliver(part('/echo hi', 2), { remainingMs: 89_000 })).toBe('kept');
  expect([visibility.at(-1), outcomes()]).toEqual([0, [['1', 'answered']]]);
  expect(await deliver(part('/echo hi', 2), { receiveCount: 2 })).toBe('deleted');
  expect(outcomes().map(([, outcome]) => outcome)).toEqual(['answered', 'answered']);
});

test('a paste that fails for good leaves nothing waiting, and what comes next is worked on', async () => {
  let failing = true;
  const { play, outcomes, pending, shown } = setUp({
    replace: ({ sessions }) => ({
      sessions: {
        ...sessions,
        recordTurn: async (...args) => {
          if (failing) throw new StewardError('storage-refused', 'x');
          await sessions.recordTurn(...args);
        },
      },
    }),
  });
  await play([part(A, 1)]);
  expect([outcomes(), pending()]).toEqual([[['1', 'failed']], undefined]);
  expect(shown().at(-1)).toMatch(/^⚠️ Sorry/);
  failing = false;
  await play([part('Hello', 2)]);
  expect(outcomes()).toEqual([
    ['1', 'failed'],
    ['2', 'answered'],
  ]);
});

test('a paste that is given up while another update waits behind it does not take that one along', async () => {
  const { deliver, outcomes, pending, queue } = setUp({
    replace: ({ sessions }) => ({
      sessions: {
        ...sessions,
        recordTurn: async () => {
          throw new StewardError('storage-unavailable', 'x', { retryable: true });
        },
      },
    }),
  });
  await deliver(part(A, 1));
  queue.splice(0);
  expect(await deliver(part('/echo hi', 2), { receiveCount: 30 })).toBe('deleted');
  expect([outcomes().map(([, outcome]) => outcome), pending()]).toEqual([['failed', 'answered'], undefined]);
});

test('a paste that the model could not answer is told so once, and nothing waits any more', async () => {
  const { play, outcomes, pending } = setUp({ script: () => [new ModelError('model-unreachable', 'x')] });
  await play([part(A, 1)]);
  expect([outcomes(), pending()]).toEqual([[['1', 'failed']], undefined]);
});

describe('a crash between any two steps', () => {
  const cases: [string, object[], string[], (string | undefined)[]][] = [
    ['a paste with a short end', [part(A, 1), part(C, 2)], [A + C], ['joined', 'answered']],
    ['a paste of full parts', [part(A, 1), part(B, 2)], [A + B], ['joined', 'answered']],
    ['a single long message', [part(A, 1)], [A], ['answered']],
    ['a command behind a long message', [part(A, 1), part('/echo hi', 2)], [A], ['answered', 'answered']],
  ];

  test.each(cases)('loses and repeats nothing of %s', async (_, updates, questions, outcomes) => {
    let crashed = true;
    for (let writes = 0; crashed; writes += 1) {
      const bench = setUp();
      crashed = false;
      bench.stores.failAfterWrites(writes);
      await bench.play(updates, () => {
        crashed = true;
        bench.stores.failAfterWrites(undefined);
      });
      expect(bench.questions()).toEqual(questions);
      expect(bench.answers()).toBe(1);
      expect(bench.outcomes().map(([, outcome]) => outcome)).toEqual(outcomes);
      expect(bench.pending()).toBeUndefined();
      expect(writes).toBeLessThan(80);
    }
  });

  test.each(cases)(
    'in the middle of the answer, or with a queue that fails, loses nothing of %s',
    async (...all) => {
      const [, updates, questions, outcomes] = all;
      let tries = 0;
      let sends = 0;
      const bench = setUp({
        script: () => [
          'So far',
          { delayMs: 3_000 },
          tries++ === 0 ? new StewardError('storage-unavailable', 'x', { retryable: true }) : '.',
        ],
        replace: ({ queue }) => ({
          queue: {
            ...queue,
            send: async (message) => {
              if (sends++ % 2 === 0) throw new StewardError('storage-unavailable', 'x', { retryable: true });
              await queue.send(message);
            },
          },
        }),
      });
      await bench.play(updates);
      expect(bench.questions()).toEqual(questions);
      expect(bench.answers()).toBe(1);
      expect(bench.outcomes().map(([, outcome]) => outcome)).toEqual(outcomes);
      expect(bench.pending()).toBeUndefined();
    },
  );
});

describe('a paste beyond the limit', () => {
  const LONG = 'é'.repeat(4_096);
  const parts = (count: number) => Array.from({ length: count }, (_, index) => part(LONG, index + 1));

  test.each([
    ['that ends with a short part', 60, [part('the end', 61)]],
    ['of parts alone', 50, []],
    ['that only its last part is too much for', 42, [part('é'.repeat(3_900), 43)]],
  ])('%s is refused once, and leaves nothing behind', async (_, count, last) => {
    const { play, questions, outcomes, pending, model, shown } = setUp();
    await play([...parts(count), ...last]);
    expect([questions(), model.calls.length, pending()]).toEqual([[], 0, undefined]);
    expect(shown().filter((text) => text.includes('up to 350 kB'))).toHaveLength(1);
    const ends = outcomes().map(([, outcome]) => outcome);
    expect(ends.filter((outcome) => outcome === 'answered')).toHaveLength(1);
    expect(new Set(ends)).toEqual(new Set(['joined', 'answered']));
    await play([part('Hello', 99, { date: DATE + 9 })]);
    expect(questions()).toEqual(['Hello']);
  });

  test('ends the same at whatever write it crashes', async () => {
    await crashAtEveryWrite({
      async prepare(bench) {
        for (const one of parts(43)) await bench.deliver(one);
        bench.queue.splice(0);
      },
      update: part('é'.repeat(100), 44),
      async check(bench, writes) {
        expect(bench.said(), `after ${writes} writes`).toContain('up to 350 kB');
        const { items } = bench.stores.dump();
        expect(items.filter(({ sk }) => sk.startsWith('MESSAGE#'))).toEqual([]);
      },
    });
  });
});
