// Takes off the framing in which SDKs stream: `<size hex>[;extension]\r\n<bytes>\r\n … 0\r\n<trailers>\r\n`.
import { S3Error } from './s3-error.ts';

const MAX_LINE_BYTES = 4_096;
const CRLF = Buffer.from('\r\n');

/**
 * @param trailers filled with the trailing headers, names in lower case
 * @throws S3Error IncompleteBody when the source ends early, InvalidRequest when the framing is broken
 */
export async function* decodeAwsChunked(
  source: AsyncIterable<Uint8Array>,
  trailers: Map<string, string>,
): AsyncGenerator<Buffer> {
  const bytes = readBytes(source);
  for (;;) {
    const size = chunkSize(await bytes.line());
    if (size === 0) break;
    yield* bytes.take(size);
    if ((await bytes.line()) !== '') throw new S3Error('InvalidRequest', 'A chunk is longer than its size');
  }
  for (;;) {
    const line = await bytes.line();
    if (line === undefined || line === '') return;
    const colon = line.indexOf(':');
    if (colon > 0) trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
}

const chunkSize = (line: string | undefined): number => {
  if (line === undefined) throw new S3Error('IncompleteBody');
  const [, hex] = /^([\da-f]{1,10})(?:;.*)?$/i.exec(line) ?? [];
  if (hex === undefined) throw new S3Error('InvalidRequest', 'A chunk size is malformed');
  return Number.parseInt(hex, 16);
};

const readBytes = (source: AsyncIterable<Uint8Array>) => {
  const iterator = source[Symbol.asyncIterator]();
  let pending: Buffer = Buffer.alloc(0);

  const next = async (): Promise<Buffer | undefined> => {
    const result = await iterator.next();
    return result.done ? undefined : Buffer.from(result.value);
  };

  return {
    /** Up to the next CRLF, which is consumed; undefined at the end of the source. */
    line: async (): Promise<string | undefined> => {
      for (;;) {
        const end = pending.indexOf(CRLF);
        if (end >= 0) {
          const line = pending.toString('latin1', 0, end);
          pending = pending.subarray(end + CRLF.length);
          return line;
        }
        if (pending.length > MAX_LINE_BYTES) throw new S3Error('InvalidRequest', 'A line is too long');
        const more = await next();
        if (more !== undefined) pending = Buffer.concat([pending, more]);
        else if (pending.length > 0) throw new S3Error('IncompleteBody');
        else return undefined;
      }
    },
    async *take(size: number): AsyncGenerator<Buffer> {
      let left = size;
      while (left > 0) {
        const part = pending.length > 0 ? pending : await next();
        if (part === undefined) throw new S3Error('IncompleteBody');
        const taken = part.subarray(0, left);
        pending = part.subarray(taken.length);
        left -= taken.length;
        if (taken.length > 0) yield taken;
      }
    },
  };
};
