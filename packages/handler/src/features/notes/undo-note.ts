// ↩️ Undo below a note: what lies here is removed; what went to Notion goes to its trash, for ten minutes, and only where
// nobody has changed it there. All that is needed stands in the button, so nothing is kept for it.

import { removeOwnNote } from '../../connections/own-notes.ts';
import { isAsker } from '../../context/admin.ts';
import { say } from '../../telegram/say.ts';
import type { CommandContext, Done } from '../feature.ts';
import type { NoteDependencies } from './dependencies.ts';
import { readNotionNote, readRef, toNotes } from './refs.ts';
import { whyNot } from './why-not.ts';

const UNDO_MS = 10 * 60 * 1000;

export const undoNote = async (
  services: NoteDependencies,
  context: CommandContext,
  args: string[],
): Promise<void> => {
  const ref = readRef(context.owner, args);
  if (!ref || !(await isAsker(services, context, Number(args[2])))) return;
  const isGone = await removeOwnNote(services.notes, ref);
  await context.show(isGone ? say`↩️ The note is removed.` : say`This note is not here any more.`, [
    [toNotes],
  ]);
};

/** `nback:…`: what is said of a note that stays comes below, and its link stays where it is. Safe to repeat. */
export const undoAtNotion = async (
  { integrations }: NoteDependencies,
  context: CommandContext,
  args: string[],
): Promise<Done> => {
  const { log, owner, queuedMs, reply, show } = context;
  const found = readNotionNote(args);
  // A group has no Notion.
  if (!found || owner <= 0) return 'refused';
  if (queuedMs - found.atMs > UNDO_MS)
    return await reply(say`A note can be taken back for ten minutes. It stays in Notion: delete it there.`);
  await context.whileTyping(async () => {
    try {
      const undone = (await integrations?.notes.undoAtNotion(owner, found.saved)) ?? 'unconnected';
      if (undone === 'undone') return await show(say`↩️ The note is in Notion’s trash.`);
      if (undone === 'gone') return await show(say`This note is not in Notion any more.`);
      await reply(
        undone === 'changed'
          ? say`The note was changed in Notion since, so I leave it there: delete it in Notion if you want that.`
          : say`Notion is not connected any more, so the note stays there: delete it in Notion.`,
      );
    } catch (error) {
      const why = whyNot(error, 'undo');
      if (why === undefined) throw error;
      log.warn('A note could not be taken back', { action: 'note', provider: 'notion' });
      await reply(say`${why}`);
    }
  });
};
