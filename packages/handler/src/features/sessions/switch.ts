// /switch: makes another session the active one.
import { makeActive } from '@steward/core';
import type { Services } from '../../context/services.ts';
import { bold, code, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import { findLive, readNumber } from './arguments.ts';

type Dependencies = Pick<Services, 'clock' | 'profiles' | 'sessions'>;

export const switchTapped = (
  services: Dependencies,
  context: CommandContext,
  [number = '']: string[],
): Promise<void> => switchTo(services, context, number);

export const switchTo = async (
  services: Dependencies,
  context: CommandContext,
  wanted: string,
): Promise<void> => {
  const session = await findLive(services, context, readNumber(wanted), '/switch 2');
  if (!session) return;
  await makeActive(services.profiles, session, services.clock.now());
  await context.reply(
    say`▶️ Session ${bold(session.number)} “${session.title}” with ${code(session.modelName)} is active. Write on, or see /history.`,
  );
};
