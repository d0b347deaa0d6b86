import { expect, test } from 'vitest';
import { type Message, messageKey } from '../session/message.ts';
import { selectContext } from './context-window.ts';
import { LONGEST_TIME_LINE, presentTime } from './present-time.ts';

const NOW = Date.UTC(2026, 10, 28, 7, 46, 30);
const MINUTE = 60_000;

/** Questions that many minutes ago, each with its answer but the last. */
const prompt = async (minutesAgo: number[], nowMs = NOW, systemPrompt = 'Be brief.') => {
  const messages = minutesAgo.flatMap((minutes, index): Message[] => {
    const ts = NOW - minutes * MINUTE;
    const said = { ts, telegramMessageIds: [] };
    return [
      { ...said, key: messageKey(1, 1, index * 2), role: 'user', content: `Question ${index}` },
      { ...said, key: messageKey(1, 1, index * 2 + 1), role: 'assistant', content: `Answer ${index}` },
    ];
  });
  async function* newestFirst() {
    yield* messages.slice(0, -1).reverse();
  }
  const context = await selectContext({
    ...{ newestFirst: newestFirst(), systemPrompt, nowMs, contextTokens: 4000, answerTokens: 1000 },
  });
  return context.messages.map(({ content }) => content);
};

test('a model knows the day, the weekday and the time', async () => {
  expect(await prompt([0])).toEqual([
    'Be brief.\nIt is Saturday, 28 November 2026 at 07:46 UTC.',
    'Question 0',
  ]);
});

test('also without instructions', async () => {
  expect((await prompt([0], NOW, ''))[0]).toBe('It is Saturday, 28 November 2026 at 07:46 UTC.');
});

test('within ten minutes the prompt only grows', async () => {
  const before = await prompt([6, 3], NOW - 3 * MINUTE);
  const after = await prompt([6, 3, 0]);
  expect(after.slice(0, before.length)).toEqual(before);
});

test('what was said longer ago keeps its time, and what is asked now gets its own', async () => {
  expect(await prompt([60 * 24, 2, 0])).toEqual([
    'Be brief.\nIt is Friday, 27 November 2026 at 07:46 UTC.',
    ...['Question 0', 'Answer 0'],
    'It is Saturday, 28 November 2026 at 07:44 UTC.',
    ...['Question 1', 'Answer 1', 'Question 2'],
  ]);
});

test('an old question that is asked again is asked now', async () => {
  expect((await prompt([60])).slice(1)).toEqual([
    'It is Saturday, 28 November 2026 at 07:46 UTC.',
    'Question 0',
  ]);
});

test.each([-60 * 24, 1e15, Number.MAX_SAFE_INTEGER])(
  'a time no clock shows (%d) is none',
  async (minutes) => {
    expect(await prompt([minutes, 0])).toContain('Question 1');
  },
);

test('no day of a year takes more of the window than is kept for it', () => {
  const days = Array.from({ length: 366 }, (_, day) => Date.UTC(2026, 0, 1 + day));
  const longest = Math.max(...days.map((ms) => presentTime([], ms).opening.length));
  expect(longest).toBe(LONGEST_TIME_LINE.length);
  expect(presentTime([], Date.UTC(2026, 8, 30)).opening).toBe(LONGEST_TIME_LINE);
});
