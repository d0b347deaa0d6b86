// Cuts JSON text into its values while it comes in, so that a file of any size is read with the memory of its largest
// value. Only the containers that are asked for are opened; all others are handed on whole, to be parsed one by one.

export type JsonPath = readonly (string | number)[];

export type JsonPart =
  /** A container that is opened: its values follow. */
  | { kind: 'open'; path: JsonPath; start: number }
  | { kind: 'close'; path: JsonPath; end: number }
  /** The text of a value, not yet checked. */
  | { kind: 'value'; path: JsonPath; bytes: Uint8Array }
  /** A value over `maxValueBytes`, or nested deeper than `maxDepth`, which is not kept. */
  | { kind: 'large' | 'deep'; path: JsonPath };

export interface SplitOptions {
  /** Whether the values of this container are wanted one by one. */
  opens: (path: JsonPath, of: 'array' | 'object') => boolean;
  maxValueBytes: number;
  maxDepth: number;
}

/** Thrown for text that is no JSON. Says nothing of the text. */
export class JsonBroken extends Error {}

interface Frame {
  of: 'array' | 'object';
  /** Index of the value that comes, or its name. */
  at: number | string;
}

type Awaited = 'value' | 'first-value' | 'name' | 'first-name' | 'colon' | 'comma' | 'nothing';

/** A value that is being passed over; its bytes are kept as far as they are few enough. */
interface Span {
  kind: 'string' | 'container' | 'literal' | 'name';
  depth: number;
  inString: boolean;
  escaped: boolean;
  pieces: Uint8Array[];
  bytes: number;
  isDeep: boolean;
}

export const createJsonSplitter = ({ opens, maxValueBytes, maxDepth }: SplitOptions) => {
  const frames: Frame[] = [];
  let awaited: Awaited = 'value';
  let span: Span | undefined;
  let offset = 0;
  let parts: JsonPart[] = [];

  const path = (): JsonPath => frames.map(({ at }) => at);

  const begin = (byte: number): void => {
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      const of = byte === OPEN_BRACE ? 'object' : 'array';
      if (frames.length < maxDepth && opens(path(), of)) {
        parts.push({ kind: 'open', path: path(), start: offset });
        frames.push({ of, at: of === 'array' ? 0 : '' });
        awaited = of === 'array' ? 'first-value' : 'first-name';
        return;
      }
      span = newSpan('container');
    } else if (byte === QUOTE) span = newSpan('string');
    else if (isLiteral(byte)) span = newSpan('literal');
    else throw new JsonBroken();
  };

  const close = (of: Frame['of']): void => {
    const frame = frames.pop();
    if (frame?.of !== of) throw new JsonBroken();
    parts.push({ kind: 'close', path: path(), end: offset + 1 });
    awaited = frames.length === 0 ? 'nothing' : 'comma';
  };

  const finishSpan = ({ kind, pieces, bytes, isDeep }: Span): void => {
    span = undefined;
    const frame = frames.at(-1);
    if (kind === 'name') {
      if (bytes > MAX_NAME_BYTES || !frame) throw new JsonBroken();
      const name = parseJson(joined(pieces));
      frame.at = String(name);
      awaited = 'colon';
      return;
    }
    if (bytes > maxValueBytes || isDeep) parts.push({ kind: isDeep ? 'deep' : 'large', path: path() });
    else parts.push({ kind: 'value', path: path(), bytes: joined(pieces) });
    awaited = frame ? 'comma' : 'nothing';
  };

  /** A byte between values. */
  const step = (byte: number): void => {
    if (isSpace(byte) || (offset < BYTE_ORDER_MARK.length && byte === BYTE_ORDER_MARK[offset])) return;
    const frame = frames.at(-1);
    if (awaited === 'first-value' && byte === CLOSE_BRACKET) close('array');
    else if (awaited === 'first-name' && byte === CLOSE_BRACE) close('object');
    else if (awaited === 'value' || awaited === 'first-value') begin(byte);
    else if ((awaited === 'name' || awaited === 'first-name') && byte === QUOTE) span = newSpan('name');
    else if (awaited === 'colon' && byte === COLON) awaited = 'value';
    else if (awaited === 'comma' && byte === CLOSE_BRACKET) close('array');
    else if (awaited === 'comma' && byte === CLOSE_BRACE) close('object');
    else if (awaited === 'comma' && byte === COMMA && frame) {
      awaited = frame.of === 'array' ? 'value' : 'name';
      if (frame.of === 'array') frame.at = Number(frame.at) + 1;
    } else throw new JsonBroken();
  };

  /** Where the span ends within the chunk: behind its last byte, or the chunk's end while it goes on. */
  const passOver = (current: Span, chunk: Uint8Array, from: number): { to: number; done: boolean } => {
    if (current.kind === 'literal') {
      let to = from;
      while (to < chunk.length && isLiteral(chunk[to] as number)) to += 1;
      return { to, done: to < chunk.length };
    }
    for (let index = from; index < chunk.length; index += 1) {
      const byte = chunk[index] as number;
      if (current.escaped) current.escaped = false;
      else if (current.inString) {
        if (byte === BACKSLASH) current.escaped = true;
        else if (byte === QUOTE) {
          current.inString = false;
          if (current.depth === 0) return { to: index + 1, done: true };
        }
      } else if (byte === QUOTE) current.inString = true;
      else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        current.depth += 1;
        current.isDeep ||= frames.length + current.depth > maxDepth;
      } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        current.depth -= 1;
        if (current.depth === 0) return { to: index + 1, done: true };
      }
    }
    return { to: chunk.length, done: false };
  };

  const push = (chunk: Uint8Array): JsonPart[] => {
    parts = [];
    const base = offset;
    for (let index = 0; index < chunk.length; ) {
      offset = base + index;
      if (!span) {
        step(chunk[index] as number);
        if (!span) {
          index += 1;
          continue;
        }
      }
      const current: Span = span;
      const { to, done } = passOver(current, chunk, index);
      current.bytes += to - index;
      if (current.bytes <= maxValueBytes && !current.isDeep) current.pieces.push(chunk.subarray(index, to));
      else current.pieces = [];
      index = to;
      offset = base + index;
      if (done) finishSpan(current);
    }
    offset = base + chunk.length;
    return parts;
  };

  return {
    /** What the next bytes complete. Throws `JsonBroken`. */
    push,
    /** After the last bytes. */
    end(): JsonPart[] {
      parts = [];
      if (span?.kind === 'literal' && frames.length === 0) finishSpan(span);
      if (awaited !== 'nothing' || span) throw new JsonBroken();
      return parts;
    },
  };
};

