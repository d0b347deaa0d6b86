// What is typed to search, and whether a text has it.

/** Without accents and case: `café` is found by `CAFE`. */
export const plainText = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** All words that were typed, each anywhere. */
export const hasWords = (text: string, query: string): boolean =>
  plainText(query)
    .split(/\s+/)
    .every((word) => plainText(text).includes(word));
