// A question about a picture to a model that does not see: nothing is made up. Another model may answer this one question.
import type { CatalogueEntry, Message, Session } from '@steward/core';
import type { Services } from '../context/services.ts';
import { type Button, type ButtonRows, callbackData } from '../telegram/buttons.ts';
import type { FormattedText } from '../telegram/format/formatted-text.ts';
import { code, concat, say } from '../telegram/say.ts';
import { updateOf } from './last-question.ts';
import { tagOf } from './model-list.ts';

/** More are more than a choice. */
const MOST_OFFERED = 3;

/** What can be had at once, as the catalogue orders it. */
export const seeingModels = async (
  { catalogue }: Pick<Services, 'catalogue'>,
  but: string,
): Promise<CatalogueEntry[]> => {
  const entries = (await catalogue.entries()).filter(
    ({ name, installed }) => installed !== false && !catalogue.isSame(name, but),
  );
  const sees = await Promise.all(entries.map(({ name }) => catalogue.can(name, 'vision')));
  return entries.filter((_, index) => sees[index]);
};

export const blindMessage = async (
  services: Pick<Services, 'catalogue'>,
  { session, question }: { session: Session; question: Message },
  { updateId, retry }: { updateId: number; retry: Button },
): Promise<{ message: FormattedText; buttons: ButtonRows }> => {
  const { modelName } = session;
  const buttons = await answerWith(services, { session, question }, updateId);
  const blind = say`👁 ${code(modelName)} cannot see pictures`;
  if (buttons.length === 0)
    return {
      message: concat(blind, '. Your question is kept. ', howToSee(), ' Then tap “Try again”.'),
      buttons: [[retry]],
    };
  return {
    message: say`${blind}. Your question is kept: tap a model that can, and it answers this one. The chat stays with ${code(modelName)}.`,
    buttons,
  };
};

/** A button for each of the first that see. */
export const answerWith = async (
  services: Pick<Services, 'catalogue'>,
  { session, question }: { session: Session; question: Message },
  updateId: number,
): Promise<ButtonRows> => {
  const seeing = await seeingModels(services, session.modelName);
  return seeing.slice(0, MOST_OFFERED).map(({ name }) => [
    {
      text: `Answer with ${name}`,
      data: callbackData('see', session.number, updateOf(question), updateId, tagOf(name)),
    },
  ]);
};

/** Small enough for a machine without a large GPU. */
const SEEING_MODEL = 'qwen3.5:4b';

const howToSee = (): FormattedText =>
  say`No model here can: whoever runs the model server can add one, for example with ${code(`ollama pull ${SEEING_MODEL}`)}.`;

/** Below an answer to the words alone. */
export const unseenNote = (modelName: string): FormattedText =>
  concat(say`👁 ${code(modelName)} did not see the picture. `, howToSee());