/** Some editors put it before their files; it means nothing. */
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const MAX_NAME_BYTES = 64 * 1024;
const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d];

const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
/** Letters, digits and signs: numbers, `true`, `false`, `null`; what they say is checked when they are parsed. */
const isLiteral = (byte: number): boolean =>
  (byte >= 0x61 && byte <= 0x7a) ||
  (byte >= 0x30 && byte <= 0x39) ||
  byte === 0x2d ||
  byte === 0x2b ||
  byte === 0x2e ||
  byte === 0x45;

const newSpan = (kind: Span['kind']): Span => ({
  kind,
  depth: 0,
  inString: false,
  escaped: false,
  pieces: [],
  bytes: 0,
  isDeep: false,
});

const joined = (pieces: Uint8Array[]): Uint8Array =>
  pieces.length === 1 ? (pieces[0] as Uint8Array) : Buffer.concat(pieces);

/** The parts of a text that comes in pieces of any size. */
export async function* splitJson(
  chunks: AsyncIterable<Uint8Array>,
  options: SplitOptions,
): AsyncGenerator<JsonPart> {
  const splitter = createJsonSplitter(options);
  for await (const chunk of chunks) yield* splitter.push(chunk);
  yield* splitter.end();
}

/** A text that is there whole is cut in steps, so that never all of its values are held at once. */
const STEP_BYTES = 16 * 1024;

export function* splitJsonBytes(bytes: Uint8Array, options: SplitOptions): Generator<JsonPart> {
  const splitter = createJsonSplitter(options);
  for (let from = 0; from < bytes.length; from += STEP_BYTES)
    yield* splitter.push(bytes.subarray(from, from + STEP_BYTES));
  yield* splitter.end();
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A value from its bytes. Throws `JsonBroken` where they are no UTF-8 or no JSON; its cause would quote the text. */
export const parseJson = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    throw new JsonBroken();
  }
};
