// Which pages speak of what is asked: BM25, the standard measure of full-text search. Code, no model.
import { stemsOf } from './words.ts';

/** How soon a word that comes again counts less, and how much a long page is held against it. */
const K = 1.2;
const B = 0.75;
/** What a page is worth beside the best one, at least: one that shares only a common word is not read. */
const LEAST_SHARE = 0.2;

/** Indexes of the pages in which a word of the question stands, the best first. */
export const rankPages = (pages: readonly string[], question: string): number[] => {
  const asked = new Set(stemsOf(question));
  const counted = pages.map((page) => countOf(stemsOf(page)));
  const lengths = counted.map(({ total }) => total);
  const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, pages.length);
  const weights = new Map(
    [...asked].map((stem) => {
      const holding = counted.filter(({ counts }) => counts.has(stem)).length;
      return [stem, Math.log(1 + (pages.length - holding + 0.5) / (holding + 0.5))];
    }),
  );
  const scored = counted.map(({ counts, total }, index) => {
    let score = 0;
    for (const [stem, weight] of weights) {
      const count = counts.get(stem) ?? 0;
      score += (weight * count * (K + 1)) / (count + K * (1 - B + (B * total) / Math.max(1, mean)));
    }
    return { index, score };
  });
  const best = Math.max(0, ...scored.map(({ score }) => score));
  return scored
    .filter(({ score }) => score > 0 && score >= best * LEAST_SHARE)
    .sort((one, other) => other.score - one.score || one.index - other.index)
    .map(({ index }) => index);
};

const countOf = (stems: string[]): { counts: Map<string, number>; total: number } => {
  const counts = new Map<string, number>();
  for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  return { counts, total: stems.length };
};

/** The piece of a page that is too long for the room: around the first word that was asked for, else its beginning. */
export const pieceOf = (page: string, question: string, length: number): string => {
  if (page.length <= length) return page;
  const asked = new Set(stemsOf(question));
  const found = [...page.matchAll(/[\p{L}\p{N}]+/gu)].find(([word]) =>
    stemsOf(word).some((stem) => asked.has(stem)),
  );
  const start = Math.max(0, Math.min((found?.index ?? 0) - Math.floor(length / 3), page.length - length));
  return page.slice(start, start + length).toWellFormed();
};
