import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bold, code, italic, lines, say } from './say.ts';

test('a sentence puts its pieces together and keeps their formatting in place', () => {
  expect(say`Session ${bold(3)}, ${italic('new')}: ${code('a_b')} ${5}.`).toEqual({
    text: 'Session 3, new: a_b 5.',
    entities: [
      { type: 'bold', offset: 8, length: 1 },
      { type: 'italic', offset: 11, length: 3 },
      { type: 'code', offset: 16, length: 3 },
    ],
  });
});

test('lines that are undefined are left out, empty ones stay', () => {
  expect(lines('a', undefined, bold('b'), '', 'c')).toEqual({
    text: 'a\nb\n\nc',
    entities: [{ type: 'bold', offset: 2, length: 1 }],
  });
  expect(lines()).toEqual({ text: '', entities: [] });
});

test('no formatting is given to nothing', () => {
  expect(bold('').entities).toEqual([]);
});

test('whatever a user wrote stands in the text as it is and formats nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (title) => {
      expect(say`“${title}” is ${bold('new')}`).toEqual({
        text: `“${title}” is new`,
        entities: [{ type: 'bold', offset: title.length + 6, length: 3 }],
      });
    }),
  );
});
