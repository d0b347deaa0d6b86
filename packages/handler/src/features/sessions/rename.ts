// /rename: gives a conversation another title. A button asks for the title, and a reply to that question is it.
import { refOf, type Session, shortTitle } from '@steward/core';
import type { Services } from '../../context/services.ts';
import { ASK_FOR_REPLY } from '../../telegram/buttons.ts';
import { bold, code, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import { ASKED_FOR_TITLE, TITLE_QUESTION } from './answers.ts';
import { findConversation, findOrActive, readNumber, readNumberAndRest } from './arguments.ts';

type Dependencies = Pick<Services, 'sessions'>;

const EXAMPLE = '/rename 2 Holiday plans';

export const rename = async (
  services: Dependencies,
  context: CommandContext,
  argument: string,
): Promise<void> => {
  const { number, rest } = readNumberAndRest(argument);
  if (rest.trim() === '') {
    return await context.reply(
      say`Send the new title behind it, for example ${code('/rename Holiday plans')} for the active session or ${code(EXAMPLE)} for another.`,
    );
  }
  const session = await findOrActive(services, context, number, EXAMPLE);
  if (session) await giveTitle(services, context, session, rest);
};

export const askForTitle = async (
  services: Dependencies,
  context: CommandContext,
  [number]: string[],
): Promise<void> => {
  const session = await findConversation(services, context, readNumber(number), EXAMPLE);
  if (session)
    await context.reply(say`${ASKED_FOR_TITLE} ${session.number} “${session.title}”.`, ASK_FOR_REPLY);
};

/** A reply to what the button asked. */
export const renameByReply = async (services: Dependencies, context: CommandContext): Promise<void> => {
  const { reply_to_message: target, text = '' } = context.message;
  const number = readNumber(TITLE_QUESTION.exec(target?.text ?? '')?.[1]);
  const session = await findConversation(services, context, number, EXAMPLE);
  if (session) await giveTitle(services, context, session, text);
};

const giveTitle = async (
  services: Dependencies,
  context: CommandContext,
  session: Session,
  wanted: string,
): Promise<void> => {
  const { title } = await services.sessions.update(refOf(session), { title: shortTitle(wanted) });
  await context.reply(say`✏️ Conversation ${bold(session.number)} is now called “${title}”.`);
};
