// /switch: makes another session the active one.
import { makeActive } from '@steward/core';
import type { Services } from '../../context/services.ts';
import { bold, code, say } from '../../telegram/say.ts';
import type { Command, CommandContext } from '../feature.ts';
import { findLive, readNumber } from './arguments.ts';

type Dependencies = Pick<Services, 'clock' | 'profiles' | 'sessions'>;

export const createSwitch = (services: Dependencies): Command => ({
  name: 'switch',
  usage: '<n>',
  summary: 'Go on with another session',
  async run(context, argument) {
    await switchTo(services, context, argument);
  },
  taps: {
    switch: async (context, [number]) => {
      await switchTo(services, context, number ?? '');
    },
  },
});

const switchTo = async (services: Dependencies, context: CommandContext, wanted: string): Promise<void> => {
  const session = await findLive(services, context, readNumber(wanted), '/switch 2');
  if (!session) return;
  await makeActive(services.profiles, session, services.clock.now());
  await context.reply(
    say`▶️ Session ${bold(session.number)} “${session.title}” with ${code(session.modelName)} is active. Write on, or see /history.`,
  );
};
