import { expect, it } from 'vitest';
import { allowanceLeft } from './allowance.ts';

it.each([
  [{}, { turns: 900, tokens: 900 }, 'plenty'],
  [{ turns: 10 }, { turns: 7, tokens: 9 }, 'plenty'],
  [{ turns: 10 }, { turns: 8, tokens: 0 }, 'nearly'],
  [{ turns: 10, tokens: 100 }, { turns: 1, tokens: 80 }, 'nearly'],
  [{ turns: 10, tokens: 100 }, { turns: 10, tokens: 0 }, 'none'],
  [{ tokens: 100 }, { turns: 1, tokens: 130 }, 'none'],
  [{ turns: 0 }, { turns: 0, tokens: 0 }, 'none'],
] as const)('of %j with %j used there is left: %s', (allowance, used, left) => {
  expect(allowanceLeft(allowance, used)).toBe(left);
});
