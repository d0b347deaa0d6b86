// A note is deleted once the person has said so twice. In a group only an admin may.
import { removeOwnNote } from '../../connections/own-notes.ts';
import { isAdmin, isAsker } from '../../context/admin.ts';
import { say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import type { NoteDependencies } from './dependencies.ts';
import { titleOf } from './list-notes.ts';
import { noteButton, readRef, toNotes } from './refs.ts';
import { findNote } from './show-note.ts';

export const askToDelete = async (
  services: NoteDependencies,
  context: CommandContext,
  args: string[],
): Promise<void> => {
  if (context.isGroup && !(await isAdmin(services, context)))
    return await context.reply(say`In a group only an admin can delete a note.`);
  const note = await findNote(services, context, args);
  if (!note) return;
  await context.show(say`Delete the note “${titleOf(note)}” for good? This cannot be undone.`, [
    [noteButton('🗑 Delete', 'ndelete', note, context.from.id), noteButton('Keep', 'nshow', note)],
  ]);
};

export const deleteNote = async (
  services: NoteDependencies,
  context: CommandContext,
  args: string[],
): Promise<void> => {
  const ref = readRef(context.owner, args);
  // Another member's tap on somebody's question changes nothing.
  if (!ref || !(await isAsker(services, context, Number(args[2])))) return;
  await removeOwnNote(services.notes, ref);
  await context.show(say`🗑 The note is deleted.`, [[toNotes]]);
};
