// Where the operator has set an allowance, a turn is reserved before the model is asked. Elsewhere nothing is asked for, and
// nothing is loaded.
import type { Message, Outcome, Session } from '@steward/core';
import type { Services } from '../context/services.ts';
import type { UpdateContext } from '../context/update-context.ts';
import type { FormattedText } from '../telegram/format/formatted-text.ts';

export type AllowanceDependencies = Pick<Services, 'access' | 'catalogue' | 'teams' | 'usage'>;

export interface LimitedTurn {
  session: Pick<Session, 'messageCount' | 'modelName' | 'systemPrompt'>;
  question: Pick<Message, 'attachments' | 'content'>;
  /** In place of the session's. */
  modelName?: string;
}

/** A turn for which it is asked whether it may be. */
export type AskedTurn = Promise<
  (run: () => Promise<Outcome>, instead: (sentence: FormattedText) => Promise<Outcome>) => Promise<Outcome>
>;

export const isLimited = ({ profile }: Pick<UpdateContext, 'profile'>): boolean =>
  profile?.allowance !== undefined || profile?.pools !== undefined;

/** Begins at once; undefined where nothing limits. */
export const askAllowance = (
  services: AllowanceDependencies,
  context: UpdateContext,
  turn: LimitedTurn,
): AskedTurn | undefined => {
  if (!isLimited(context)) return undefined;
  const asked = import('./allowance.ts').then(({ reserveTurn }) => reserveTurn(services, context, turn));
  // Whoever awaits it gets the error: the question may fail to be stored meanwhile.
  asked.catch(() => {});
  return asked;
};
