import { describe, expect, it } from 'vitest';
import { levelOfAll, limitOf, MOST, partsOf } from './allowance-parts.ts';

const view = (used: { turns: number; tokens: number }, limits: { turns?: number; tokens?: number }) =>
  partsOf({ ...limits, used, anewAtMs: 0 });

describe('an allowance', () => {
  it.each([
    [7, 'plenty'],
    [8, 'nearly'],
    [10, 'none'],
    [11, 'none'],
  ])('of which %i of 10 turns are used has %s left', (turns, level) => {
    expect(levelOfAll(view({ turns, tokens: 0 }, { turns: 10 }))).toBe(level);
  });

  it('is used up where one of its numbers is, and where nothing is allowed', () => {
    expect(levelOfAll(view({ turns: 1, tokens: 900 }, { turns: 10, tokens: 900 }))).toBe('none');
    expect(levelOfAll(view({ turns: 0, tokens: 0 }, { turns: 0 }))).toBe('none');
  });

  it('shows what has a limit, and nothing else', () => {
    expect(view({ turns: 3, tokens: 5 }, { tokens: 10 }).map(({ what }) => what)).toEqual(['tokens']);
    expect(view({ turns: 3, tokens: 5 }, {})).toEqual([]);
  });
});

it.each([
  ['', null],
  ['  ', null],
  ['0', 0],
  [' 25 ', 25],
  ['10.000', 10_000],
  ['1,000,000', 1_000_000],
  ['1 000', 1000],
  ['1.5', undefined],
  ['-3', undefined],
  ['ten', undefined],
  ['1000000001', undefined],
])('“%s” is typed for %s', (typed, limit) => {
  expect(limitOf(typed, MOST.tokens)).toBe(limit);
});
