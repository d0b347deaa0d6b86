// How the end of a turn is shown: the formatted answer, a note when it is not whole, and the buttons that fit.
import type { Message, ModelError, Outcome, Session, TurnResult } from '@steward/core';
import type { Services } from '../context/services.ts';
import type { UpdateContext } from '../context/update-context.ts';
import type { ButtonRows } from '../telegram/buttons.ts';
import { type FormattedText, plainText } from '../telegram/format/formatted-text.ts';
import { loadFormatting } from '../telegram/format/load-formatting.ts';
import { splitFormatted } from '../telegram/format/split-formatted.ts';
import { concat, italic } from '../telegram/say.ts';
import { modelGoneMessage } from './model-gone.ts';
import { EMPTY_ANSWER, sentenceFor } from './model-sentences.ts';
import { timeButtons } from './time-buttons.ts';
import { continueButton, retryButton } from './turn-buttons.ts';

export interface Presentation {
  /** At least one. */
  pieces: FormattedText[];
  buttons?: ButtonRows;
  outcome: Outcome;
}

export const presentAnswer = async (
  services: Pick<Services, 'catalogue' | 'clock'>,
  context: UpdateContext,
  asked: { session: Session; question: Message },
  result: TurnResult,
): Promise<Presentation> => {
  const [shown, quiet] = await Promise.all([
    present(services, context, asked, result),
    timeButtons(services, context, asked),
  ]);
  return quiet.length === 0 ? shown : { ...shown, buttons: [...(shown.buttons ?? []), quiet] };
};

const present = async (
  services: Pick<Services, 'catalogue'>,
  { updateId }: UpdateContext,
  { session, question }: { session: Session; question: Message },
  result: TurnResult,
): Promise<Presentation> => {
  const { text, end, error } = result;
  const retry = retryButton(session, question, updateId);
  if (error?.code === 'model-missing' && text === '') {
    const { message, buttons } = await modelGoneMessage(services, session, retry);
    return { pieces: [message], buttons, outcome: 'failed' };
  }
  const pieces = await answerPieces(result);
  // Some models answer with nothing but invisible characters.
  if (pieces.length === 0) {
    return { pieces: [plainText(`⚠️ ${EMPTY_ANSWER}`)], buttons: [[retry]], outcome: 'failed' };
  }
  if (end === 'complete') return { pieces, outcome: 'answered' };
  const more = text === '' ? [] : [continueButton(session, updateId)];
  if (end === 'length') return { pieces, buttons: [more], outcome: 'answered' };
  return { pieces, buttons: [[...more, retry]], outcome: end === 'stopped' ? 'stopped' : 'failed' };
};

/** The answer's formatted pieces, with a note behind the last one. */
const answerPieces = async (result: TurnResult): Promise<FormattedText[]> => {
  const { text, end, questionCut } = result;
  const { renderMarkdown, closeMarkdown } = await loadFormatting();
  const note = noteFor(result);
  const formatted = renderMarkdown(end === 'complete' ? text : closeMarkdown(text));
  const before = questionCut
    ? concat(italic('Your message was too long for this model: only its end was read.'), '\n\n')
    : undefined;
  const after = note && (formatted.text === '' ? note : concat('\n\n', note));
  return splitFormatted(concat(...[before, formatted, after].filter((piece) => piece !== undefined)));
};

const noteFor = ({ end, error, text }: TurnResult): FormattedText | undefined => {
  if (end === 'stopped') return plainText('⏹ Stopped.');
  if (end === 'length') return italic('The answer reached its length limit. Tap “Continue” for the rest.');
  if (end === 'complete') return undefined;
  return plainText(`⚠️ ${sentenceFor(error as ModelError | undefined, text !== '')}`);
};
