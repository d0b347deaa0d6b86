// Archives as a feature, and what is deleted for good.
import type { Services } from '../../context/services.ts';
import type { Feature } from '../feature.ts';
import { type LoadedCommand, loadedCommands } from '../loaded-commands.ts';

const load = () => import('./at-work.ts');

type Dependencies = Pick<
  Services,
  | 'access'
  | 'archives'
  | 'files'
  | 'clock'
  | 'config'
  | 'events'
  | 'leftovers'
  | 'messages'
  | 'ownerData'
  | 'profiles'
  | 'proposals'
  | 'queue'
  | 'reminders'
  | 'sessions'
  | 'settings'
  | 'shares'
  | 'teams'
  | 'telegram'
>;

const COMMANDS: readonly LoadedCommand<Awaited<ReturnType<typeof load>>, Dependencies>[] = [
  {
    name: 'archive',
    usage: '[n]',
    summary: 'Put a conversation into the archive (the active one without a number)',
    run: 'archive',
  },
  {
    name: 'listarchives',
    aliases: ['archives'],
    summary: 'List your archived conversations',
    run: 'listArchives',
    taps: { archives: 'archivesPage' },
  },
  {
    name: 'restore',
    usage: '<n>',
    summary: 'Bring an archived conversation back',
    run: 'restore',
    taps: { restore: 'restoreTapped' },
  },
  {
    name: 'export',
    usage: '[n|reminders] [md]',
    summary: 'Get a conversation as a file, JSON or “md”; or your reminders',
    run: 'exportAsked',
    taps: { export: 'exportTapped' },
  },
  {
    name: 'delete',
    usage: '<n>',
    summary: 'Delete a conversation or archive for good',
    run: 'remove',
    taps: { remove: 'removeTapped', delete: 'confirmed', keep: 'keep' },
  },
  { name: 'forget', summary: 'Delete all my data', run: 'forget', taps: { forget: 'forgetTapped' } },
];

export const createArchives = (services: Dependencies): Feature => ({
  commands: loadedCommands(services, load, COMMANDS),
});
