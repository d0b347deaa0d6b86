// What the demonstration truly sees of a picture: its format, its sides, and the colour it has on average.
import { inflateSync } from 'node:zlib';
import { decode } from 'jpeg-js';

interface Seen {
  format: 'JPEG' | 'PNG';
  width: number;
  height: number;
  /** Red, green, blue, 0–255; undefined where it is written in a way that is not read here. */
  colour: Colour | undefined;
}

type Colour = [red: number, green: number, blue: number];

/** Undefined for what is no picture: Ollama refuses it. */
export const lookAt = (base64: string): string | undefined => {
  const bytes = Buffer.from(base64, 'base64');
  const seen = bytes[0] === 0xff && bytes[1] === 0xd8 ? ofJpeg(bytes) : ofPng(bytes);
  if (!seen) return undefined;
  const { format, width, height, colour } = seen;
  return `a ${format} of ${width} × ${height} pixels${colour ? `, mostly ${nameOf(colour)}` : ''}`;
};

const ofJpeg = (bytes: Buffer): Seen | undefined => {
  try {
    const { width, height, data } = decode(bytes, {
      useTArray: true,
      maxResolutionInMP: 8,
      maxMemoryUsageInMB: 128,
    });
    return { format: 'JPEG', width, height, colour: average(data, { pixelBytes: 4 }) };
  } catch {
    return undefined;
  }
};

const PNG_BEGINS = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Bytes of a pixel by PNG's number of a kind of colour: those with a byte for each of red, green and blue. */
const PIXEL_BYTES: Record<number, number> = { 2: 3, 6: 4 };
const MAX_RAW_BYTES = 64 * 1024 * 1024;

const ofPng = (bytes: Buffer): Seen | undefined => {
  if (!bytes.subarray(0, 8).equals(PNG_BEGINS) || bytes.length < 33) return undefined;
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const pixelBytes = bytes[24] === 8 && bytes[28] === 0 ? PIXEL_BYTES[bytes[25] ?? 0] : undefined;
  const colour = pixelBytes === undefined ? undefined : colourOfPng(bytes, { width, height, pixelBytes });
  return { format: 'PNG', width, height, colour };
};

const colourOfPng = (
  bytes: Buffer,
  { width, height, pixelBytes }: { width: number; height: number; pixelBytes: number },
): Colour | undefined => {
  const parts: Buffer[] = [];
  for (let at = 8; at + 12 <= bytes.length; at += 12 + bytes.readUInt32BE(at))
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  try {
    const raw = inflateSync(Buffer.concat(parts), { maxOutputLength: MAX_RAW_BYTES });
    const line = width * pixelBytes;
    const pixels = Buffer.alloc(line * height);
    for (let row = 0; row < height; row += 1) unfilter(raw, pixels, { row, line, pixelBytes });
    return average(pixels, { pixelBytes });
  } catch {
    return undefined;
  }
};

/** A line is written as its differences to its neighbours, in one of five ways. */
const unfilter = (
  raw: Buffer,
  pixels: Buffer,
  { row, line, pixelBytes }: { row: number; line: number; pixelBytes: number },
): void => {
  const way = raw[row * (line + 1)] ?? 0;
  for (let index = 0; index < line; index += 1) {
    const at = row * line + index;
    const left = index < pixelBytes ? 0 : (pixels[at - pixelBytes] ?? 0);
    const up = row === 0 ? 0 : (pixels[at - line] ?? 0);
    const corner = row === 0 || index < pixelBytes ? 0 : (pixels[at - line - pixelBytes] ?? 0);
    const guess = [0, left, up, (left + up) >> 1, nearest(left, up, corner)][way] ?? 0;
    pixels[at] = (raw[row * (line + 1) + 1 + index] ?? 0) + guess;
  }
};

const nearest = (left: number, up: number, corner: number): number => {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
};

const average = (pixels: Uint8Array, { pixelBytes }: { pixelBytes: number }): Colour => {
  const sums: Colour = [0, 0, 0];
  const count = Math.floor(pixels.length / pixelBytes) || 1;
  for (let at = 0; at + pixelBytes <= pixels.length; at += pixelBytes)
    for (const channel of [0, 1, 2] as const) sums[channel] += pixels[at + channel] ?? 0;
  return sums.map((sum) => sum / count) as Colour;
};

const HUES: [upTo: number, name: string][] = [
  [15, 'red'],
  [45, 'orange'],
  [70, 'yellow'],
  [165, 'green'],
  [195, 'turquoise'],
  [260, 'blue'],
  [330, 'purple'],
  [360, 'red'],
];

const nameOf = ([red, green, blue]: Colour): string => {
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)];
  const spread = most - least;
  if (most < 40) return 'black';
  if (spread < 24) return least > 215 ? 'white' : 'grey';
  const sixth =
    most === red
      ? (green - blue) / spread
      : most === green
        ? (blue - red) / spread + 2
        : (red - green) / spread + 4;
  const degrees = (sixth * 60 + 360) % 360;
  const name = HUES.find(([upTo]) => degrees < upTo)?.[1] ?? 'red';
  return `${most < 110 ? 'dark ' : least > 150 ? 'light ' : ''}${name}`;
};
