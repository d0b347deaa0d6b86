import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isWhole } from './is-whole.ts';

const SPOKEN = readFileSync(new URL('../../test/fixtures/capital-of-france.oga', import.meta.url));

test('a file is whole with all of its pages, for as long as it is said to play', () => {
  expect([2, 3].map((seconds) => isWhole(SPOKEN, seconds))).toEqual([true, true]);
  expect(isWhole(SPOKEN, 4)).toBe(false);
});

test('a file that was cut off anywhere is not', () => {
  for (let bytes = 80; bytes < SPOKEN.length; bytes += 37)
    expect([bytes, isWhole(SPOKEN.subarray(0, bytes), 2)]).toEqual([bytes, false]);
});

test('of other formats nothing is known', () => {
  for (const junk of [
    Buffer.alloc(0),
    Buffer.from('ID3 and music'),
    Buffer.from('OggS'),
    Buffer.alloc(5_000, 7),
  ])
    expect(isWhole(junk, 60)).toBe(true);
});
