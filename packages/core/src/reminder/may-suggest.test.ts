import { expect, test } from 'vitest';
import { mayOffer, pausedUntil } from './may-suggest.ts';
import type { Suggestion, SuggestionState } from './suggestion.ts';

const DAY = 86_400_000;
const suggestion = (state: SuggestionState, day: number, answered = true): Suggestion => ({
  ...{ owner: 1, key: `task-${day}`, state, quote: 'Stamps', atMs: 0, offeredMs: day * DAY },
  ...(answered && { answeredMs: day * DAY }),
});

test('what was said to it decides when it may come again', () => {
  expect(mayOffer(undefined, DAY)).toBe(true);
  for (const state of ['later', 'taken', 'offered'] as const) {
    const known = suggestion(state, 1, state !== 'offered');
    expect([mayOffer(known, 2 * DAY), mayOffer(known, 15 * DAY)]).toEqual([false, true]);
  }
  expect(mayOffer(suggestion('never', 1), 1_000 * DAY)).toBe(false);
  // A briefing that died behind the write, and comes again.
  expect(mayOffer(suggestion('offered', 1, false), DAY)).toBe(true);
});

test('three refusals end it for a month, and one that was taken begins the count anew', () => {
  const days = (...states: SuggestionState[]) => states.map((state, index) => suggestion(state, index + 1));
  expect(pausedUntil(days('later', 'never'), 0)).toBe(0);
  expect(pausedUntil(days('later', 'never', 'later').toReversed(), 0)).toBe(33 * DAY);
  expect(pausedUntil(days('later', 'never', 'taken', 'later'), 0)).toBe(0);
  expect(pausedUntil(days('later', 'never', 'later', 'later'), 0)).toBe(33 * DAY);
  expect(pausedUntil(days('later', 'never', 'later'), DAY)).toBe(0);
  expect(pausedUntil([suggestion('offered', 3, false)], 0)).toBe(0);
  // Its event was asked for.
  expect(pausedUntil(days('later', 'never', 'offered', 'later'), 0)).toBe(0);
  // What a card offered is no suggestion.
  const card = { ...suggestion('taken', 3), key: 'card-7' };
  expect(pausedUntil([...days('later', 'never'), card, suggestion('later', 4)], 0)).toBe(34 * DAY);
});
