import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitAsAppsDo } from './split-text.ts';

describe('a long text a person pastes', () => {
  it('becomes messages of 4,096 units', () => {
    expect(splitAsAppsDo('x'.repeat(12_000)).map((piece) => piece.length)).toEqual([4096, 4096, 3808]);
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
