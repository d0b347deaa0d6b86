// /delete: removes one conversation for good, after asking. In a group only who made it or an admin may.
import { deleteSession, findByNumber, isArchived, type Session } from '@steward/core';
import { isAdmin, isAsker } from '../../context/admin.ts';
import type { Services } from '../../context/services.ts';
import { callbackData } from '../../telegram/buttons.ts';
import { bold, say } from '../../telegram/say.ts';
import type { Command, CommandContext } from '../feature.ts';
import { findConversation, readNumber } from '../sessions/arguments.ts';
import { countOf } from '../sessions/list-sessions.ts';

type Dependencies = Pick<Services, 'archives' | 'messages' | 'profiles' | 'sessions' | 'telegram'>;

export const createDelete = (services: Dependencies): Command => ({
  name: 'delete',
  usage: '<n>',
  summary: 'Delete a conversation or archive for good',
  async run(context, argument) {
    const session = await findConversation(services, context, readNumber(argument), '/delete 2');
    if (!session || !(await mayDelete(services, context, session))) return;
    const { number } = session;
    const kind = isArchived(session) ? 'archive' : 'session';
    // The bucket is versioned in the cloud: what is promised has to be true there, too.
    const kept = isArchived(session) ? ' In the cloud, its backups go within 30 days.' : '';
    await context.reply(
      say`Delete ${kind} ${bold(number)} “${session.title}” with ${countOf(session)} for good? This cannot be undone.${kept}`,
      [
        [
          { text: '🗑 Delete', data: callbackData('delete', number, context.from.id) },
          { text: 'Keep', data: callbackData('keep', number) },
        ],
      ],
    );
  },
  taps: {
    delete: async (context, [number, askerId]) => {
      await confirmed(services, context, readNumber(number), Number(askerId));
    },
    keep: async (context) => {
      await context.show(say`Nothing was deleted.`);
    },
  },
});

const confirmed = async (
  services: Dependencies,
  context: CommandContext,
  number: number | undefined,
  askerId: number,
): Promise<void> => {
  const { claim } = context;
  // Another member's tap on somebody's question changes nothing.
  if (!(await isAsker(services, context, askerId))) return;
  const begun = claim.facts.deleting === 1;
  const found =
    begun && number !== undefined ? await findByNumber(services.sessions, context.owner, number) : undefined;
  // After a crash at the very end there is nothing left that could be found.
  if (begun && !found) return context.show(say`🗑 Conversation ${number ?? ''} is deleted.`);
  const session = found ?? (await findConversation(services, context, number, '/delete 2'));
  if (!session || !(await mayDelete(services, context, session))) return;
  await context.record({ deleting: 1 });
  await context.whileTyping(() => deleteSession(services, session));
  await context.show(say`🗑 Conversation ${bold(session.number)} “${session.title}” is deleted.`);
};

const mayDelete = async (
  services: Dependencies,
  context: CommandContext,
  session: Session,
): Promise<boolean> => {
  if (!context.isGroup || session.createdBy === context.from.id || (await isAdmin(services, context)))
    return true;
  await context.reply(say`In a group only the person who made a conversation or an admin can delete it.`);
  return false;
};
