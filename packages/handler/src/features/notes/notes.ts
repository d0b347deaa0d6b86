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
    taps: { nundo: 'undoNote', nback: 'undoAtNotion' },
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
  contents: [createPhrase(services)],
  commands: loadedCommands(services, load, COMMANDS),
});

/** Wide, and short: every message is looked at. Whether it asks for a note is read then. */
const MAY_ASK =
  /^.{0,40}?(?<!\p{L})(?:not(?:[ae]|iz|ier)|m[eé]mo|merkz|pense-b|apunt|anot[ae]|замет|памят|запиши)/iu;
const MAY_SAVE =
  /s(?:al?|er)v|keep|not|writ|jot|stor|sich|merk|halt|peich|schreib|gu?.rd|grav|p.nt|gistr|охран|запи|помн|замет/iu;

/** “note: …”, or “save this” in reply to what is to be kept. What somebody forwards asks for nothing. */
const createPhrase = (services: NoteDependencies): Content => ({
  takes: ({ text = '', reply_to_message: target, forward_origin: forwarded }: IncomingMessage) =>
    forwarded === undefined &&
    !text.startsWith('/') &&
    (MAY_ASK.test(text) || (target !== undefined && text.length <= 80 && MAY_SAVE.test(text))),
  run: async (context) => await (await load()).noteByPhrase(services, context),
});
