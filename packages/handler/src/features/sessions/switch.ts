// /switch: makes another session the active one.
import { makeActive } from '@steward/core';
import { bold, code, say } from '../../telegram/say.ts';
import type { Command, CommandContext } from '../command.ts';
import { findLive, readNumber } from './arguments.ts';

export const switchSession: Command = {
  name: 'switch',
  usage: '<n>',
  summary: 'Go on with another session',
  async run(context, argument) {
    await switchTo(context, argument);
    return undefined;
  },
  taps: {
    switch: async (context, [number]) => {
      await switchTo(context, number ?? '');
      return undefined;
    },
  },
};

const switchTo = async (context: CommandContext, wanted: string): Promise<void> => {
  const session = await findLive(context, readNumber(wanted), '/switch 2');
  if (!session) return;
  await makeActive(context.services.profiles, session, context.services.clock.now());
  await context.reply(
    say`▶️ Session ${bold(session.number)} “${session.title}” with ${code(session.modelName)} is active. Write on, or see /history.`,
  );
};
