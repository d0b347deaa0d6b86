// Removes what Telegram refuses (lone surrogates) or strips (control characters), before offsets are counted.

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to remove
const CONTROL_CHARACTERS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;
const LINE_ENDS = /\r\n?/g;

/** Every line end becomes \n, a lone surrogate U+FFFD; control characters but tab and newline go. */
export const cleanText = (text: string): string =>
  text.toWellFormed().replace(LINE_ENDS, '\n').replace(CONTROL_CHARACTERS, '');

const TAB_WIDTH = 4;

/** Telegram turns a tab into one space, which would flatten code: expand tabs to their columns instead. */
export const expandTabs = (text: string): string => {
  if (!text.includes('\t')) return text;
  return text
    .split('\n')
    .map((line) => {
      const [first = '', ...rest] = line.split('\t');
      let column = first.length;
      let expanded = first;
      for (const part of rest) {
        const gap = TAB_WIDTH - (column % TAB_WIDTH);
        expanded += ' '.repeat(gap) + part;
        column += gap + part.length;
      }
      return expanded;
    })
    .join('\n');
};

// Spaces, zero-width characters, direction marks and tags: Telegram calls a text of only these empty
// (`strip_empty_characters` in TDLib's misc.cpp) or removes them.
const INVISIBLE =
  /^[\u030a\u0333\u033f\s\u00a0\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f\u2800\u3000\ufeff\ufffc\u{e0000}-\u{e007f}]*$/u;

/** Telegram refuses a message in which nothing can be seen. */
export const isInvisible = (text: string): boolean => INVISIBLE.test(text);
