import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { countPromptTokens, countTokens, splitTokens } from './tokens.ts';

it('gives the text back when tokens are joined, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(splitTokens(text).join('')).toBe(text);
    }),
  );
});

it('never ends a token inside a surrogate pair', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      for (const token of splitTokens(text)) expect(token).not.toMatch(/[\ud800-\udbff]$/);
    }),
  );
});

it('counts English at about four letters a token', () => {
  const text = 'The quick brown fox jumps over the lazy dog and runs into the forest. '.repeat(20);
  expect(text.length / countTokens(text)).toBeGreaterThan(3);
  expect(text.length / countTokens(text)).toBeLessThan(6);
});

it('counts what a template adds to every message of a prompt', () => {
  expect(countPromptTokens([])).toBe(3);
  expect(countPromptTokens([{ content: 'one' }, { content: 'two' }])).toBe(3 + 2 * 5);
});
