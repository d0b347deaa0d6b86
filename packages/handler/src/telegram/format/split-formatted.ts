// Cuts a long formatted text into messages Telegram takes, each with its part of the entities.

import { type CutText, chooseCut } from './choose-cut.ts';
import { isInvisible } from './clean-text.ts';
import type { FormattedText, TextEntity } from './formatted-text.ts';
import { trimFormatted } from './trim-formatted.ts';

export interface SplitLimits {
  /** UTF-16 code units; Telegram's limit is 4096. */
  maxLength?: number;
  /** Beyond 100, Telegram ignores the formatting. */
  maxEntities?: number;
}

/** Pieces that can be sent one by one; never an empty one. At the cuts only white space is lost. */
export const splitFormatted = (formatted: FormattedText, limits: SplitLimits = {}): FormattedText[] => {
  const { text, entities } = formatted;
  const maxLength = Math.max(2, limits.maxLength ?? 4_096);
  const maxEntities = Math.max(0, limits.maxEntities ?? 100);
  const cutText: CutText = { text, codeBlocks: entities.filter(({ type }) => type === 'pre') };
  const pieces: FormattedText[] = [];
  const window = entityWindow(entities, maxEntities);
  let start = 0;
  while (start < text.length) {
    const { inside, limit } = window.from(start, Math.min(start + maxLength, text.length));
    const end = limit === text.length ? limit : chooseCut(cutText, start, limit);
    const piece = trimFormatted(cutOut(text, inside, start, end));
    if (!isInvisible(piece.text)) pieces.push(piece);
    start = nextStart(text, end, inside);
  }
  return pieces;
};

/** Walks along the sorted entities: which ones reach into a piece, and where it must end to hold no more than it may. */
const entityWindow = (entities: TextEntity[], maxEntities: number) => {
  let carried: TextEntity[] = [];
  let next = 0;
  return {
    from(start: number, furthest: number): { inside: TextEntity[]; limit: number } {
      const inside: TextEntity[] = [];
      let limit = furthest;
      const take = (entity: TextEntity): boolean => {
        if (entity.offset >= limit) return false;
        if (inside.length < maxEntities) inside.push(entity);
        // When more begin at one place than a piece may hold, the inner ones stay plain here.
        else if (entity.offset > start) limit = entity.offset;
        return entity.offset < limit;
      };
      carried = carried.filter((entity) => entity.offset + entity.length > start);
      if (!carried.every(take)) return { inside, limit };
      for (; next < entities.length; next += 1) {
        const entity = entities[next] as TextEntity;
        if (!take(entity)) break;
        carried.push(entity);
      }
      return { inside, limit };
    },
  };
};

const cutOut = (text: string, entities: TextEntity[], start: number, end: number): FormattedText => ({
  text: text.slice(start, end),
  entities: entities.flatMap((entity) => {
    const from = Math.max(entity.offset, start);
    const length = Math.min(entity.offset + entity.length, end) - from;
    return length > 0 ? [{ ...entity, offset: from - start, length }] : [];
  }),
});

/** Skips the white space at the cut; in a code block only the newline, because the rest is indentation. */
const nextStart = (text: string, end: number, entities: TextEntity[]): number => {
  const block = entities.find(
    ({ type, offset, length }) => type === 'pre' && offset < end && end < offset + length,
  );
  if (block) return text[end] === '\n' ? end + 1 : end;
  let start = end;
  while (start < text.length && /\s/.test(text.charAt(start))) start += 1;
  return start;
};
