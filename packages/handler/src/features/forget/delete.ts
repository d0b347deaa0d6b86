// /delete: removes one conversation for good, after asking. In a group only who made it or an admin may.
import { findByNumber, isArchived, type Session } from '@steward/core';
import { deleteSession } from '@steward/core/archives';
import { isAdmin, isAsker } from '../../context/admin.ts';
import type { Services } from '../../context/services.ts';
import { callbackData } from '../../telegram/buttons.ts';
import type { FormattedText } from '../../telegram/format/formatted-text.ts';
import { bold, lines, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import { findConversation, readNumber } from '../sessions/arguments.ts';
import { countOf } from '../sessions/session-page.ts';
import { clearLeftovers } from './what-stays.ts';

type Dependencies = Pick<
  Services,
  'archives' | 'files' | 'leftovers' | 'messages' | 'profiles' | 'sessions' | 'telegram'
>;

export const remove = (services: Dependencies, context: CommandContext, argument: string): Promise<void> =>
  ask(services, context, readNumber(argument));

export const removeTapped = (
  services: Dependencies,
  context: CommandContext,
  [number]: string[],
): Promise<void> => ask(services, context, readNumber(number));

/** Buttons of earlier versions name nobody; in a private chat nobody else is there. */
export const keep = async (
  services: Dependencies,
  context: CommandContext,
  [, askerId]: string[],
): Promise<void> => {
  if (askerId === undefined ? context.isGroup : !(await isAsker(services, context, Number(askerId)))) return;
  await context.show(say`Nothing was deleted.`);
};

const ask = async (
  services: Dependencies,
  context: CommandContext,
  wanted: number | undefined,
): Promise<void> => {
  const session = await findConversation(services, context, wanted, '/delete 2');
  if (!session || !(await mayDelete(services, context, session))) return;
  const { number } = session;
  const kind = isArchived(session) ? 'archive' : 'session';
  await context.reply(
    say`Delete ${kind} ${bold(number)} “${session.title}” with ${countOf(session)} for good? This cannot be undone.`,
    [
      [
        { text: '🗑 Delete', data: callbackData('delete', number, context.from.id) },
        { text: 'Keep', data: callbackData('keep', number, context.from.id) },
      ],
    ],
  );
};

export const confirmed = async (
  services: Dependencies,
  context: CommandContext,
  [wanted, askerId]: string[],
): Promise<void> => {
  const { claim } = context;
  // Another member's tap on somebody's question changes nothing.
  if (!(await isAsker(services, context, Number(askerId)))) return;
  const number = readNumber(wanted);
  const begun = claim.facts.deleting === 1;
  const found =
    begun && number !== undefined ? await findByNumber(services.sessions, context.owner, number) : undefined;
  // After a crash at the very end there is nothing left that could be found.
  if (begun && !found) return await tell(services, context, say`${number ?? ''}`);
  const session = found ?? (await findConversation(services, context, number, '/delete 2'));
  if (!session || !(await mayDelete(services, context, session))) return;
  await context.record({ deleting: 1 });
  await context.whileTyping(() => deleteSession(services, session));
  await tell(services, context, say`${bold(session.number)} “${session.title}”`);
};

const tell = async (
  services: Dependencies,
  context: CommandContext,
  conversation: FormattedText,
): Promise<void> => {
  const stays = await context.whileTyping(() => clearLeftovers(services, context, 'conversation', []));
  await context.show(lines(say`🗑 Conversation ${conversation} is deleted.`, '', stays));
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
