// What other programs keep beside plain words (calls of tools, what they gave back, canvases), as text for people.
import { isRecord } from '../archive.ts';
import { field, textField } from './foreign-json.ts';

/** More of what a tool gave back nobody reads. */
const MAX_OUTPUT_LENGTH = 20_000;

/** Code between fences that are longer than any within it. */
export const fenced = (text: string, language = ''): string => {
  if (text.trim() === '') return '';
  const longest = (text.match(/`{3,}/g) ?? []).reduce((most, { length }) => Math.max(most, length), 2);
  const fence = '`'.repeat(longest + 1);
  return `${fence}${/^[\w+#-]{1,30}$/.test(language) ? language : ''}\n${text.replace(/\n$/, '')}\n${fence}`;
};

export const toolOutput = (text: string): string =>
  fenced(text.length > MAX_OUTPUT_LENGTH ? `${text.slice(0, MAX_OUTPUT_LENGTH)}\n…` : text);

/** Pieces of one message, an empty line between them. */
export const joinedPieces = (pieces: readonly string[]): string =>
  pieces.filter((piece) => piece.trim() !== '').join('\n\n');

/** What was said to a tool: code, a document on a canvas, words to search for or to draw. */
export const toolCall = (name: string, input: unknown, language?: string): string => {
  const asked = typeof input === 'string' ? parsed(input) : input;
  if (!isRecord(asked)) return fenced(textOf(input), language ?? languageOf(name));
  const written = WRITTEN.map((key) => textField(asked, key)).find((text) => text !== undefined);
  if (written !== undefined) return document(asked, written);
  const changes = [...listOf(asked, 'updates'), ...listOf(asked, 'comments')].map(
    (change) => textField(change, 'replacement') ?? textField(change, 'comment') ?? '',
  );
  if (changes.some((change) => change !== '')) return joinedPieces(changes);
  const prompt = textField(asked, 'prompt');
  if (prompt !== undefined) return `[image: ${prompt}]`;
  const query = textField(asked, 'query') ?? textField(asked, 'q');
  if (query !== undefined) return `[search: ${query}]`;
  return fenced(JSON.stringify(asked, undefined, 2), 'json');
};

/** Fields in which tools are given what they shall write or run. */
const WRITTEN = ['content', 'code', 'file_text', 'new_str', 'replacement'] as const;

const document = (asked: unknown, written: string): string => {
  const kind = textField(asked, 'type') ?? '';
  const language = textField(asked, 'language') ?? /^(?:code\/|image\/|text\/)([\w+#-]+)$/.exec(kind)?.[1];
  const isProse =
    language === undefined ? /document|note/.test(kind) : /^(?:markdown|md|plain)$/.test(language);
  const title = textField(asked, 'title') ?? textField(asked, 'name') ?? textField(asked, 'path');
  return joinedPieces([
    title === undefined ? '' : `**${title.replace(/\s+/g, ' ')}**`,
    isProse ? written : fenced(written, language),
  ]);
};

const parsed = (text: string): unknown => {
  if (!text.trimStart().startsWith('{')) return text;
  try {
    return JSON.parse(text);
  } catch {
    // A call that broke off.
    return text;
  }
};

const languageOf = (name: string): string => (/python|interpreter|analysis/.test(name) ? 'python' : '');

const textOf = (value: unknown): string => {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
};

const listOf = (value: unknown, key: string): unknown[] => {
  const list = field(value, key);
  return Array.isArray(list) ? list : [];
};
