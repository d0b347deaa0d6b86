// Collects text and entities in one pass: block spacing and indentation are written lazily, so that no block
// leaves blank lines behind, and code interrupts the entities around it, because Telegram cannot combine them.
import { expandTabs } from './clean-text.ts';
import type { FormattedText, TextEntity, TextEntityType } from './formatted-text.ts';
import { trimFormatted } from './trim-formatted.ts';

export type InlineStyle = 'bold' | 'italic' | 'strikethrough' | 'text_link';

export interface EntityBuilder {
  /** Text in the styles that are open; its lines are indented as the list around them. */
  add(text: string): void;
  /** The next text starts a line, after a blank line when `count` is 2; nothing is written until there is a next text. */
  breakLine(count: 1 | 2): void;
  styled(style: InlineStyle, write: () => void, url?: string): void;
  /** Inline code; inside a link it stays plain, because a link cannot hold code. */
  code(text: string): void;
  /** A code block on its own lines. */
  pre(text: string, language?: string): void;
  /** A quote; inside another one its lines are marked instead, because quotes cannot nest. */
  quote(write: () => void): void;
  indented(indent: string, write: () => void): void;
  /** How many lists are around, which is how deep the text is indented. */
  listDepth(): number;
  finish(): FormattedText;
}

interface OpenEntity {
  type: TextEntityType;
  url?: string;
  /** Unset until the first text inside. */
  start?: number;
}

const NESTED_QUOTE_MARK = '│ ';
const LONG_QUOTE_LINES = 6;
const LONG_QUOTE_LENGTH = 500;

export const createEntityBuilder = (): EntityBuilder => {
  const parts: string[] = [];
  const entities: TextEntity[] = [];
  const open: OpenEntity[] = [];
  let length = 0;
  let newlines = 0;
  let indent = '';
  let breaks = 0;
  let atLineStart = true;
  let quoteDepth = 0;
  let listDepth = 0;

  const write = (text: string): void => {
    parts.push(text);
    length += text.length;
  };

  const writeNewline = (): void => {
    write('\n');
    newlines += 1;
    atLineStart = true;
  };

  const writeBreaks = (): void => {
    if (length > 0) for (; breaks > 0; breaks -= 1) writeNewline();
    breaks = 0;
  };

  const startOpen = (): void => {
    for (const entity of open) entity.start ??= length;
  };

  const writeLine = (line: string, indentation: string): void => {
    if (line === '') return;
    if (atLineStart) write(indentation);
    atLineStart = false;
    startOpen();
    write(line);
  };

  const writeLines = (text: string, indentation: string): void => {
    if (text === '') return;
    writeBreaks();
    text.split('\n').forEach((line, index) => {
      if (index > 0) writeNewline();
      writeLine(line, indentation);
    });
  };

  const close = ({ type, url, start }: OpenEntity): void => {
    if (start === undefined || start >= length) return;
    entities.push({ type, offset: start, length: length - start, ...(url !== undefined && { url }) });
  };

  /** Ends what is open, quotes excepted, lets one entity be written alone, and goes on afterwards. */
  const alone = (type: 'code' | 'pre', write: () => void, language?: string): void => {
    for (const entity of open) {
      if (entity.type === 'blockquote') continue;
      close(entity);
      delete entity.start;
    }
    const interrupted = open.splice(quoteDepth > 0 ? 1 : 0);
    const inner: OpenEntity = { type };
    open.push(inner);
    write();
    open.pop();
    if (inner.start !== undefined && inner.start < length)
      entities.push({
        type,
        offset: inner.start,
        length: length - inner.start,
        ...(language && { language }),
      });
    open.push(...interrupted);
  };

  const isOpen = (type: TextEntityType): boolean => open.some((entity) => entity.type === type);

  const within = (entity: OpenEntity, write: () => void): void => {
    open.push(entity);
    write();
    open.pop();
    close(entity);
  };

  const withIndent = (next: string, write: () => void): void => {
    const before = indent;
    indent = next;
    write();
    indent = before;
  };

  const writeQuote = (content: () => void): void => {
    const linesBefore = newlines;
    const entity: OpenEntity = { type: 'blockquote' };
    quoteDepth += 1;
    open.push(entity);
    withIndent('', content);
    open.pop();
    quoteDepth -= 1;
    const isLong =
      newlines - linesBefore > LONG_QUOTE_LINES || length - (entity.start ?? length) > LONG_QUOTE_LENGTH;
    close({ ...entity, type: isLong ? 'expandable_blockquote' : 'blockquote' });
  };

  return {
    add: (text) => writeLines(text, indent),
    breakLine: (count) => {
      breaks = Math.max(breaks, count);
    },
    styled: (style, write, url) => {
      if (isOpen(style)) write();
      else within({ type: style, ...(url !== undefined && { url }) }, write);
    },
    code: (text) => {
      if (isOpen('text_link')) writeLines(text, indent);
      else alone('code', () => writeLines(text, indent));
    },
    pre: (text, language) => alone('pre', () => writeLines(expandTabs(text), ''), language),
    quote: (write) => {
      if (quoteDepth > 0) withIndent(`${indent}${NESTED_QUOTE_MARK}`, write);
      else writeQuote(write);
    },
    indented: (more, write) => {
      listDepth += 1;
      withIndent(indent + more, write);
      listDepth -= 1;
    },
    listDepth: () => listDepth,
    finish: () => trimFormatted({ text: parts.join(''), entities }),
  };
};
