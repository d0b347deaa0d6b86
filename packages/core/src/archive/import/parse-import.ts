// A file somebody sent, as conversations: our own format 1.0, or what other programs export. The file is looked at value by
// value: parsed as a whole, twenty megabytes of brackets would be a gigabyte of objects.
import {
  JsonBroken,
  type JsonPart,
  type JsonPath,
  parseJson,
  splitJsonBytes,
} from '../../json/split-json.ts';
import { type Candidate, createCandidate, opensInCandidate } from './candidate.ts';
import { type Collector, createCollector, type ImportFile } from './collect-conversations.ts';
import {
  importError,
  MAX_DEPTH,
  MAX_IMPORT_BYTES,
  MAX_IMPORT_CONVERSATIONS,
  MAX_VALUE_BYTES,
} from './import-error.ts';
import { createLooseMessages, type LooseMessages } from './loose-messages.ts';

/**
 * The conversations of a file, in its order, and what had to be left out. Throws `StewardError`s with a `userMessage` where
 * nothing can be taken from it: `import-not-json`, `import-too-large`, `import-no-conversation`,
 * `import-too-many-conversations`, and what is wrong with the only conversation there is: `import-bad-role`,
 * `import-not-text`, `import-too-deep`, `import-too-many-messages`, `import-message-too-large`.
 */
export const parseImport = (content: string | Uint8Array, maxBytes = MAX_IMPORT_BYTES): ImportFile => {
  const file = typeof content === 'string' ? Buffer.from(content) : content;
  if (file.byteLength > maxBytes) throw importError('import-too-large');
  try {
    return readJson(file);
  } catch (error) {
    // What the file says must not be in the error, so the cause is left out.
    if (!(error instanceof JsonBroken)) throw error;
  }
  const lines = readLines(file);
  if (lines) return lines;
  throw importError('import-not-json');
};

const readJson = (file: Uint8Array): ImportFile => collect(file).finish();

/** Other programs put conversations below such a name, or a message's list where we have none. */
const WRAPPERS = new Set<unknown>([
  ...['conversations', 'chats', 'chat', 'data', 'items', 'list', 'result', 'results'],
  ...['sessions', 'threads', 'history', 'chat_history', 'dialogs', 'dialog', 'turns', 'input', 'export'],
]);
const MOST_WRAPPERS = 3;

const collect = (file: Uint8Array, depth = 0): Collector => {
  const own = createCollector();
  const loose = createLooseMessages();
  readValues(file, own, loose);
  loose.finish(own);
  // A list of conversations may be read in vain as one of messages, which then are too large.
  const isFaulty = own.faults.some(({ code }) => code !== 'import-message-too-large');
  if (own.conversations.length > 0 || isFaulty || depth === MOST_WRAPPERS) return own;
  const inner = createCollector();
  for (const part of wrappedIn(file, depth)) inner.absorb(collect(part, depth + 1));
  return inner.conversations.length + inner.faults.length > 0 ? inner : own;
};

/** What lies below the names of wrappers in an object, below any name within them, and lists in lists. */
const wrappedIn = (file: Uint8Array, depth: number): Uint8Array[] => {
  const found: Uint8Array[] = [];
  let start = 0;
  const isWrapper = (name: JsonPath[number], of: 'array' | 'object') =>
    typeof name === 'number'
      ? of === 'array'
      : depth > 0 || WRAPPERS.has(name) || (name === 'conversation' && of === 'object');
  const opens = ([name, ...rest]: JsonPath, of: 'array' | 'object') =>
    name === undefined ||
    (rest.length === 0 && found.length < MAX_IMPORT_CONVERSATIONS && isWrapper(name, of));
  for (const part of splitJsonBytes(file, { opens, maxValueBytes: MAX_VALUE_BYTES, maxDepth: MAX_DEPTH })) {
    if (part.path.length !== 1) continue;
    if (part.kind === 'open') start = part.start;
    else if (part.kind === 'close') found.push(file.subarray(start, part.end));
  }
  return found;
};

/** A file of JSON lines, each a conversation or a message; `undefined` where the first is no object. */
const readLines = (file: Uint8Array): ImportFile | undefined => {
  const collector = createCollector();
  const loose = createLooseMessages();
  let number = 0;
  let read = 0;
  for (let from = 0; from < file.length; ) {
    const found = file.indexOf(LINE_FEED, from);
    const line = file.subarray(from, found < 0 ? file.length : found);
    from += line.length + 1;
    number += 1;
    if (line.every((byte) => byte <= SPACE)) continue;
    if (read === MAX_LINES) throw importError('import-too-many-conversations');
    try {
      readValues(line, collector, loose, number);
    } catch (error) {
      if (!(error instanceof JsonBroken)) throw error;
      if (read === 0) return undefined;
      collector.leave(`Line ${number}`, importError('import-not-json'));
    }
    read += 1;
  }
  if (read === 0) return undefined;
  loose.finish(collector);
  return collector.finish();
};

const [SPACE, LINE_FEED] = [0x20, 0x0a];
/** A line may be one message, and takes time however little it says. */
const MAX_LINES = 25_000;

/** What a JSON text holds: a conversation, or a list of conversations or messages. */
const readValues = (file: Uint8Array, collector: Collector, loose: LooseMessages, line?: number): void => {
  let isList = false;
  let candidate: Candidate | undefined;
  /** Where a part stands within its candidate. */
  const within = (path: JsonPath): JsonPath => (isList ? path.slice(1) : path);

  const opens = (path: JsonPath, of: 'array' | 'object'): boolean => {
    if (path.length === 0) {
      isList = of === 'array';
      return true;
    }
    return opensInCandidate(within(path), of);
  };

  const step = (part: JsonPart): void => {
    const path = within(part.path);
    if (path.length > 0) candidate?.take(path, part);
    else if (part.kind === 'open')
      candidate = createCandidate(file, part.start, isList ? Number(part.path[0]) + 1 : line);
    else if (part.kind === 'close') candidate?.finish(part.end, collector, loose);
    // A list may hold other things beside conversations, a file not.
    else if (part.kind === 'value' && !isList) parseJson(part.bytes);
  };

  for (const part of splitJsonBytes(file, { opens, maxValueBytes: MAX_VALUE_BYTES, maxDepth: MAX_DEPTH })) {
    const isOutside = isList && part.path.length === 0;
    if (!isOutside) step(part);
  }
};
