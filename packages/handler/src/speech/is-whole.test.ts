import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isWhole as isPlayedWhole, playingTime } from './is-whole.ts';

const SPOKEN = readFileSync(new URL('../../test/fixtures/capital-of-france.oga', import.meta.url));

const isWhole = (bytes: Uint8Array, seconds: number) => isPlayedWhole(playingTime(bytes), seconds);

test('a file is whole with all of its pages, whatever the sender’s app claims, where the last one is marked', () => {
  expect(playingTime(SPOKEN)).toMatchObject({ seconds: expect.closeTo(2.19, 1), end: 'marked' });
  expect([2, 3, 4, 600].map((seconds) => isWhole(SPOKEN, seconds))).toEqual([true, true, true, true]);
});

test('where no page is marked as the last one, it plays for as long as it is said to', () => {
  const unmarked = Buffer.from(SPOKEN);
  unmarked[unmarked.lastIndexOf('OggS') + 5] = 0;
  expect([2, 3, 4].map((seconds) => isWhole(unmarked, seconds))).toEqual([true, true, false]);
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
