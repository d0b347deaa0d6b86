// Finds the words of time in a text. What stands in quotes is a name, not a time: “The 5th Wave”.
import { END } from './cues.ts';
import { withOrWithoutAccents } from './spelling.ts';
import type { Lexicon, Token } from './token.ts';

const QUOTED = /"[^"]*"|“[^”]*”|„[^“”]*[“”]|«[^»]*»|‘[^’]*’/gu;
/** 2027-05-01T14:30. */
const ISO_TIME = /(?<=\d{4}-\d{2}-\d{2})T(?=\d{2}:\d{2})/g;
const WORD = /[\p{L}\p{N}]+/uy;
const inWord = /[\p{L}\p{N}]/u;

/** The text with blanks for what stands in quotes. */
export const withoutQuotes = (text: string): string =>
  text.replace(QUOTED, (quoted) => ' '.repeat(quoted.length));

/** In their order. No two overlap. */
export const createScanner = ({ phrases }: Lexicon): ((text: string) => Token[]) => {
  const written = phrases.map(
    ([words]) => `(?:${withOrWithoutAccents(words).replaceAll(' ?', '\\s*').replaceAll(' ', '\\s+')})`,
  );
  const compiled = phrases.map(([, meaning], index) => ({
    pattern: new RegExp(`${written[index]}${END}`, 'iuy'),
    meaning,
  }));
  // One look for all of them: most words of a text are none of time. What points back at a group would point elsewhere.
  const any = new RegExp(
    `(?:${written.map((words) => words.replace(/\((?!\?)/g, '(?:').replace(/\\[1-9]/g, '[\\d.-]+')).join('|')})${END}`,
    'iuy',
  );

  const tokenAt = (text: string, start: number): Token | undefined => {
    any.lastIndex = start;
    if (!any.test(text)) return undefined;
    let best: Token | undefined;
    for (const { pattern, meaning } of compiled) {
      pattern.lastIndex = start;
      const match = pattern.exec(text);
      if (!match || start + match[0].length <= (best?.end ?? start)) continue;
      const groups = match.length > 1 ? match.slice(1) : [match[0]];
      const found = typeof meaning === 'function' ? meaning(groups) : meaning;
      if (found) best = { meaning: found, start, end: start + match[0].length };
    }
    return best;
  };

  return (given) => {
    const text = withoutQuotes(given).replace(ISO_TIME, ' ');
    const tokens: Token[] = [];
    let at = 0;
    while (at < text.length) {
      if (!inWord.test(text[at] ?? '')) {
        at += 1;
        continue;
      }
      const token = tokenAt(text, at);
      if (token) tokens.push(token);
      WORD.lastIndex = at;
      at = token?.end ?? at + Math.max(1, WORD.exec(text)?.[0].length ?? 1);
    }
    return tokens;
  };
};
