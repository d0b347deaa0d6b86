// The card of a time that was tapped: tapped twice, it is one card.
import { isDraftOver } from '@steward/core';
import type { CommandContext } from '../../feature.ts';
import type { EventDependencies } from '../dependencies.ts';
import { openCard } from './open-card.ts';
import { showCard } from './show-card.ts';

export const openCardOnce = async (
  services: EventDependencies,
  context: CommandContext,
  { title, ...time }: { title: string; zone: string; startMs: number; minutes: number },
): Promise<void> => {
  const before = (await services.drafts.list(context.owner)).find(
    (draft) =>
      draft.state === 'waiting' &&
      draft.title === title &&
      !isDraftOver(draft, services.clock.now()) &&
      draft.time !== undefined &&
      'startMs' in draft.time &&
      draft.time.startMs === time.startMs &&
      draft.time.minutes === time.minutes,
  );
  if (before) return void (await showCard(services, context, before));
  await openCard(services, context, { title, time });
};
