// What is said before and behind an answer that is not whole, or not about all that was asked. Loaded when it is needed.
import type { ModelError, TurnResult } from '@steward/core';
import { type FormattedText, plainText } from '../telegram/format/formatted-text.ts';
import { concat, italic } from '../telegram/say.ts';
import { unseenNote } from './model-blind.ts';
import { sentenceFor } from './model-sentences.ts';

export const notesAround = (
  answer: FormattedText,
  result: TurnResult,
  modelName: string,
): (FormattedText | string)[] => {
  const before = notesBefore(result).flatMap((line) => [italic(line), '\n\n']);
  const behind = [noteFor(result), result.picturesUnseen && unseenNote(modelName)].filter((note) => !!note);
  const [first, ...rest] = [...(answer.text === '' ? [] : [answer]), ...behind];
  return [...before, ...(first ? [first] : []), ...rest.map((note) => concat('\n\n', note))];
};

const notesBefore = ({ questionCut, picturesGone = 0, picturesLeft = 0 }: TurnResult): string[] => [
  ...(questionCut ? ['Your message was too long for this model: only its end was read.'] : []),
  ...(picturesGone > 0 ? [`${countOf(picturesGone)} could not be had from Telegram any more.`] : []),
  ...(picturesLeft > 0 ? [`This model has no room for ${countOf(picturesLeft)} of yours.`] : []),
];

const countOf = (pictures: number): string => `${pictures} picture${pictures === 1 ? '' : 's'}`;

const noteFor = ({ end, error, text }: TurnResult): FormattedText | undefined => {
  if (end === 'stopped') return plainText('⏹ Stopped.');
  if (end === 'length') return italic('The answer reached its length limit. Tap “Continue” for the rest.');
  if (end === 'complete') return undefined;
  return plainText(`⚠️ ${sentenceFor(error as ModelError | undefined, text !== '')}`);
};
