// The simple HTML that models write between words: shown as the styles it means. Tags that are not closed, and all
// others, stay text.
import type { MarkedToken } from 'marked';
import type { InlineStyle } from './entity-builder.ts';

export type TagMeaning =
  | { kind: 'style'; style: InlineStyle }
  | { kind: 'code' }
  | { kind: 'script'; digits: string; mark: string };

const style = (name: InlineStyle): TagMeaning => ({ kind: 'style', style: name });
const CODE: TagMeaning = { kind: 'code' };

const MEANINGS: Record<string, TagMeaning> = {
  b: style('bold'),
  strong: style('bold'),
  summary: style('bold'),
  i: style('italic'),
  em: style('italic'),
  u: style('underline'),
  ins: style('underline'),
  s: style('strikethrough'),
  del: style('strikethrough'),
  strike: style('strikethrough'),
  code: CODE,
  kbd: CODE,
  samp: CODE,
  tt: CODE,
  sub: { kind: 'script', digits: '₀₁₂₃₄₅₆₇₈₉', mark: '_' },
  sup: { kind: 'script', digits: '⁰¹²³⁴⁵⁶⁷⁸⁹', mark: '^' },
};

const OPENING = /^<([a-z]+)>$/i;

/** How far its end is looked for. */
const MOST_TOKENS = 60;

/** What the tag at `index` means, and where it is closed; undefined when it is no such tag or nothing closes it. */
export const tagAt = (
  tokens: MarkedToken[],
  index: number,
): { meaning: TagMeaning; end: number } | undefined => {
  const name = nameAt(tokens, index);
  const meaning = name === undefined ? undefined : MEANINGS[name];
  if (meaning === undefined) return undefined;
  const until = Math.min(tokens.length, index + MOST_TOKENS);
  for (let end = index + 1; end < until; end++) {
    const other = tokens[end];
    if (other?.type === 'html' && other.raw.toLowerCase() === `</${name}>`) return { meaning, end };
  }
  return undefined;
};

const nameAt = (tokens: MarkedToken[], index: number): string | undefined => {
  const token = tokens[index];
  const name = token?.type === 'html' ? OPENING.exec(token.raw)?.[1]?.toLowerCase() : undefined;
  return name !== undefined && Object.hasOwn(MEANINGS, name) ? name : undefined;
};

/** The end that such a tag at `index` lacks. */
export const missingEnd = (tokens: MarkedToken[], index: number): string | undefined => {
  const name = nameAt(tokens, index);
  return name === undefined || tagAt(tokens, index) ? undefined : `</${name}>`;
};

/** `2` as ₂; what has no such letter stands behind a mark: `_n`, `^(n+1)`. */
export const scripted = (text: string, { digits, mark }: { digits: string; mark: string }): string => {
  if (/^\d+$/.test(text)) return [...text].map((digit) => digits[Number(digit)]).join('');
  return [...text].length === 1 ? `${mark}${text}` : `${mark}(${text})`;
};
