// Where to cut a text that is too long: between paragraphs, else lines, else words, else between characters.
import type { TextEntity } from './formatted-text.ts';

export interface CutText {
  text: string;
  /** Sorted; a cut between blocks is better than one inside a code block. */
  codeBlocks: TextEntity[];
}

/** A cut earlier than this share of the room would leave a needlessly small piece. */
const PREFERRED_FILL = 0.4;
const SMALLEST_FILL = 0.1;
/** As long as a character of several code points, such as a family emoji, may be. */
const GRAPHEME_REACH = 64;

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A position in (start, limit]; `limit` lies before the end of the text. */
export const chooseCut = ({ text, codeBlocks }: CutText, start: number, limit: number): number => {
  const preferred = start + Math.max(1, Math.floor((limit - start) * PREFERRED_FILL));
  const smallest = start + Math.max(1, Math.floor((limit - start) * SMALLEST_FILL));
  const isInCode = codeTest(codeBlocks, start, limit);
  const isParagraph = (at: number): boolean =>
    text[at] === '\n' && (text[at + 1] === '\n' || text[at - 1] === '\n');
  const isLine = (at: number): boolean => text[at] === '\n';
  // The end of a word; inside indentation a line of code would lose its column.
  const isWord = (at: number): boolean => /^\S\s$/.test(text.slice(at - 1, at + 1));
  return (
    lastWhere(preferred, limit, (at) => isParagraph(at) && !isInCode(at)) ??
    lastWhere(preferred, limit, (at) => isLine(at) && !isInCode(at)) ??
    lastWhere(preferred, limit, isParagraph) ??
    lastWhere(preferred, limit, isLine) ??
    lastWhere(preferred, limit, (at) => isWord(at) && !isInCode(at)) ??
    lastWhere(smallest, limit, isLine) ??
    lastWhere(smallest, limit, isWord) ??
    lastCharacterBoundary(text, start, limit)
  );
};

const lastWhere = (from: number, to: number, isCut: (at: number) => boolean): number | undefined => {
  for (let at = to; at >= from; at -= 1) if (isCut(at)) return at;
  return undefined;
};

/** Whether a position lies inside a code block; asked from the end of the window to its start. */
const codeTest = (codeBlocks: TextEntity[], start: number, limit: number): ((at: number) => boolean) => {
  const near = codeBlocks.filter(({ offset, length }) => offset < limit && offset + length > start);
  return (at) => near.some(({ offset, length }) => offset < at && at < offset + length);
};

const lastCharacterBoundary = (text: string, start: number, limit: number): number => {
  const from = wholeCharacter(text, Math.max(start, limit - GRAPHEME_REACH), start);
  let boundary = start;
  for (const { index, segment } of segmenter.segment(text.slice(from, limit + GRAPHEME_REACH))) {
    if (from + index > limit) break;
    boundary = from + index + segment.length <= limit ? from + index + segment.length : from + index;
  }
  return boundary > start ? boundary : wholeCharacter(text, limit, start);
};

/** Steps back from the middle of a surrogate pair, unless that would leave nothing. */
const wholeCharacter = (text: string, at: number, start: number): number => {
  const splitsPair = /[\ud800-\udbff]/.test(text.charAt(at - 1)) && /[\udc00-\udfff]/.test(text.charAt(at));
  return splitsPair && at - 1 > start ? at - 1 : at;
};
