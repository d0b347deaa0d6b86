// /rename: gives a conversation another title.
import { refOf, shortTitle } from '@steward/core';
import type { Services } from '../../context/services.ts';
import { bold, code, say } from '../../telegram/say.ts';
import type { Command } from '../feature.ts';
import { findConversation, readNumberAndRest } from './arguments.ts';

type Dependencies = Pick<Services, 'sessions'>;

export const createRename = (services: Dependencies): Command => ({
  name: 'rename',
  usage: '<n> <title>',
  summary: 'Give a conversation another title',
  async run(context, argument) {
    const { number, rest } = readNumberAndRest(argument);
    if (number === undefined || rest.trim() === '') {
      await context.reply(
        say`Send the number and the new title, for example ${code('/rename 2 Holiday plans')}.`,
      );
      return;
    }
    const session = await findConversation(services, context, number, '/rename 2 Holiday plans');
    if (!session) return;
    const { title } = await services.sessions.update(refOf(session), { title: shortTitle(rest) });
    await context.reply(say`✏️ Conversation ${bold(session.number)} is now called “${title}”.`);
  },
});
