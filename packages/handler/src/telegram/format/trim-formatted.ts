// Trims a text as Telegram does and leaves only entities that cover something to see.
import type { FormattedText, TextEntity } from './formatted-text.ts';

const isSpace = (text: string, index: number): boolean => /\s/.test(text.charAt(index));

const startOfContent = (text: string, from: number, to: number): number => {
  let start = from;
  while (start < to && isSpace(text, start)) start += 1;
  return start;
};

const endOfContent = (text: string, from: number, to: number): number => {
  let end = to;
  while (end > from && isSpace(text, end - 1)) end -= 1;
  return end;
};

/**
 * White space at the end goes, at the start as far as the first entity (the indentation of a code block stays).
 * Entities end at something visible; all but code blocks and quotes, whose first line may be indented, start there.
 */
export const trimFormatted = ({ text, entities }: FormattedText): FormattedText => {
  const textEnd = endOfContent(text, 0, text.length);
  const trimmed: TextEntity[] = [];
  for (const entity of entities) {
    const keepsIndentation = entity.type === 'pre' || isQuote(entity);
    const limit = Math.min(entity.offset + entity.length, textEnd);
    const contentStart = startOfContent(text, entity.offset, limit);
    const end = endOfContent(text, contentStart, limit);
    if (end <= contentStart) continue;
    const offset = keepsIndentation ? entity.offset : contentStart;
    trimmed.push({ ...entity, offset, length: end - offset });
  }
  trimmed.sort(byPosition);
  const textStart = startOfContent(text, 0, Math.min(trimmed[0]?.offset ?? textEnd, textEnd));
  return {
    text: text.slice(textStart, textEnd),
    entities: trimmed.map((entity) => ({ ...entity, offset: entity.offset - textStart })),
  };
};

const isQuote = ({ type }: TextEntity): boolean => type === 'blockquote' || type === 'expandable_blockquote';

/** The outer entity before the inner; a quote is the outermost. */
const byPosition = (a: TextEntity, b: TextEntity): number =>
  a.offset - b.offset || b.length - a.length || Number(isQuote(b)) - Number(isQuote(a));
