import { describe, expect, test } from 'vitest';
import { isIntact, sealed, sealText, unsealed } from './seal.ts';

const SEAL_BYTES = 79;
const TEXT = JSON.stringify({ title: 'Bienen 🐝', messages: ['a', 'b'], n: 1 });

async function* inPieces<T>(all: T[]): AsyncGenerator<T> {
  yield* all;
}

const read = async (bytes: Uint8Array, size: number): Promise<string> => {
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
  let text = '';
  for await (const piece of unsealed(inPieces(pieces), () => new Error('broken')))
    text += Buffer.from(piece).toString('latin1');
  return Buffer.from(text, 'latin1').toString();
};

describe('a sealed text', () => {
  test('is the same object with one more field, in pieces as a whole', async () => {
    const text = sealText(TEXT);
    expect(JSON.parse(text)).toEqual({
      ...JSON.parse(TEXT),
      checksum: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    let pieces = '';
    for await (const piece of sealed(inPieces([TEXT.slice(0, 9), TEXT.slice(9, 30), TEXT.slice(30)])))
      pieces += piece;
    expect(pieces).toBe(text);
  });

  test.each([1, 7, 78, 79, 80, 1000])('comes through in pieces of %d bytes', async (size) => {
    const text = sealText(TEXT);
    expect(await read(Buffer.from(text), size)).toBe(text);
    expect(await read(Buffer.from(TEXT), size)).toBe(TEXT);
  });

  test('is broken by every flipped byte before its seal, and by every other digest', async () => {
    const bytes = Buffer.from(sealText(TEXT));
    for (let at = 0; at < bytes.length - SEAL_BYTES; at += 1) {
      const flipped = Buffer.from(bytes);
      flipped.writeUInt8((bytes[at] ?? 0) ^ 1, at);
      await expect(read(flipped, 50), String(at)).rejects.toThrow('broken');
      expect(isIntact(flipped.toString())).toBe(false);
    }
    const other = sealText(TEXT).replace(/[0-9a-f]{64}/, 'a'.repeat(64));
    await expect(read(Buffer.from(other), 50)).rejects.toThrow('broken');
    expect(isIntact(other)).toBe(false);
  });

  test('is intact as it was written, and so is what was never sealed', () => {
    expect([sealText(TEXT), TEXT, ''].map(isIntact)).toEqual([true, true, true]);
  });
});
