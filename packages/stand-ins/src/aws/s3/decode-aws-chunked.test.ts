import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeAwsChunked } from './decode-aws-chunked.ts';

const decode = async (pieces: Uint8Array[]) => {
  const trailers = new Map<string, string>();
  async function* source() {
    yield* pieces;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of decodeAwsChunked(source(), trailers)) chunks.push(chunk);
  return { body: Buffer.concat(chunks), trailers };
};

const frame = (chunks: Uint8Array[], extension: string, tail: string): Buffer =>
  Buffer.concat([
    ...chunks.flatMap((chunk) => [
      Buffer.from(`${chunk.length.toString(16)}${extension}\r\n`),
      chunk,
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`0${extension}\r\n${tail}`),
  ]);

const split = (bytes: Buffer, size: number): Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));

describe('decodeAwsChunked', () => {
  it('gives back the same bytes, however they were framed and wherever the network cut them', async () => {
    const chunks = fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { maxLength: 5 });
    const extension = fc.constantFrom('', `;chunk-signature=${'a'.repeat(64)}`);
    await fc.assert(
      fc.asyncProperty(chunks, extension, fc.integer({ min: 1, max: 50 }), async (given, signature, size) => {
        const bytes = frame(given, signature, 'X-Amz-Checksum-Crc32: AAAAAA==\r\n\r\n');
        const { body, trailers } = await decode(split(bytes, size));
        expect(body.equals(Buffer.concat(given))).toBe(true);
        expect([...trailers]).toEqual([['x-amz-checksum-crc32', 'AAAAAA==']]);
      }),
    );
  });

  it.each(['', '\r\n', 'not a header\r\n\r\n'])('ends calmly behind the last chunk with %j', async (tail) => {
    const { body, trailers } = await decode([frame([Buffer.from('x')], '', tail)]);
    expect([body.toString(), trailers.size]).toEqual(['x', 0]);
  });

  it.each([
    ['', 'IncompleteBody'],
    ['5\r\nabc', 'IncompleteBody'],
    ['5', 'IncompleteBody'],
    ['3\r\nabc\r\n', 'IncompleteBody'],
    ['3\r\nabcdef\r\n0\r\n\r\n', 'InvalidRequest'],
    ['xyz\r\nabc\r\n', 'InvalidRequest'],
    ['-1\r\n\r\n', 'InvalidRequest'],
    ['a'.repeat(5_000), 'InvalidRequest'],
  ])('refuses %j', async (text, code) => {
    await expect(decode([Buffer.from(text)])).rejects.toMatchObject({ code });
  });
});
