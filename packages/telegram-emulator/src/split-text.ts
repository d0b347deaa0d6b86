// How Telegram's apps send a text that is longer than one message: several messages, each cut at the best break in the
// second half of the limit, as Telegram Desktop does.
import { maxTextLength } from './message-text.ts';

/** Pieces of at most `limit` UTF-16 units, all but the last longer than half of it; trimmed, and none is blank. */
export const splitAsAppsDo = (text: string, limit: number = maxTextLength): string[] => {
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest.length > limit) {
    const cut = bestCut(rest, limit);
    pieces.push(rest.slice(0, cut).trim());
    rest = rest.slice(cut).trim();
  }
  return rest === '' ? pieces : [...pieces, rest];
};

/** The last of the best breaks. */
const bestCut = (text: string, limit: number): number => {
  let best = limit;
  let level = -1;
  let isLong = false;
  for (let at = Math.floor(limit / 2) + 1; at <= limit; at += 1) {
    // What is trimmed does not count.
    isLong ||= !isSpace(text.charAt(at - 1));
    const here = isLong ? levelOf(text, at) : -1;
    if (here < level) continue;
    level = here;
    best = at;
  }
  return best;
};

const isSpace = (unit: string): boolean => /\s/.test(unit);

/** How good it is to cut before that unit: a blank line, a line, a sentence, a part of one, a word, a sign, anywhere. */
const levelOf = (text: string, at: number): number => {
  const [before, here, behind] = [text.charAt(at - 1), text.charAt(at), text.charAt(at + 1)];
  if (/[\uD800-\uDBFF]/.test(before)) return -1;
  if (here === '\n') return behind === '\n' ? 6 : 5;
  if (isSpace(here)) return /[.?!]/.test(before) ? 4 : /[,:;]/.test(before) ? 3 : 2;
  return /[^\p{L}\p{N}\p{Surrogate}\s]/u.test(before) ? 1 : 0;
};
