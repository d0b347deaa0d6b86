// Whether an OGG/Opus file is whole, by its own count: a decoder takes one that was cut off for a shorter one.

const PAGE_HEADER_BYTES = 27;
const RATE = 48_000;
/** Telegram tells whole seconds. */
const SLACK_SECONDS = 1.5;

/** `seconds`: how long it plays, as Telegram says. True for every other format: what is in it is not known. */
export const isWhole = (bytes: Uint8Array, seconds: number): boolean => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const head = file.subarray(0, 200).indexOf('OpusHead');
  if (!isPage(file, 0) || head < 0 || head + 12 > file.length) return true;
  const preSkip = file.readUInt16LE(head + 10);
  let samples = 0;
  for (let at = 0; at < file.length; ) {
    if (!isPage(file, at) || at + PAGE_HEADER_BYTES > file.length) return false;
    const table = at + PAGE_HEADER_BYTES;
    const lengths = file.subarray(table, table + file.readUInt8(at + 26));
    // Of the last sample that ends on this page; -1 where none does.
    samples = Math.max(samples, Number(file.readBigInt64LE(at + 6)));
    at = table + lengths.length + lengths.reduce((sum, length) => sum + length, 0);
    if (at > file.length) return false;
  }
  return (samples - preSkip) / RATE >= seconds - SLACK_SECONDS;
};

const isPage = (file: Buffer, at: number): boolean => file.toString('latin1', at, at + 4) === 'OggS';
