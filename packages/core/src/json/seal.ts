// A JSON object's text whose last field is a checksum of all that stands before it: flipped bytes are noticed also where
// what is left is JSON. A text without one was written before there were any, and is taken as it is.
import { createHash, type Hash } from 'node:crypto';

const BEFORE = ',"checksum":"';
const BEHIND = '"}';
const DIGEST = 64;
/** The seal, with the end of the object. */
const SEAL_BYTES = BEFORE.length + DIGEST + BEHIND.length;
const SEAL = new RegExp(`^${BEFORE}([0-9a-f]{${DIGEST}})"\\}$`);

const sealOf = (hash: Hash): string => BEFORE + hash.digest('hex') + BEHIND;

/** The text of an object with at least one field, in pieces, gets its seal. */
export async function* sealed(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  const hash = createHash('sha256');
  let held = '';
  for await (const piece of pieces) {
    hash.update(held);
    if (held !== '') yield held;
    held = piece;
  }
  const last = held.slice(0, -1);
  yield last + sealOf(hash.update(last));
}

/** `sealed` for a text that is held as a whole. */
export const sealText = (text: string): string => {
  const before = text.slice(0, -1);
  return before + sealOf(createHash('sha256').update(before));
};

/** Whether the text is what was sealed, or was never sealed. */
export const isIntact = (text: string): boolean => {
  const digest = SEAL.exec(text.slice(-SEAL_BYTES))?.[1];
  return digest === undefined || digestOf(text.slice(0, -SEAL_BYTES)) === digest;
};

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Hands the bytes on as they are, and throws `broken` at their end where they are not what was sealed. */
export async function* unsealed(
  body: AsyncIterable<Uint8Array>,
  broken: () => Error,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  let tail: Uint8Array = Buffer.alloc(0);
  for await (const piece of body) {
    const all = Buffer.concat([tail, piece]);
    const cut = Math.max(0, all.length - SEAL_BYTES);
    hash.update(all.subarray(0, cut));
    tail = all.subarray(cut);
    yield piece;
  }
  const digest = SEAL.exec(Buffer.from(tail).toString('latin1'))?.[1];
  if (digest !== undefined && digest !== hash.digest('hex')) throw broken();
}
