// What a person sets of the bot as a feature: the list of all, and those settings that belong to no other feature.
import type { Services } from '../../context/services.ts';
import type { Command, Feature } from '../feature.ts';
import { type LoadedCommand, loadedCommands } from '../loaded-commands.ts';

const load = () => import('./at-work.ts');

type Dependencies = Pick<Services, 'briefings' | 'clock' | 'config' | 'profiles'> & {
  commands: () => readonly Command[];
};

const COMMANDS: readonly LoadedCommand<Awaited<ReturnType<typeof load>>, Dependencies>[] = [
  {
    name: 'hours',
    aliases: ['workinghours'],
    usage: '<from>-<to> [days]',
    summary: 'Set when you work',
    run: 'hours',
    taps: { hours: 'hoursTapped' },
  },
  {
    name: 'streaming',
    usage: '[edit|draft|off]',
    summary: 'Choose how an answer grows',
    run: 'streaming',
    taps: { streaming: 'streamingTapped' },
  },
  {
    name: 'settings',
    summary: 'Show what is set, and how to change it',
    run: 'showSettings',
  },
];

export const createSettings = (
  services: Omit<Dependencies, 'commands'>,
  commands: Dependencies['commands'],
): Feature => ({
  commands: loadedCommands({ ...services, commands }, load, COMMANDS),
});
