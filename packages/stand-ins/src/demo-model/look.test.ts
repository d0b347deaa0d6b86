import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { type Plain, plainJpeg, plainPng } from '../testing/pictures.ts';
import { lookAt } from './look.ts';

const seen = (bytes: Uint8Array) => lookAt(Buffer.from(bytes).toString('base64'));

test.each<[Plain['colour'], string]>([
  [[200, 30, 40], 'red'],
  [[230, 20, 120], 'red'],
  [[240, 130, 20], 'orange'],
  [[230, 220, 30], 'yellow'],
  [[40, 160, 60], 'green'],
  [[30, 180, 180], 'turquoise'],
  [[30, 60, 200], 'blue'],
  [[120, 30, 200], 'purple'],
  [[20, 30, 90], 'dark blue'],
  [[170, 200, 255], 'light blue'],
  [[10, 10, 20], 'black'],
  [[250, 250, 250], 'white'],
  [[128, 128, 130], 'grey'],
])('a colour of %j is %s, in both formats', (colour, name) => {
  expect(seen(plainJpeg({ colour: colour ?? [0, 0, 0] }))).toBe(`a JPEG of 64 × 48 pixels, mostly ${name}`);
  expect(seen(plainPng({ colour: colour ?? [0, 0, 0] }))).toBe(`a PNG of 24 × 16 pixels, mostly ${name}`);
});

/** A PNG of two red pixels a line, each line written in its own way. */
const filtered = (lines: number[][]): Uint8Array => {
  const png = Buffer.from(plainPng({ width: 2, height: lines.length }));
  const pixels = deflateSync(Buffer.from(lines.flat()));
  const head = png.subarray(0, 33);
  const data = Buffer.alloc(12 + pixels.length);
  data.writeUInt32BE(pixels.length, 0);
  data.write('IDAT', 4, 'latin1');
  data.set(pixels, 8);
  return Buffer.concat([head, data]);
};

test('all ways in which a line may be written are read', () => {
  const red = [200, 10, 10];
  const lines = [
    [0, ...red, ...red],
    [1, ...red, 0, 0, 0],
    [2, 0, 0, 0, 0, 0, 0],
    [3, 100, 5, 5, 0, 0, 0],
    [4, 0, 0, 0, 0, 0, 0],
  ];
  expect(seen(filtered(lines))).toBe('a PNG of 2 × 5 pixels, mostly red');
});

test('of a PNG that is written in a rarer way, or broken, the sides are told', () => {
  const rare = Buffer.from(plainPng());
  rare[25] = 3;
  expect(seen(rare)).toBe('a PNG of 24 × 16 pixels');
  expect(seen(Buffer.from(plainPng()).subarray(0, 50))).toBe('a PNG of 24 × 16 pixels');
});

test.each([
  ['text', Buffer.from('Hello, this is a text that is long enough')],
  ['a JPEG that breaks off', Buffer.from(plainJpeg()).subarray(0, 40)],
  ['nothing', new Uint8Array()],
])('%s is no picture', (_, bytes) => {
  expect(seen(bytes)).toBeUndefined();
});
