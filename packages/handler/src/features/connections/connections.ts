// Calendars and places for notes that a person has connected, as a feature: what is read of them in the chat, and what lies
// in the table of them.
import { BUSY_ITEMS, CONNECTION_ITEMS, CONSENT_ITEMS } from '@steward/core';
import type { Feature } from '../feature.ts';
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
  },
];

export const createConnections = (services: ConnectionDependencies): Feature => ({
  commands: loadedCommands(services, load, COMMANDS),
  ownedItems: [CONNECTION_ITEMS, CONSENT_ITEMS, BUSY_ITEMS],
});
