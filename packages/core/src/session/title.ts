// Titles of conversations: short, on one line, safe to show in a list.
import { beginningOf } from '../cut-text.ts';
import { oneLine } from '../one-line.ts';

export const DEFAULT_TITLE = 'New chat';

/** The longest title, in UTF-16 units. */
export const MAX_TITLE_LENGTH = 48;

/** More of a message is not looked at: a title is found in its beginning, and a paste may be long. */
const LOOK_AT = 2000;

/** A first sentence shorter than this ("Hi.", "Dr.") says too little; the line is taken instead. */
const SHORTEST_SENTENCE = 12;

/** What a question points at comes before it; its own words make the better title. */
const QUOTED = /^\s*>|^Forwarded from .*:$/;

/** A title from a first message: its first sentence or line without Markdown. Never empty, at most 48 long. */
export const titleFrom = (text: string): string => {
  const lines = beginningOf(text, LOOK_AT).split(/\r\n|\r|\n/);
  for (const line of [...lines.filter((line) => !QUOTED.test(line)), ...lines]) {
    if (/^\s*(```|~~~)/.test(line)) continue;
    const plain = oneLine(withoutMarkdown(line));
    if (/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(plain)) return shortTitle(firstSentence(plain));
  }
  return DEFAULT_TITLE;
};

/** A given title on one line, cut at a word; never empty, never cut inside a surrogate pair. */
export const shortTitle = (text: string): string => {
  const line = oneLine(beginningOf(text, LOOK_AT));
  if (line === '') return DEFAULT_TITLE;
  if (line.length <= MAX_TITLE_LENGTH) return line;
  const room = line.slice(0, MAX_TITLE_LENGTH);
  const space = room.lastIndexOf(' ');
  // A word longer than half the room is cut, or nearly nothing of the title would be left.
  const end = space > MAX_TITLE_LENGTH / 2 ? space : MAX_TITLE_LENGTH - 1;
  return `${beginningOf(line, end).replace(/[\s,;:.–—-]+$/u, '')}…`;
};

/** Whether a given text says anything, and is short enough to be looked at whole. */
export const isTitle = (text: string): boolean => text.length <= LOOK_AT && oneLine(text) !== '';

const firstSentence = (line: string): string => {
  for (const { index, 0: mark } of line.matchAll(/[.!?…]+(?=\s)|[。！？]+/gu)) {
    const end = index + mark.length;
    if (end >= SHORTEST_SENTENCE) return withoutFullStop(line.slice(0, end));
  }
  return withoutFullStop(line);
};

const withoutFullStop = (text: string): string => text.replace(/(?<![.])[.。]$/u, '');

const withoutMarkdown = (line: string): string =>
  line
    .replace(/^\s*(?:>\s?)*/u, '')
    .replace(/^#{1,6}\s+/u, '')
    .replace(/^(?:[-*+]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?/u, '')
    .replace(/!?\[([^[\]]*)\]\([^()\s]*(?:\s[^()]*)?\)/gu, '$1')
    .replace(/~~|`+/gu, '')
    // Marks at the edge of a word are emphasis; those inside one or standing alone are not: snake_case, 2 * 3.
    .replace(/(?<![\p{L}\p{N}])(?:\*{1,3}|_{1,3})(?=\S)|(?<=\S)(?:\*{1,3}|_{1,3})(?![\p{L}\p{N}])/gu, '');
