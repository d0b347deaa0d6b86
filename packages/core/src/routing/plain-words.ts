// Texts as they are compared: without case, accents and the ways to write one sign, in any script.

/** Marks that a word has with or without: of Latin, Greek and Cyrillic, the points of Hebrew and Arabic. */
const MARKS = /[\u0300-\u036F\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0640\u064B-\u065F\u0670]/gu;
/** A letter of its own, not an и with an accent. */
const SHORT_I = /и\u0306/gu;

/** For comparing only. */
export const plainWords = (text: string): string =>
  text
    .normalize('NFKD')
    // ß is SS.
    .toUpperCase()
    .toLowerCase()
    .replace(SHORT_I, 'й')
    .replace(MARKS, '')
    .normalize('NFKC')
    // The end of a Greek word.
    .replaceAll('ς', 'σ')
    .replace(/[’‘ʼ´`]/g, "'")
    .replace(/[‐‑‒–]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();

/** Scripts that write no blank between words, or hang endings on them. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const OF_WORD = /[\p{L}\p{N}\p{M}_]/u;

/** Whether words stand in a text as whole ones. Both are plain already. */
export const standsIn = (words: string, text: string): boolean => {
  const [first = '', last = ''] = [[...words][0], [...words].at(-1)];
  for (let at = text.indexOf(words); words !== '' && at >= 0; at = text.indexOf(words, at + 1)) {
    const before = [...text.slice(Math.max(0, at - 2), at)].at(-1) ?? '';
    const [behind = ''] = text.slice(at + words.length, at + words.length + 2);
    if (ends(first, before) && ends(last, behind)) return true;
  }
  return false;
};

/** Whether a word ends between a sign of it and the one beside. */
const ends = (own: string, beside: string): boolean =>
  !OF_WORD.test(own) || !OF_WORD.test(beside) || UNSPACED.test(own);
