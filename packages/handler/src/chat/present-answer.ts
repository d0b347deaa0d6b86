// How the end of a turn is shown: the formatted answer, a note when it is not whole, and the buttons that fit.
import type { Message, Outcome, Session, TurnResult } from '@steward/core';
import type { Services } from '../context/services.ts';
import type { UpdateContext } from '../context/update-context.ts';
import type { ButtonRows } from '../telegram/buttons.ts';
import { type FormattedText, plainText } from '../telegram/format/formatted-text.ts';
import { loadFormatting } from '../telegram/format/load-formatting.ts';
import { splitFormatted } from '../telegram/format/split-formatted.ts';
import { concat } from '../telegram/say.ts';
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
}

export const presentAnswer = async (
  services: Pick<Services, 'catalogue' | 'clock'>,
  context: UpdateContext,
  asked: Asked,
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
  { session, question, modelName = session.modelName }: Asked,
  result: TurnResult,
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
  const pieces = await answerPieces(result, modelName);
  // Some models answer with nothing but invisible characters.
  if (pieces.length === 0) {
    const { EMPTY_ANSWER } = await import('./model-sentences.ts');
    return { pieces: [plainText(`⚠️ ${EMPTY_ANSWER}`)], buttons: [[retry]], outcome: 'failed' };
  }
  if (end === 'complete') return { pieces, outcome: 'answered' };
  const more = text === '' ? [] : [continueButton(session, updateId)];
  if (end === 'length') return { pieces, buttons: [more], outcome: 'answered' };
  return { pieces, buttons: [[...more, retry]], outcome: end === 'stopped' ? 'stopped' : 'failed' };
};

/** The answer's formatted pieces, between notes where it is not all that was asked for. */
const answerPieces = async (result: TurnResult, modelName: string): Promise<FormattedText[]> => {
  const { text, end } = result;
  const { renderMarkdown, closeMarkdown } = await loadFormatting();
  const formatted = renderMarkdown(end === 'complete' ? text : closeMarkdown(text));
  if (isPlain(result)) return splitFormatted(formatted);
  const { notesAround } = await import('./answer-notes.ts');
  return splitFormatted(concat(...notesAround(formatted, result, modelName)));
};

const isPlain = ({ end, questionCut, picturesGone, picturesLeft, picturesUnseen }: TurnResult): boolean =>
  end === 'complete' && !(questionCut || picturesGone || picturesLeft || picturesUnseen);
