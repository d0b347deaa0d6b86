// How the end of a turn is shown: the formatted answer, a note when it is not whole, and the buttons that fit.
import type { Message, Outcome, Session, TurnResult } from '@steward/core';
import type { Services } from '../context/services.ts';
import type { UpdateContext } from '../context/update-context.ts';
import type { ButtonRows } from '../telegram/buttons.ts';
import { type FormattedText, plainText } from '../telegram/format/formatted-text.ts';
import type { GrowingText } from '../telegram/format/growing-text.ts';
import { timeButtons } from './time-buttons.ts';
import { continueButton, retryButton } from './turn-buttons.ts';

export interface Presentation {
  /** At least one. */
  pieces: FormattedText[];
  buttons?: ButtonRows;
  outcome: Outcome;
}

interface Asked {
  session: Session;
  question: Message;
  modelName?: string;
  /** The conversation holds pictures that the model did not see. */
  hidesPictures?: boolean;
}

export const presentAnswer = async (
  services: Pick<Services, 'catalogue' | 'clock'>,
  context: UpdateContext,
  asked: Asked,
  result: TurnResult,
  /** The text as it was shown while it grew. */
  growing: () => Promise<GrowingText>,
): Promise<Presentation> => {
  const [shown, quiet] = await Promise.all([
    present(services, context, asked, result, growing),
    timeButtons(services, context, asked),
  ]);
  return quiet.length === 0 ? shown : { ...shown, buttons: [...(shown.buttons ?? []), quiet] };
};

const present = async (
  services: Pick<Services, 'catalogue'>,
  { updateId }: UpdateContext,
  { session, question, modelName = session.modelName, hidesPictures = false }: Asked,
  result: TurnResult,
  growing: () => Promise<GrowingText>,
): Promise<Presentation> => {
  const { text, end, error } = result;
  const retry = retryButton(session, question, updateId);
  if (error?.code === 'model-missing' && text === '') {
    const { modelGoneMessage } = await import('./model-gone.ts');
    const { message, buttons } = await modelGoneMessage(services, session, retry);
    return { pieces: [message], buttons, outcome: 'failed' };
  }
  if (error?.code === 'model-blind') {
    const { blindMessage } = await import('./model-blind.ts');
    const { message, buttons } = await blindMessage(services, { session, question }, { updateId, retry });
    return { pieces: [message], buttons, outcome: 'refused' };
  }
  const pieces = await answerPieces(result, modelName, growing);
  // Some models answer with nothing but invisible characters.
  if (pieces.length === 0) {
    const { EMPTY_ANSWER } = await import('./model-sentences.ts');
    return { pieces: [plainText(`⚠️ ${EMPTY_ANSWER}`)], buttons: [[retry]], outcome: 'failed' };
  }
  if (end === 'complete' && hidesPictures) {
    const { answerWith } = await import('./model-blind.ts');
    const [buttons] = await answerWith(services, { session, question }, updateId);
    return { pieces, ...(buttons && { buttons: [buttons] }), outcome: 'answered' };
  }
  if (end === 'complete') return { pieces, outcome: 'answered' };
  const more = text === '' ? [] : [continueButton(session, updateId)];
  if (end === 'length') return { pieces, buttons: [more], outcome: 'answered' };
  return { pieces, buttons: [[...more, retry]], outcome: end === 'stopped' ? 'stopped' : 'failed' };
};

/** The answer's formatted pieces, between notes where it is not all that was asked for. */
const answerPieces = async (
  result: TurnResult,
  modelName: string,
  growing: () => Promise<GrowingText>,
): Promise<FormattedText[]> => {
  const pieces = (await growing()).finish(result.text, result.end !== 'complete');
  if (isPlain(result)) return pieces;
  const { notesAround } = await import('./answer-notes.ts');
  return notesAround(pieces, result, modelName);
};

const isPlain = ({ end, documents, questionCut, ...pictures }: TurnResult): boolean => {
  const { picturesGone, picturesLeft, picturesUnseen } = pictures;
  return end === 'complete' && !(documents || questionCut || picturesGone || picturesLeft || picturesUnseen);
};
