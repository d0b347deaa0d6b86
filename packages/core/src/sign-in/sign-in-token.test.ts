import { expect, test } from 'vitest';
import { readSignInToken, signInTokenOf, TOKEN_BYTES } from './sign-in-token.ts';

const { token, ...ref } = signInTokenOf(5, new Uint8Array(TOKEN_BYTES).fill(255));

test('a token names its owner and is kept as a hash', () => {
  expect(token).toBe(`5.${'_'.repeat(42)}8`);
  expect(ref).toEqual({ owner: 5, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(readSignInToken(token)).toEqual(ref);
  expect(readSignInToken(token)?.hash).not.toBe(readSignInToken(token.replace('5.', '6.'))?.hash);
});

test.each([
  '',
  '5',
  `-${token}`,
  `0${token}`,
  `${token}a`,
  token.slice(0, -1),
  `9999999999999999${token.slice(1)}`,
  `5.${'+'.repeat(43)}`,
])('“%s” is none', (text) => {
  expect(readSignInToken(text)).toBeUndefined();
});
