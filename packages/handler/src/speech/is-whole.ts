// Whether an OGG/Opus file is whole, and how long it plays, by its own count: a decoder takes one that was cut off for a
// shorter one, and what Telegram tells of it is what the sender's app claimed.

const PAGE_HEADER_BYTES = 27;
const RATE = 48_000;
/** Telegram tells whole seconds. */
const SLACK_SECONDS = 1.5;
/** Of a page's flags: the last one of its stream. Not every recorder sets it. */
const LAST = 4;

interface Playing {
  seconds: number;
  /** `open`: all pages are whole, and none says that it is the last one. */
  end: 'cut' | 'open' | 'marked';
}

/** Undefined for every other format: what is in it is not known. */
export const playingTime = (bytes: Uint8Array): Playing | undefined => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const head = file.subarray(0, 200).indexOf('OpusHead');
  if (!isPage(file, 0) || head < 0 || head + 12 > file.length) return undefined;
  const preSkip = file.readUInt16LE(head + 10);
  let samples = 0;
  const playing = (end: Playing['end']): Playing => ({ seconds: (samples - preSkip) / RATE, end });
  let flags = 0;
  for (let at = 0; at < file.length; ) {
    if (!isPage(file, at) || at + PAGE_HEADER_BYTES > file.length) return playing('cut');
    flags = file.readUInt8(at + 5);
    const table = at + PAGE_HEADER_BYTES;
    const lengths = file.subarray(table, table + file.readUInt8(at + 26));
    // Of the last sample that ends on this page; -1 where none does.
    samples = Math.max(samples, Number(file.readBigInt64LE(at + 6)));
    at = table + lengths.length + lengths.reduce((sum, length) => sum + length, 0);
    if (at > file.length) return playing('cut');
  }
  return playing((flags & LAST) > 0 ? 'marked' : 'open');
};

/** `seconds`: how long it plays, as Telegram says; an app may claim too much. */
export const isWhole = (playing: Playing | undefined, seconds: number): boolean =>
  playing === undefined ||
  playing.end === 'marked' ||
  (playing.end === 'open' && playing.seconds >= seconds - SLACK_SECONDS);

const isPage = (file: Buffer, at: number): boolean => file.toString('latin1', at, at + 4) === 'OggS';
