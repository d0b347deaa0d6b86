// One note, whole: a long one as a file.
import type { Note } from '@steward/core';
import { plainText } from '../../telegram/format/formatted-text.ts';
import { bold, lines, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import { zoneOf } from '../reminders/settle.ts';
import { localText } from '../reminders/time-in-words.ts';
import type { NoteDependencies } from './dependencies.ts';
import { titleOf } from './list-notes.ts';
import { noteButton, readRef, toNotes } from './refs.ts';

/** One message has 4,096 characters. */
const MOST_SHOWN = 3_500;

/** The note that a button means; otherwise the person is told and nothing is returned. */
export const findNote = async (
  services: NoteDependencies,
  context: CommandContext,
  args: string[],
): Promise<Note | undefined> => {
  const ref = readRef(context.owner, args);
  const found = ref && (await services.notes.get(ref));
  if (!found) await context.show(say`This note is not here any more.`, [[toNotes]]);
  return found;
};

export const showNote = async (
  services: NoteDependencies,
  context: CommandContext,
  args: string[],
): Promise<void> => {
  const note = await findNote(services, context, args);
  if (!note) return;
  const { title, text, atMs, waitsFor } = note;
  const isLong = text.length > MOST_SHOWN;
  await context.show(
    lines(
      say`📝 ${localText(atMs, zoneOf(context), services.clock.now())}${waitsFor ? ', waits for Apple Notes' : ''}`,
      ...(title === undefined ? [] : [bold(plainText(title).text)]),
      '',
      isLong ? say`${titleOf(note)}\nIt is long, so it comes as a file.` : plainText(text),
    ),
    [[noteButton('🗑 Delete', 'nask', note), toNotes]],
  );
  if (isLong)
    await context.sendDocument({
      fileName: 'note.txt',
      content: new Blob([text], { type: 'text/plain' }),
    });
};
