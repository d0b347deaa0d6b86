import { expect, test } from 'vitest';
import { estimateTokens } from './estimate-tokens.ts';

test('tokens are estimated from bytes, so that every script counts', () => {
  expect(estimateTokens('')).toBe(0);
  expect(estimateTokens('Hello')).toBe(2);
  expect(estimateTokens('你好')).toBe(2);
  expect(estimateTokens('😀😀')).toBe(3);
});
