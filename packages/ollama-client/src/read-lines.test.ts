import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLines } from './read-lines.ts';

const wide = { maxLineBytes: 1_000_000, maxTotalBytes: 1_000_000 };

async function* pieces(...bytes: Uint8Array[]) {
  yield* bytes;
}

const read = async (source: AsyncIterable<Uint8Array>, limits = wide) => {
  const found: { text: string; terminated: boolean }[] = [];
  for await (const line of readLines(source, limits)) found.push(line);
  return found;
};

test('any text cut anywhere gives the same lines', async () => {
  const text = fc.string({
    unit: fc.oneof(fc.constant('\n'), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })),
  });
  await fc.assert(
    fc.asyncProperty(text, fc.array(fc.nat(), { maxLength: 10 }), async (whole, at) => {
      const bytes = Buffer.from(whole);
      const cuts = [0, ...at.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
      const parts = cuts.slice(1).map((end, index) => bytes.subarray(cuts[index], end));
      const expected = whole
        .split('\n')
        .map((part, index, all) => ({ text: part, terminated: index < all.length - 1 }));
      expect(await read(pieces(...parts))).toEqual(expected.filter((line) => line.text.trim() !== ''));
    }),
  );
});

test('a broken character is replaced and breaks nothing else', async () => {
  expect(await read(pieces(Buffer.from([0x61, 0xff, 0x62, 0x0a])))).toEqual([
    { text: 'a\ufffdb', terminated: true },
  ]);
});

test('a line may be as long as the limit and no longer, in one piece or in many', async () => {
  const limits = { maxLineBytes: 4, maxTotalBytes: 100 };
  const byte = Buffer.from('x');
  expect(await read(pieces(Buffer.from('xxxx\n')), limits)).toHaveLength(1);
  await expect(read(pieces(Buffer.from('xxxxx\n')), limits)).rejects.toMatchObject({ code: 'bad-response' });
  await expect(read(pieces(byte, byte, byte, byte, byte), limits)).rejects.toMatchObject({
    code: 'bad-response',
  });
});

test('a stream may be as long as the limit and no longer', async () => {
  const limits = { maxLineBytes: 100, maxTotalBytes: 4 };
  expect(await read(pieces(Buffer.from('x\ny\n')), limits)).toHaveLength(2);
  await expect(read(pieces(Buffer.from('x\ny\nz')), limits)).rejects.toMatchObject({ code: 'bad-response' });
});
