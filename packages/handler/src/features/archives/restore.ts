// /restore: an archived conversation comes back as a live session under its own number.
import { isArchived, restoreSession, type Session } from '@steward/core';
import type { Services } from '../../context/services.ts';
import { bold, code, say } from '../../telegram/say.ts';
import type { Command, CommandContext } from '../feature.ts';
import { findConversation, readNumber } from '../sessions/arguments.ts';
import { countOf } from '../sessions/session-page.ts';

type Dependencies = Pick<Services, 'archives' | 'messages' | 'profiles' | 'sessions'>;

export const createRestore = (services: Dependencies): Command => ({
  name: 'restore',
  usage: '<n>',
  summary: 'Bring an archived conversation back',
  async run(context, argument) {
    await bringBack(services, context, argument);
  },
  taps: {
    restore: async (context, [number = '']) => {
      await bringBack(services, context, number);
    },
  },
});

const bringBack = async (services: Dependencies, context: CommandContext, wanted: string): Promise<void> => {
  const session = await findConversation(services, context, readNumber(wanted), '/restore 2');
  if (!session) return;
  const { atMs, updateId, claim, reply } = context;
  if (!isArchived(session) && claim.facts.restoring !== 1) {
    return reply(
      say`Conversation ${bold(session.number)} is not archived; ${code(`/switch ${session.number}`)} goes on with it.`,
    );
  }
  await context.record({ restoring: 1 });
  const live: Session = await context.whileTyping(() =>
    restoreSession(services, session, { atMs, updateId }),
  );
  await reply(
    say`↩️ Conversation ${bold(live.number)} “${live.title}” is back with ${countOf(live)} and active. Write on, or see /history.`,
  );
};
