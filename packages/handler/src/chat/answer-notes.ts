// What is said before and behind an answer that is not whole, or not about all that was asked. Loaded when it is needed.
import type { ModelError, TurnResult } from '@steward/core';
import { type FormattedText, plainText } from '../telegram/format/formatted-text.ts';
import { concat, italic } from '../telegram/say.ts';
import { unseenNote } from './model-blind.ts';
import { sentenceFor } from './model-sentences.ts';
import { sourcesLine } from './sources-line.ts';

/** They fit into the first and the last message. */
export const notesAround = (
  pieces: readonly FormattedText[],
  result: TurnResult,
  modelName: string,
): FormattedText[] => {
  const before = notesBefore(result).map(italic);
  const behind = [noteFor(result), result.picturesUnseen && unseenNote(modelName), sourcesOf(result)].filter(
    (note) => !!note,
  );
  const blocks = pieces.length === 0 ? [behind] : pieces.map((piece) => [piece]);
  if (pieces.length > 0) blocks.at(-1)?.push(...behind);
  blocks[0]?.unshift(...before);
  return blocks.map(apart).filter(({ text }) => text !== '');
};

const apart = (blocks: FormattedText[]): FormattedText =>
  concat(...blocks.flatMap((block, index) => (index === 0 ? [block] : ['\n\n', block])));

const notesBefore = ({ questionCut, picturesGone = 0, picturesLeft = 0 }: TurnResult): string[] => [
  ...(questionCut ? ['Your message was too long for this model: only its end was read.'] : []),
  ...(picturesGone > 0
    ? [
        `${countOf(picturesGone)} could not be had from Telegram. Please send ${picturesGone === 1 ? 'it' : 'them'} again.`,
      ]
    : []),
  ...(picturesLeft > 0 ? [`This model has no room for ${countOf(picturesLeft)} of yours.`] : []),
];

const countOf = (pictures: number): string => `${pictures} picture${pictures === 1 ? '' : 's'}`;

/** What an answer was given from. */
const sourcesOf = ({ documents, text }: TurnResult): FormattedText | undefined =>
  documents && text !== '' ? italic(sourcesLine(documents)) : undefined;

const noteFor = ({ end, error, text }: TurnResult): FormattedText | undefined => {
  if (end === 'stopped') return plainText('⏹ Stopped.');
  if (end === 'length') return italic('The answer reached its length limit. Tap “Continue” for the rest.');
  if (end === 'complete') return undefined;
  return plainText(`⚠️ ${sentenceFor(error as ModelError | undefined, text !== '')}`);
};
