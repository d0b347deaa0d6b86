// From a proposal to the card of an event of one's own: nothing is in a calendar before “Create” is tapped there.
import type { Proposal, Team } from '@steward/core';
import type { CommandContext } from '../../feature.ts';
import { openCardOnce } from '../card/open-card-once.ts';
import type { EventDependencies } from '../dependencies.ts';
import { titleIn } from './names.ts';

export const openOwnCard = async (
  services: EventDependencies,
  context: CommandContext,
  { proposal, team }: { proposal: Proposal; team: Team },
): Promise<void> => {
  const { startMs = 0, minutes } = proposal;
  const zone = context.profile?.zone?.name ?? 'UTC';
  await openCardOnce(services, context, { title: titleIn(team, proposal), zone, startMs, minutes });
};
