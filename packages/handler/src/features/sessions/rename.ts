// /rename: gives a conversation another title.
import { refOf, shortTitle } from '@steward/core';
import { bold, code, say } from '../../telegram/say.ts';
import type { Command } from '../command.ts';
import { findConversation, readNumberAndRest } from './arguments.ts';

export const rename: Command = {
  name: 'rename',
  usage: '<n> <title>',
  summary: 'Give a conversation another title',
  async run(context, argument) {
    const { number, rest } = readNumberAndRest(argument);
    if (number === undefined || rest.trim() === '') {
      await context.reply(
        say`Send the number and the new title, for example ${code('/rename 2 Holiday plans')}.`,
      );
      return undefined;
    }
    const session = await findConversation(context, number, '/rename 2 Holiday plans');
    if (!session) return undefined;
    const { title } = await context.services.sessions.update(refOf(session), { title: shortTitle(rest) });
    await context.reply(say`✏️ Conversation ${bold(session.number)} is now called “${title}”.`);
    return undefined;
  },
};
