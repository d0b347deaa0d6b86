// Notes as a feature: /note and /notes. What they do is loaded when somebody uses them.
import { NOTE_ITEMS } from '@steward/core';
import type { IncomingMessage } from '../../telegram/incoming.ts';
import type { Content, Feature } from '../feature.ts';
import { type LoadedCommand, loadedCommands } from '../loaded-commands.ts';
import type { NoteDependencies } from './dependencies.ts';

const load = () => import('./at-work.ts');

const COMMANDS: readonly LoadedCommand<Awaited<ReturnType<typeof load>>, NoteDependencies>[] = [
  {
    name: 'note',
    usage: '<text>',
    summary: 'Keep a note; as a reply, that message',
    run: 'note',
    taps: { nundo: 'undoNote' },
  },
  {
    name: 'notes',
    usage: '[export]',
    summary: 'List the notes that I keep, newest first',
    run: 'listNotes',
    taps: { notes: 'notesPage', nshow: 'showNote', nask: 'askToDelete', ndelete: 'deleteNote' },
  },
];

export const createNotes = (services: NoteDependencies): Feature => ({
  ownedItems: [NOTE_ITEMS],
  contents: [createSaveThis(services)],
  commands: loadedCommands(services, load, COMMANDS),
});

const SAVE_THIS = /^\s*(?:save|note|keep)\s+(?:this|that|it)(?:\s+down)?[.!\s]*$/i;

/** “Save this”, as a reply to what is to be kept. */
const createSaveThis = (services: NoteDependencies): Content => ({
  takes: ({ text = '', reply_to_message: target, forward_origin: forwarded }: IncomingMessage) =>
    target !== undefined && forwarded === undefined && SAVE_THIS.test(text.replace(/^\s*@\w+[\s,:]*/, '')),
  run: async (context) => (await (await load()).note(services, context, '')) ?? 'answered',
});
