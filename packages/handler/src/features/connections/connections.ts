// Calendars and places for notes that a person has connected, as a feature: what is read of them in the chat, and what lies
// in the table of them.
import { BUSY_ITEMS, CONNECTION_ITEMS, CONSENT_ITEMS, dueThingOf } from '@steward/core';
import type { QueueKind } from '../../context/work.ts';
import { type DueNote, readDue } from '../../queue/queue-message.ts';
import type { Content, Feature } from '../feature.ts';
import { type LoadedCommand, loadedCommands } from '../loaded-commands.ts';
import type { ConnectionDependencies } from './dependencies.ts';

const load = () => import('./at-work.ts');

const COMMANDS: readonly LoadedCommand<Awaited<ReturnType<typeof load>>, ConnectionDependencies>[] = [
  {
    name: 'agenda',
    usage: '[day or week]',
    summary: 'Show what stands in your calendars: today, tomorrow, friday, week',
    run: 'agenda',
    taps: { agenda: 'agendaTapped' },
  },
  {
    name: 'connections',
    aliases: ['integrations'],
    summary: 'Show which calendars and notes are connected',
    run: 'listConnections',
    taps: { connectyes: 'connectTapped', connectno: 'refuseTapped' },
  },
];

/** Such words may ask for a day: what they say is read when they do. Every message is looked at. */
const MAY_ASK =
  /[ck]alen|agenda|termin|schedul|diary|календ|^\W*(?:(?:wh|do i|was|wie|hab|qu|o que|j.ai).{1,25}(?:on|ha|look|steht|mein|tengo|ai|rend|tenho)|[чк]\S+ у м)/i;

/** In private, and about nothing that is replied to or forwarded. */
const createPhrase = (services: ConnectionDependencies): Content => ({
  takes: ({ chat, forward_origin: forwarded, reply_to_message: target, text = '' }) =>
    services.integrations !== undefined &&
    chat.type === 'private' &&
    !(forwarded ?? target) &&
    text.length <= 100 &&
    !text.startsWith('/') &&
    MAY_ASK.test(text),
  run: async (context) => await (await load()).agendaByPhrase(services, context),
});

const createDue = (services: ConnectionDependencies): QueueKind<DueNote> => ({
  read: (value) => {
    const note = readDue(value);
    return note && dueThingOf(note.sk)?.kind === 'connection' ? note : undefined;
  },
  run: async (note, delivery) => await (await import('./due.ts')).workOnDue(services, note, delivery),
});

export const createConnections = (services: ConnectionDependencies): Feature => ({
  commands: loadedCommands(services, load, COMMANDS),
  contents: [createPhrase(services)],
  works: [createDue(services) as QueueKind],
  ownedItems: [CONNECTION_ITEMS, CONSENT_ITEMS, BUSY_ITEMS],
});
