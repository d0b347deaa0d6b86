// Parts of a paste, put together as they were cut. Apps cut at the best break in the second half of the limit and drop the
// white space there; which it was is known by trying: it is the least break at which they would have cut so.

const LIMIT = 4_096;
/** No app cuts before it. */
export const SHORTEST_PART = LIMIT / 2 + 1;
const GAPS = ['', ' ', '\n', '\n\n'] as const;

export const rejoined = (parts: readonly string[]): string => {
  let whole = '';
  parts.forEach((part, index) => {
    whole += index === 0 ? part : gapBetween(parts[index - 1] ?? '', part, index > 1) + part;
  });
  return whole;
};

/** `isLater`: the first of the two may have begun with white space of the cut before it, which counted and was dropped. */
const gapBetween = (part: string, next: string, isLater: boolean): string => {
  if (part.length >= LIMIT) return '';
  const leads = isLater ? ['', '\n', '\n\n'] : [''];
  const isCutSo = (gap: string) =>
    leads.some((lead) => {
      const text = lead + part + gap + next.slice(0, LIMIT);
      return text.slice(0, cutOf(text)).trim() === part;
    });
  return GAPS.find(isCutSo) ?? '\n';
};

/** Where an app would cut: before the last of the best breaks. */
const cutOf = (text: string): number => {
  let best = LIMIT;
  let level = -1;
  let isLong = false;
  for (let at = SHORTEST_PART; at <= LIMIT; at += 1) {
    // What is trimmed does not count.
    isLong ||= !/\s/.test(text.charAt(at - 1));
    const here = isLong ? levelOf(text, at) : -1;
    if (here < level) continue;
    level = here;
    best = at;
  }
  return best;
};

/** A blank line, a line, the end of a sentence, of a part of one, of a word, a sign, anywhere but within a character. */
const levelOf = (text: string, at: number): number => {
  const [before, here, behind] = [text.charAt(at - 1), text.charAt(at), text.charAt(at + 1)];
  if (/[\ud800-\udbff]/.test(before)) return -1;
  if (here === '\n') return behind === '\n' ? 6 : 5;
  if (/\s/.test(here)) return /[.?!]/.test(before) ? 4 : /[,:;]/.test(before) ? 3 : 2;
  return /[^\p{L}\p{N}\p{Surrogate}\s]/u.test(before) ? 1 : 0;
};
