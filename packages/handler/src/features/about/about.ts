// What the bot says of itself, as a feature: the first command of the menu, and the last ones.
import type { Feature } from '../feature.ts';
import { type LoadedCommand, loadedCommands } from '../loaded-commands.ts';
import type { HelpDependencies } from './help.ts';
import type { StartDependencies } from './start.ts';
import type { StatusDependencies } from './status.ts';

const load = () => import('./at-work.ts');

type Loaded<Dependencies> = readonly LoadedCommand<Awaited<ReturnType<typeof load>>, Dependencies>[];

const FIRST: Loaded<StartDependencies> = [
  { name: 'start', aliases: ['hello'], summary: 'Say hello and see what to do first', run: 'start' },
];

const LAST: Loaded<StatusDependencies> = [
  { name: 'status', summary: 'Show whether bot, model server and clock are well', run: 'status' },
  { name: 'echo', usage: '<text>', summary: 'Repeat a text, to see that I am here', run: 'echo' },
];

const HELP: Loaded<HelpDependencies> = [{ name: 'help', summary: 'Show all commands', run: 'help' }];

export const createAbout = (
  services: StartDependencies & StatusDependencies,
  commands: HelpDependencies['commands'],
): { first: Feature; last: Feature } => ({
  first: { commands: loadedCommands(services, load, FIRST) },
  last: {
    commands: [
      ...loadedCommands(services, load, LAST),
      ...loadedCommands({ ...services, commands }, load, HELP),
    ],
  },
});
