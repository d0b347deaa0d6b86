// /notes: what is kept here, newest first, a page at a time; `/notes export`: all of it as a file.
import type { Note } from '@steward/core';
import { inRows } from '../../telegram/buttons.ts';
import { bold, lines, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import { zoneOf } from '../reminders/settle.ts';
import { firstLine, localText } from '../reminders/time-in-words.ts';
import { PAGE_SIZE, pageButtons, pageOf } from '../sessions/pages.ts';
import type { NoteDependencies } from './dependencies.ts';
import { noteButton } from './refs.ts';

/** Of older ones the export tells. */
const MOST_LISTED = 200;
const MOST_EXPORTED = 5_000;

export const listNotes = async (
  services: NoteDependencies,
  context: CommandContext,
  argument: string,
): Promise<void> => {
  if (/^export$/i.test(argument)) await exportNotes(services, context);
  else await list(services, context, 0);
};

export const notesPage = (services: NoteDependencies, context: CommandContext, [page]: string[]) =>
  list(services, context, Number(page) || 0);

const list = async (services: NoteDependencies, context: CommandContext, wanted: number): Promise<void> => {
  const found = await services.notes.list(context.owner, MOST_LISTED + 1);
  if (found.length === 0)
    return await context.show(
      say`I keep no notes here. Write /note and what to keep; where notes go you choose in the app, under Connections.`,
    );
  const { items, current, pages, paged } = pageOf(found.slice(0, MOST_LISTED), wanted);
  const zone = zoneOf(context);
  const nowMs = services.clock.now();
  const first = current * PAGE_SIZE + 1;
  await context.show(
    lines(
      say`${bold('Your notes')}${paged}`,
      '',
      ...items.map(
        (note, index) =>
          say`${bold(first + index)}. ${titleOf(note)}\n     ${localText(note.atMs, zone, nowMs)}${note.waitsFor ? ', waits for Apple Notes' : ''}`,
      ),
      '',
      'Tap a number to see or delete it.',
      found.length > MOST_LISTED ? 'Older ones are in /notes export.' : undefined,
    ),
    [
      ...inRows(items.map((note, index) => noteButton(String(first + index), 'nshow', note))),
      ...pageButtons('notes', current, pages),
    ],
  );
};

export const titleOf = ({ title = '', text }: Note) => firstLine(title === '' ? text : title);

const exportNotes = async (services: NoteDependencies, context: CommandContext): Promise<void> => {
  const found = await services.notes.list(context.owner, MOST_EXPORTED);
  if (found.length === 0)
    return await context.reply(say`I keep no notes here, so there is nothing to export.`);
  const [zone, nowMs] = [zoneOf(context), services.clock.now()];
  const text = found
    .map((note) => `## ${note.title ?? localText(note.atMs, zone, nowMs)}\n\n${note.text}\n`)
    .join('\n');
  await context.sendDocument({
    fileName: 'steward-notes.md',
    content: new Blob([text], { type: 'text/markdown' }),
    caption: `Your notes that I keep, ${found.length} of them.`,
  });
};
