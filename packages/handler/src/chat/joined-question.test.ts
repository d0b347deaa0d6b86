// A comment and the message or file that follows it at once are one question.
import { createFakeModel } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { type Bench, OFFERED, textMessage } from '../../test/bench.ts';
import { crashAtEveryWrite } from '../../test/crash.ts';
import { contentsOf, messagesOf, outcomes, quickBench, sessionsOf } from '../../test/people.ts';
import { JOINED_TEXT } from './joined-question.ts';

const DATE = Math.floor(Date.now() / 1000);
const FORWARD = { forward_origin: { type: 'user', date: 1, sender_user: { id: 9, first_name: 'Xi' } } };

const send = (bench: Bench, updateId: number, text: string | undefined, more: object = {}) =>
  bench.deliver({
    update_id: updateId,
    message: textMessage(text ?? '', 800 + updateId, { date: DATE, text, ...more }),
  });

const file = (name: string, more: object = {}) => ({
  text: undefined,
  document: { file_id: name, file_name: name },
  ...more,
});

/** The webhook has seen the update that follows. */
const follows = (bench: Bench, updateId: number, date = DATE) =>
  bench.services.stops.write(1001, { join: { updateId, date } });

test('a comment waits for no answer of its own: the forwarded message brings it', async () => {
  const bench = quickBench();
  await follows(bench, 5);
  await send(bench, 4, 'What do you make of this?');
  expect([outcomes(bench), bench.model.calls]).toEqual([['joined'], []]);
  await send(bench, 5, 'Good morning everyone', FORWARD);
  const [question, answer] = await messagesOf(bench);
  expect(question).toMatchObject({
    content: 'What do you make of this?\n\nForwarded from Xi:\n\nGood morning everyone',
    telegramMessageIds: [804, 805],
  });
  expect(answer?.content).toBe('An answer');
  expect(await sessionsOf(bench)).toMatchObject([{ messageCount: 2 }]);
});

test('an answer that is under way ends, and gives way', async () => {
  const model = createFakeModel({
    scripts: [['Too early', { delayMs: 3_000 }, ' for an answer', { delayMs: 60_000 }, 'x']],
    fallback: () => ['To both'],
    installed: OFFERED,
  });
  const bench = quickBench({ model });
  await bench.send('/newsession 1');
  const { read } = bench.services.stops;
  let looks = 0;
  bench.services.stops.read = async (owner) => (looks++ < 6 ? {} : await read(owner));
  await follows(bench, 5);
  await send(bench, 4, 'And this?');
  expect(outcomes(bench).at(-1)).toBe('joined');
  expect(bench.chat().at(-1)?.text).toBe(JOINED_TEXT);
  await send(bench, 5, 'Good morning', FORWARD);
  expect(bench.said()).toBe('To both');
  expect(await contentsOf(bench)).toEqual(['And this?\n\nForwarded from Xi:\n\nGood morning', 'To both']);
});

test('also an answer that was quicker gives way, and is not counted twice', async () => {
  const bench = quickBench();
  await send(bench, 4, 'And this?');
  await send(bench, 5, 'Good morning', FORWARD);
  expect(
    bench
      .chat()
      .map(({ text }) => text)
      .slice(-2),
  ).toEqual([JOINED_TEXT, 'An answer']);
  expect(await sessionsOf(bench)).toMatchObject([{ messageCount: 2 }]);
});

test('a file takes the comment behind its text, and the files of an album come in their order', async () => {
  const bench = quickBench();
  bench.services.download = async (id) => Buffer.from(`Text of ${id}`);
  await send(bench, 4, 'Sum it up');
  await send(bench, 5, undefined, file('a.txt'));
  expect((await contentsOf(bench))[0]).toBe('Text of a.txt\n\nSum it up');
  const album = { media_group_id: 'g', date: DATE + 60 };
  await send(bench, 6, undefined, file('b.txt', { ...album, caption: 'Compare' }));
  await send(bench, 7, undefined, file('c.txt', album));
  expect((await contentsOf(bench)).slice(2)).toEqual([
    'Text of b.txt\n\nCompare\n\nText of c.txt',
    'An answer',
  ]);
});

