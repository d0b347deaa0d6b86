// /restore: an archived conversation comes back as a live session under its own number.
import { isArchived, type Session } from '@steward/core';
import { restoreSession } from '@steward/core/archives';
import type { Services } from '../../context/services.ts';
import { bold, code, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import { findConversation, readNumber } from '../sessions/arguments.ts';
import { countOf } from '../sessions/session-page.ts';

type Dependencies = Pick<Services, 'archives' | 'messages' | 'profiles' | 'sessions'>;

export const restore = async (
  services: Dependencies,
  context: CommandContext,
  wanted: string,
): Promise<void> => {
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

export const restoreTapped = (
  services: Dependencies,
  context: CommandContext,
  [number = '']: string[],
): Promise<void> => restore(services, context, number);
