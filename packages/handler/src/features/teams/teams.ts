// Teams: people who let each other see when they are busy, and find times together.
import { LOOK_ITEMS, PROPOSAL_ITEMS, SHARE_ITEMS, TEAM_ITEM, TEAM_MIRRORS, USAGE_ITEMS } from '@steward/core';
import type { QueueKind } from '../../context/work.ts';
import type { Content, Feature } from '../feature.ts';
import { type LoadedCommand, loadedCommands } from '../loaded-commands.ts';
import { isNewName } from './asked-for-name.ts';
import type { TeamDependencies } from './dependencies.ts';
import { isPastedInvite, secretIn } from './pasted-invite.ts';

const load = () => import('./at-work.ts');

const COMMANDS: readonly LoadedCommand<Awaited<ReturnType<typeof load>>, TeamDependencies>[] = [
  {
    name: 'team',
    aliases: ['teams'],
    usage: '[new <name>|invite|rename <name>]',
    summary: 'See your teams: find times together, share when you are busy',
    run: 'team',
    taps: { team: 'teamTapped' },
  },
];

export const createTeams = (services: TeamDependencies): Feature => {
  const newName: Content = {
    takes: isNewName,
    async run(context) {
      await (await load()).nameByReply(services, context);
      return 'answered';
    },
  };
  const pastedInvite: Content = {
    takes: isPastedInvite,
    async run(context) {
      await (await load()).showInvite(services, context, secretIn(context.message.text ?? '') ?? '');
      return 'answered';
    },
  };
  const notes: QueueKind = {
    // Read whole by what is loaded then.
    read: (value) => ((value as { steward?: unknown } | null)?.steward === 'team' ? value : undefined),
    run: async (note, delivery) => await (await load()).deliverTeamNote(services, note, delivery),
  };
  return {
    ownedItems: [TEAM_ITEM, TEAM_MIRRORS, SHARE_ITEMS, LOOK_ITEMS, PROPOSAL_ITEMS, USAGE_ITEMS],
    commands: loadedCommands(services, load, COMMANDS),
    contents: [newName, pastedInvite],
    works: [notes],
  };
};
