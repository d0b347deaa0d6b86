// Collects text and entities in one pass; code interrupts the entities around it, because Telegram cannot combine them.
import { expandTabs } from './clean-text.ts';
import type { FormattedText, TextEntity, TextEntityType } from './formatted-text.ts';
import { createLineWriter } from './line-writer.ts';
import { withoutTraps } from './traps.ts';
import { trimFormatted } from './trim-formatted.ts';

export type InlineStyle = 'bold' | 'italic' | 'underline' | 'strikethrough' | 'text_link';

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

interface OpenEntity extends Pick<TextEntity, 'type' | 'url' | 'language'> {
  /** Unset until the first text inside. */
  start?: number;
}

const NESTED_QUOTE_MARK = '│ ';
const LONG_QUOTE_LINES = 6;
const LONG_QUOTE_LENGTH = 500;

export const createEntityBuilder = (): EntityBuilder => {
  const lines = createLineWriter();
  const spans = createSpans(lines.length);
  let indent = '';
  let quoteDepth = 0;
  let listDepth = 0;

  const write = (text: string, indentation: string): void => lines.write(text, indentation, spans.start);

  const withIndent = (next: string, content: () => void): void => {
    const before = indent;
    indent = next;
    content();
    indent = before;
  };

  const writeQuote = (content: () => void): void => {
    const linesBefore = lines.newlines();
    quoteDepth += 1;
    const quote = spans.within({ type: 'blockquote' }, () => withIndent('', content));
    quoteDepth -= 1;
    if (!quote) return;
    const isLong = lines.newlines() - linesBefore > LONG_QUOTE_LINES || quote.length > LONG_QUOTE_LENGTH;
    if (isLong) quote.type = 'expandable_blockquote';
  };

  return {
    add: (text) => write(text, indent),
    breakLine: lines.breakLine,
    styled: (style, content, url) => {
      if (spans.isOpen(style)) content();
      else spans.within({ type: style, ...(url !== undefined && { url }) }, content);
    },
    code: (text) => {
      if (spans.isOpen('text_link')) write(text, indent);
      else spans.alone({ type: 'code' }, () => write(text, indent));
    },
    pre: (text, language) =>
      spans.alone({ type: 'pre', ...(language && { language }) }, () => write(expandTabs(text), '')),
    quote: (content) => {
      if (quoteDepth > 0) withIndent(`${indent}${NESTED_QUOTE_MARK}`, content);
      else writeQuote(content);
    },
    indented: (more, content) => {
      listDepth += 1;
      withIndent(indent + more, content);
      listDepth -= 1;
    },
    listDepth: () => listDepth,
    finish: () => {
      const text = lines.text();
      return trimFormatted({ text, entities: withoutTraps(text, spans.closed) });
    },
  };
};

/** Which entities are open, and which are done. */
const createSpans = (position: () => number) => {
  const closed: TextEntity[] = [];
  const open: OpenEntity[] = [];

  const close = ({ start, ...entity }: OpenEntity): TextEntity | undefined => {
    if (start === undefined || start >= position()) return undefined;
    const done = { ...entity, offset: start, length: position() - start };
    closed.push(done);
    return done;
  };

  const within = (entity: OpenEntity, content: () => void): TextEntity | undefined => {
    open.push(entity);
    content();
    open.pop();
    return close(entity);
  };

  return {
    closed,
    within,
    isOpen: (type: TextEntityType): boolean => open.some((entity) => entity.type === type),
    /** Everything open begins no later than here. */
    start: (): void => {
      for (const entity of open) entity.start ??= position();
    },
    /** Ends what is open, but for a quote, writes one entity by itself, and goes on afterwards. */
    alone: (entity: OpenEntity, content: () => void): void => {
      const interrupted = open.splice(open[0]?.type === 'blockquote' ? 1 : 0);
      interrupted.forEach(close);
      within(entity, content);
      for (const outer of interrupted) delete outer.start;
      open.push(...interrupted);
    },
  };
};