test('a long forwarded message waits for its parts, and takes the comment in all the same', async () => {
  const bench = quickBench();
  await follows(bench, 5);
  await send(bench, 4, 'Sum it up');
  await send(bench, 5, 'x'.repeat(4096), FORWARD);
  await send(bench, 6, 'end', FORWARD);
  await bench.deliverQueued();
  const [question] = await messagesOf(bench);
  expect(question?.content).toMatch(/^Sum it up\n\n[\s\S]*x[\s\S]*end$/);
  expect(question?.telegramMessageIds).toEqual([804, 805, 806]);
  expect(await contentsOf(bench)).toHaveLength(2);
});

test.each([
  ['a second later by more than one', { ...FORWARD, date: DATE + 2 }],
  ['no forwarded message', {}],
])('%s, and each has its own answer', async (_, more) => {
  const bench = quickBench();
  await send(bench, 4, 'Hello');
  await send(bench, 5, 'Good morning', more);
  expect(outcomes(bench)).toEqual(['answered', 'answered']);
  expect(await contentsOf(bench)).toHaveLength(4);
});

test('a signal for another second, or from before, ends nothing', async () => {
  const bench = quickBench();
  await follows(bench, 5, DATE - 5);
  await send(bench, 4, 'Hello');
  await follows(bench, 5);
  await send(bench, 6, 'Again');
  expect(outcomes(bench)).toEqual(['answered', 'answered']);
});

const PHOTO = { ...FORWARD, text: undefined, photo: [{ file_id: 'p', file_unique_id: 'p' }] };

test.each([
  ['a file that nobody can read', file('a.xlsx'), "I can't read this kind of file."],
  ['an empty file', file('a.txt'), 'This file is empty.'],
  ['a forwarded photo', PHOTO, "I can't look at photos."],
])('a question before %s gave way in vain, and is answered behind its sentence', async (_, more, told) => {
  const bench = quickBench();
  await follows(bench, 5);
  await send(bench, 4, 'And what is a bee?');
  expect(outcomes(bench)).toEqual(['joined']);
  await send(bench, 5, undefined, more);
  const [refusal, answer] = bench.shown().slice(-2);
  expect([refusal?.startsWith(told), answer]).toEqual([true, 'An answer']);
  expect(await contentsOf(bench)).toEqual(['And what is a bee?', 'An answer']);
  expect(await sessionsOf(bench)).toMatchObject([{ messageCount: 2 }]);
});

test('the readable file of an album is answered when the next one cannot be read', async () => {
  const bench = quickBench();
  bench.services.download = async (id) => Buffer.from(`Text of ${id}`);
  await follows(bench, 5);
  await send(bench, 4, undefined, file('a.txt', { media_group_id: 'g', caption: 'Sum up' }));
  await send(bench, 5, undefined, file('b.xlsx', { media_group_id: 'g' }));
  expect(await contentsOf(bench)).toEqual(['Text of a.txt\n\nSum up', 'An answer']);
});

test('an answer given again does not give way: what follows cannot take its question in', async () => {
  const bench = quickBench();
  await send(bench, 3, 'Hello', { date: DATE - 60 });
  await follows(bench, 5);
  await send(bench, 4, '/retry');
  expect([outcomes(bench), bench.model.calls.length]).toEqual([['answered', 'answered'], 2]);
});

test('a crash anywhere while a question is answered that gave way in vain leaves one answer', async () => {
  await crashAtEveryWrite({
    prepare: async (bench) => {
      await follows(bench, 5);
      await send(bench, 4, 'And this?');
    },
    update: { update_id: 5, message: textMessage('', 805, { date: DATE, ...file('a.xlsx') }) },
    async check(bench, writes) {
      expect(await contentsOf(bench), `after ${writes} writes`).toEqual(['And this?', 'An answer']);
      expect(await sessionsOf(bench), `after ${writes} writes`).toMatchObject([{ messageCount: 2 }]);
    },
  });
});

test('a crash anywhere while a question is taken in leaves one question with one answer', async () => {
  await crashAtEveryWrite({
    prepare: async (bench) => {
      await send(bench, 4, 'And this?');
    },
    update: { update_id: 5, message: textMessage('Good morning', 805, { date: DATE, ...FORWARD }) },
    async check(bench, writes) {
      const label = `after ${writes} writes`;
      expect(await contentsOf(bench), label).toEqual([
        'And this?\n\nForwarded from Xi:\n\nGood morning',
        'An answer',
      ]);
      expect(await sessionsOf(bench), label).toMatchObject([{ messageCount: 2 }]);
    },
  });
});
