// A text as Notion's blocks: paragraphs of whole lines, and lines that are longer in several pieces of one paragraph. Joined by
// line breaks the paragraphs are the text again.
import { cutText } from '../notes/cut-text.ts';

export const MAX_CONTENT = 2_000;
/** Pieces of one block. */
const MAX_PIECES = 100;
/** In one request. */
const MAX_BLOCKS = 100;
/** Of 500 kB, with room for the properties of the page. */
const MAX_BATCH_BYTES = 400_000;

export interface NotionBlock {
  object: 'block';
  type: 'paragraph';
  paragraph: { rich_text: object[] };
}

export const richText = (content: string): object => ({ type: 'text', text: { content } });

export const toBlocks = (text: string): NotionBlock[] =>
  inParagraphs(text).flatMap((paragraph) => {
    const pieces = cutText(paragraph, MAX_CONTENT).map(richText);
    const blocks: NotionBlock[] = [];
    for (let first = 0; first === 0 || first < pieces.length; first += MAX_PIECES)
      blocks.push({
        object: 'block',
        type: 'paragraph',
        paragraph: { rich_text: pieces.slice(first, first + MAX_PIECES) },
      });
    return blocks;
  });

const inParagraphs = (text: string): string[] => {
  const paragraphs: string[] = [];
  for (const line of text.split('\n')) {
    const last = paragraphs.at(-1);
    if (last !== undefined && last.length + 1 + line.length <= MAX_CONTENT)
      paragraphs[paragraphs.length - 1] = `${last}\n${line}`;
    else paragraphs.push(line);
  }
  return paragraphs;
};

/** What fits into one request each. */
export const inBatches = (blocks: readonly NotionBlock[]): NotionBlock[][] => {
  const batches: NotionBlock[][] = [[]];
  let bytes = 0;
  for (const block of blocks) {
    const size = Buffer.byteLength(JSON.stringify(block));
    const last = batches.at(-1) ?? [];
    if (last.length > 0 && (last.length === MAX_BLOCKS || bytes + size > MAX_BATCH_BYTES)) {
      batches.push([block]);
      bytes = size;
    } else {
      last.push(block);
      bytes += size;
    }
  }
  return batches;
};
