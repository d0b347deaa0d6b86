// Closes what Markdown that is not whole leaves open: styles get their ends, links become their text. By the same lexer
// that renders it: what is open is what the lexer found no end for.
import type { MarkedToken, Token } from 'marked';
import { missingEnd } from './html-tags.ts';
import { lastLeaf } from './last-leaf.ts';
import { lexInline } from './lex-markdown.ts';

/** A paragraph beyond this is left as it is. */
const LONGEST_LEAF = 4_000;
/** So many marks are looked at. */
const MOST_MARKS = 8;
const MARK = /\*{1,3}(?=[^\s*])|(?<![\p{L}\p{N}_])_{1,3}(?=[^\s_])|~~(?=[^\s~])|`+(?=[^`])|!?\[/gu;
/** A link up to its end, as far as it has come; more than this is no link. */
const OPEN_LINK =
  /^!?\[((?:[^[\]\n]|!\[[^[\]\n]*\](?:\([^()\s]*\))?){0,150})(?:\](?:\((?:<[^>\n]{0,2000}>?|[^()\s]{0,2000}(?:\([^()\s]*\)?[^()\s]*)?)|\[[^[\]\n]{0,100})?)?$/;

/** `isGrowing`: more comes, and a bracket at the end may still be a link. */
export const closeMarkdown = (markdown: string, isGrowing = false): string => {
  const lines = markdown.split('\n');
  const { from, isCode, isTable } = lastLeaf(lines);
  const leaf = lines.slice(from).join('\n');
  if (isCode || isTable || leaf === '' || leaf.length > LONGEST_LEAF) return markdown;
  const closed = closeLeaf(leaf, isGrowing);
  return closed === leaf ? markdown : [...lines.slice(0, from), closed].join('\n');
};

interface Open {
  at: number;
  /** Undefined: a link. */
  closer?: string;
}

const closeLeaf = (leaf: string, isGrowing: boolean): string => {
  let text = leaf;
  let closers: string[] = [];
  const literal = new Set<number>();
  for (let round = 0; round < MOST_MARKS; round += 1) {
    const body = closers.length === 0 ? text : text.trimEnd();
    const open = firstOpen(lexInline(body + closers.join('')), 0, literal, body.length);
    if (!open) return body + closers.join('');
    const link = open.closer === undefined ? OPEN_LINK.exec(text.slice(open.at)) : null;
    if (link && (isGrowing || !text.endsWith(']'))) text = text.slice(0, open.at) + (link[1] ?? '');
    else if (open.closer !== undefined && isEnd([open.closer, ...closers], text.trimEnd()))
      closers = [open.closer, ...closers];
    else literal.add(open.at);
  }
  return leaf;
};

/** Whether these end what they shall: some marks are what they look like, whatever comes. */
const isEnd = (closers: string[], text: string): boolean => {
  const last = lexInline(text + closers.join('')).at(-1);
  return last !== undefined && last.type !== 'text' && last.type !== 'escape';
};

/** The first mark before `limit` that begins something without an end, but for those that are known to be text. */
const firstOpen = (
  tokens: Token[],
  start: number,
  literal: ReadonlySet<number>,
  limit: number,
): Open | undefined => {
  let at = start;
  for (const [index, token] of (tokens as MarkedToken[]).entries()) {
    const found = openIn(token, at).find((open) => open.at < limit && !literal.has(open.at));
    if (found) return found;
    const closer = missingEnd(tokens as MarkedToken[], index);
    if (closer !== undefined && !literal.has(at)) return { at, closer };
    if (token.type === 'strong' || token.type === 'em' || token.type === 'del') {
      const inner = firstOpen(token.tokens, at + (token.raw.length - token.text.length) / 2, literal, limit);
      if (inner) return inner;
    }
    at += token.raw.length;
  }
  return undefined;
};

const openIn = (token: MarkedToken, at: number): Open[] => {
  if (token.type !== 'text') return [];
  return [...token.raw.matchAll(MARK)].map(({ 0: mark, index }) => ({
    at: at + index,
    ...(!mark.endsWith('[') && { closer: mark }),
  }));
};
