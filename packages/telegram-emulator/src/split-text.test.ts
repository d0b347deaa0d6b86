import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitAsAppsDo } from './split-text.ts';

describe('a long text a person pastes', () => {
  it('becomes messages of 4,096 units where it has no break', () => {
    expect(splitAsAppsDo('x'.repeat(12_000)).map((piece) => piece.length)).toEqual([4096, 4096, 3808]);
  });

  const x = (length: number) => 'x'.repeat(length);
  it.each([
    ['a blank line before a line', `${x(2_049)}\n\n${x(9)}\n${x(4_000)}`, 2_049],
    ['a line before the end of a sentence', `${x(2_100)}\n${x(99)}. ${x(4_000)}`, 2_100],
    ['the end of a sentence before a part of one', `${x(2_199)}. ${x(99)}, ${x(4_000)}`, 2_200],
    ['a part of a sentence before a word', `${x(2_199)}; ${x(99)} ${x(4_000)}`, 2_200],
    ['a word before a sign', `${x(2_200)} ${x(99)}-${x(4_000)}`, 2_200],
    ['a sign before anything', `${x(2_199)}-${x(4_000)}`, 2_200],
    ['the last of the best', `${x(2_200)} ${x(99)} ${x(4_000)}`, 2_300],
    ['nothing in the first half', `${x(2_048)}\n\n${x(4_000)}`, 4_096],
  ])('is cut at the best break in the second half: %s', (_, text, length) => {
    expect(splitAsAppsDo(text)[0]).toHaveLength(length);
  });

  it('is not cut inside an emoji', () => {
    expect(splitAsAppsDo(`x${'😀'.repeat(3)}`, 4)).toEqual(['x😀', '😀😀']);
  });

  it('has no blank piece', () => {
    expect(splitAsAppsDo(`${'x'.repeat(4)}${' '.repeat(9)}y`, 4)).toEqual(['xxxx', 'y']);
    expect(splitAsAppsDo('  \n')).toEqual([]);
  });

  it('keeps every character that is not white space', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.integer({ min: 2, max: 9 }),
        (text, limit) => {
          const pieces = splitAsAppsDo(text, limit);
          expect(pieces.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
          expect(Math.max(0, ...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(limit);
        },
      ),
    );
  });
});
