// /rename: gives a conversation another title. A button asks for the title, and a reply to that question is it.
import { refOf, type Session, shortTitle } from '@steward/core';
import type { Services } from '../../context/services.ts';
import { ASK_FOR_REPLY } from '../../telegram/buttons.ts';
import { bold, code, say } from '../../telegram/say.ts';
import type { Command, CommandContext, Content } from '../feature.ts';
import { findConversation, findOrActive, readNumber, readNumberAndRest } from './arguments.ts';

type Dependencies = Pick<Services, 'sessions'>;

const EXAMPLE = '/rename 2 Holiday plans';

export const createRename = (services: Dependencies): Command => ({
  name: 'rename',
  usage: '[n] <title>',
  summary: 'Give a conversation another title',
  async run(context, argument) {
    const { number, rest } = readNumberAndRest(argument);
    if (rest.trim() === '') {
      return await context.reply(
        say`Send the new title behind it, for example ${code('/rename Holiday plans')} for the active session or ${code(EXAMPLE)} for another.`,
      );
    }
    const session = await findOrActive(services, context, number, EXAMPLE);
    if (session) await rename(services, context, session, rest);
  },
  taps: {
    rename: async (context, [number]) => {
      const session = await findConversation(services, context, readNumber(number), EXAMPLE);
      if (session) await context.reply(say`${ASKED} ${session.number} “${session.title}”.`, ASK_FOR_REPLY);
    },
  },
});

const ASKED = '✏️ Reply to this message with the new title of conversation';
const QUESTION = new RegExp(`^${ASKED} (\\d+)`);

/** A reply to what the button asked. */
export const createNewTitle = (services: Dependencies): Content => ({
  takes: ({ reply_to_message: target, text = '' }) =>
    target?.from?.is_bot === true && QUESTION.test(target.text ?? '') && !/^\s*(\/|$)/.test(text),
  async run(context) {
    const { reply_to_message: target, text = '' } = context.message;
    const number = readNumber(QUESTION.exec(target?.text ?? '')?.[1]);
    const session = await findConversation(services, context, number, EXAMPLE);
    if (session) await rename(services, context, session, text);
    return 'answered';
  },
});

const rename = async (
  services: Dependencies,
  context: CommandContext,
  session: Session,
  wanted: string,
): Promise<void> => {
  const { title } = await services.sessions.update(refOf(session), { title: shortTitle(wanted) });
  await context.reply(say`✏️ Conversation ${bold(session.number)} is now called “${title}”.`);
};
