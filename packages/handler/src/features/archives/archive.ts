// /archive: puts a conversation away, safely; /restore brings it back.
import { isArchived, type Session } from '@steward/core';
import { archiveSession } from '@steward/core/archives';
import { activeSession } from '../../chat/active-session.ts';
import type { Services } from '../../context/services.ts';
import { bold, code, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import { findConversation, readNumber, restoreButton } from '../sessions/arguments.ts';
import { countOf } from '../sessions/session-page.ts';

type Dependencies = Pick<Services, 'archives' | 'clock' | 'messages' | 'profiles' | 'sessions'>;

export const archive = async (
  services: Dependencies,
  context: CommandContext,
  argument: string,
): Promise<void> => {
  const session =
    argument === ''
      ? await current(services, context)
      : await findConversation(services, context, readNumber(argument), '/archive 2');
  if (session) await put(services, context, session);
};

/** The session this update was about at its first try: by a redelivery it is no longer the active one. */
const current = async (services: Dependencies, context: CommandContext): Promise<Session | undefined> => {
  const begun = context.claim.facts.archiving;
  if (typeof begun === 'number') return await findConversation(services, context, begun, '/archive 2');
  const session = await activeSession(services, context);
  if (!session) {
    await context.reply(
      say`No session is active. Name one by its number, for example ${code('/archive 2')}.`,
    );
    return undefined;
  }
  await context.record({ archiving: session.number });
  return session;
};

const put = async (services: Dependencies, context: CommandContext, session: Session): Promise<void> => {
  const { reply, claim } = context;
  const already = isArchived(session) && claim.facts.archiving === undefined;
  if (!already && !isArchived(session)) await context.record({ archiving: session.number });
  const archived = await context.whileTyping(() => archiveSession(services, session));
  const restore = [[restoreButton(session)]];
  if (already) return reply(say`Conversation ${bold(session.number)} is in the archive already.`, restore);
  await reply(
    say`🗄 Conversation ${bold(session.number)} “${session.title}” is archived with ${countOf(archived)}. ${code(`/restore ${session.number}`)} brings it back under the same number.`,
    restore,
  );
};
