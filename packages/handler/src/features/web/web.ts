// The app as a feature of the chat: the link that opens it in a browser, and what lies in the table of who is signed in.
import { SIGN_IN_ITEMS, TICKET_ITEMS } from '@steward/core';
import type { Feature } from '../feature.ts';
import { type LoadedCommand, loadedCommands } from '../loaded-commands.ts';
import type { WebDependencies } from './open-app.ts';

const load = () => import('./open-app.ts');

const COMMANDS: readonly LoadedCommand<Awaited<ReturnType<typeof load>>, WebDependencies>[] = [
  {
    name: 'web',
    aliases: ['app'],
    summary: 'Open the app with your settings, in a browser',
    run: 'openApp',
  },
];

export const createWebAccess = (services: WebDependencies): Feature => ({
  commands: loadedCommands(services, load, COMMANDS),
  ownedItems: [SIGN_IN_ITEMS, TICKET_ITEMS],
});
