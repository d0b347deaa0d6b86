// From a proposal to the card of an event of one's own: nothing is in a calendar before “Create” is tapped there.
import { isDraftOver, type Proposal, type Team } from '@steward/core';
import type { CommandContext } from '../../feature.ts';
import { openCard } from '../card/open-card.ts';
import { showCard } from '../card/show-card.ts';
import type { EventDependencies } from '../dependencies.ts';
import { titleIn } from './names.ts';

export const openOwnCard = async (
  services: EventDependencies,
  context: CommandContext,
  { proposal, team }: { proposal: Proposal; team: Team },
): Promise<void> => {
  const { startMs = 0, minutes } = proposal;
  const zone = context.profile?.zone?.name ?? 'UTC';
  const title = titleIn(team, proposal);
  // Tapped twice, it is one card.
  const before = (await services.drafts.list(context.owner)).find(
    ({ createdAtMs, state, time, title: called }) =>
      state === 'waiting' &&
      called === title &&
      !isDraftOver({ createdAtMs }, services.clock.now()) &&
      time !== undefined &&
      'startMs' in time &&
      time.startMs === startMs &&
      time.minutes === minutes,
  );
  if (before) return void (await showCard(services, context, before));
  await openCard(services, context, { title, time: { zone, startMs, minutes } });
};
