// What becomes of what is said, as a feature: the rules, and the cards that ask.
import type { Feature } from '../feature.ts';
import { type LoadedCommand, loadedCommands } from '../loaded-commands.ts';
import type { RoutingDependencies } from './dependencies.ts';

const load = () => import('./at-work.ts');

const COMMANDS: readonly LoadedCommand<Awaited<ReturnType<typeof load>>, RoutingDependencies>[] = [
  {
    name: 'rules',
    usage: '[add <rule>|test <sentence>]',
    summary: 'Say what goes where: words or senders, and what becomes of them',
    run: 'rules',
    taps: { rule: 'ruleTapped', kind: 'kindTapped' },
  },
];

export const createRouting = (services: RoutingDependencies): Feature => ({
  commands: loadedCommands(services, load, COMMANDS),
});
