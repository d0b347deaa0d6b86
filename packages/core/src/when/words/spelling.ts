// How people type the words of time: without accents, and with slips of the pen.

const BASES: Record<string, string> = {
  ...{ ä: 'ae|a', ö: 'oe|o', ü: 'ue|u', ß: 'ss', à: 'a', á: 'a', â: 'a', ã: 'a', ç: 'c', é: 'e', è: 'e' },
  ...{ ê: 'e', ë: 'e', í: 'i', î: 'i', ñ: 'n', ó: 'o', õ: 'o', ô: 'o', ú: 'u', û: 'u', ё: 'е' },
};

/** Within a word: "às" without its accent is another one. What stands in brackets names its letters itself. */
const ACCENTED = /\[[^\]]*\]|(?<=\p{L}{2})[à-üßё]|[à-üßё](?=\p{L}{2})/gu;

/** An expression for words that are written with their accents or without them. */
export const withOrWithoutAccents = (words: string): string =>
  words.replace(ACCENTED, (letter) => (BASES[letter] ? `(?:${letter}|${BASES[letter]})` : letter));

/** In words of that many letters two slips are still the same word; in shorter ones one is. */
const LONG = 8;

/** Which of these a word nearly is, without being one: a slip of the pen. The first letter is hardly ever one. */
export const createNearest = (often: string, alike = ''): ((word: string) => string | undefined) => {
  const known = often.split(' ');
  const others = new Set([...known, ...alike.split(' ')]);
  return (word) =>
    word.length < 4 || others.has(word)
      ? undefined
      : known.find((one) => one[0] === word[0] && isNear(word, one, one.length >= LONG ? 2 : 1));
};

const isNear = (one: string, other: string, most: number): boolean =>
  Math.abs(one.length - other.length) <= most && slipsBetween(one, other) <= most;

/** Letters left out, added, changed, or two that changed places. */
const slipsBetween = (one: string, other: string): number => {
  const rows: number[][] = [];
  const slips = (row: number, column: number): number => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 0; row <= one.length; row += 1) {
    const cells: number[] = [];
    rows.push(cells);
    for (let column = 0; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      cells[column] =
        row + column === 0
          ? 0
          : Math.min(
              slips(row - 1, column) + 1,
              slips(row, column - 1) + 1,
              slips(row - 1, column - 1) + (isSame ? 0 : 1),
              slips(row - 2, column - 2) + (isSwapped ? 1 : 2),
            );
    }
  }
  return slips(one.length, other.length);
};
