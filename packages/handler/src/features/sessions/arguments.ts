// Arguments of commands: numbers that people type, and what is said when they do not fit.
import { findByNumber, isArchived, type Session } from '@steward/core';
import { activeSession } from '../../chat/active-session.ts';
import type { Services } from '../../context/services.ts';
import { callbackData } from '../../telegram/buttons.ts';
import { code, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';

/** A conversation's number, or undefined when the text is none. A leading # is fine. */
export const readNumber = (text: string | undefined): number | undefined => {
  const match = /^#?(\d{1,9})$/.exec(text?.trim() ?? '');
  return match ? Number(match[1]) : undefined;
};

/** Splits `3 the rest` into number and rest. */
export const readNumberAndRest = (argument: string): { number: number | undefined; rest: string } => {
  const match = /^(#?\d{1,9})(?:\s+([\s\S]*))?$/.exec(argument.trim());
  return match
    ? { number: readNumber(match[1]), rest: match[2] ?? '' }
    : { number: undefined, rest: argument };
};

/** The conversation with that number; otherwise the person is told and nothing is returned. */
export const findConversation = async (
  services: Pick<Services, 'sessions'>,
  context: CommandContext,
  number: number | undefined,
  usage: string,
): Promise<Session | undefined> => {
  if (number === undefined) {
    await context.reply(
      say`Tell me which one by its number, for example ${code(usage)}. /listsessions and /listarchives show the numbers.`,
    );
    return undefined;
  }
  const session = await findByNumber(services.sessions, context.owner, number);
  if (!session)
    await context.reply(
      say`There is no conversation ${number}. /listsessions and /listarchives show the numbers.`,
    );
  return session;
};

/** The conversation with that number; without a number the active one. */
export const findOrActive = async (
  services: Pick<Services, 'sessions'>,
  context: CommandContext,
  number: number | undefined,
  usage: string,
): Promise<Session | undefined> =>
  (number === undefined ? await activeSession(services, context) : undefined) ??
  (await findConversation(services, context, number, usage));

/** Like `findConversation`, for what only works on a live session. */
export const findLive = async (
  services: Pick<Services, 'sessions'>,
  context: CommandContext,
  number: number | undefined,
  usage: string,
): Promise<Session | undefined> => {
  const session = await findConversation(services, context, number, usage);
  if (!session || !isArchived(session)) return session;
  await context.reply(
    say`Conversation ${session.number} is archived. ${code(`/restore ${session.number}`)} brings it back.`,
    [[restoreButton(session)]],
  );
  return undefined;
};

export const restoreButton = ({ number }: Session) => ({
  text: `↩️ Restore ${number}`,
  data: callbackData('restore', number),
});
