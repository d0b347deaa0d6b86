import fc from 'fast-check';
import { expect, test } from 'vitest';
import { headOf, tailOf } from './cut-text.ts';

test('a text within the limit stays as it is', () => {
  expect(headOf('héllo', 6)).toBe('héllo');
  expect(tailOf('héllo', 6)).toBe('héllo');
});

test('a character that does not fit whole is left out', () => {
  expect(headOf('ab😀cd', 5)).toBe('ab');
  expect(tailOf('ab😀cd', 5)).toBe('cd');
  expect(tailOf('ab😀', 0)).toBe('');
  expect(headOf('😀', -3)).toBe('');
});

test('head and tail are the ends of the text, within the limit and as long as they can be', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(60), (text, maxBytes) => {
      const head = headOf(text, maxBytes);
      const tail = tailOf(text, maxBytes);
      expect(text.startsWith(head)).toBe(true);
      expect(text.endsWith(tail)).toBe(true);
      for (const part of [head, tail]) {
        expect(Buffer.byteLength(part)).toBeLessThanOrEqual(maxBytes);
        if (part !== text) expect(Buffer.byteLength(part)).toBeGreaterThan(maxBytes - 4);
      }
    }),
  );
});
