// A group became a supergroup. Both chats get a service message; the data moves in the new chat's own group of the
// queue, so that nothing of the new chat runs beside it.
import { type Outcome, type Profile, type ProfileChanges, withMovedChat } from '@steward/core';
import type { Services } from '../context/services.ts';
import type { WorkContext } from '../context/work-context.ts';
import { moveMessage } from '../queue/queue-message.ts';

type MoveDependencies = Pick<Services, 'access' | 'clock' | 'ownerData' | 'profiles'>;

export const moveData = async (
  { access, clock, ownerData, profiles }: MoveDependencies,
  { from, to }: { from: number; to: number },
): Promise<void> => {
  await ownerData.move(from, to);
  const moved = await profiles.get(to);
  // Of a group that left nothing, nothing is kept.
  if (moved) await profiles.update(to, { movedFrom: from, ...insideAgain(moved), updatedAtMs: clock.now() });
  await access.change((list) => withMovedChat(list, from, to));
};

/** The bot leaves a group that becomes a supergroup, and is in that. What was held is told all the same. */
const insideAgain = ({ unreachableAtMs, untoldAtMs = Infinity }: Profile): ProfileChanges =>
  unreachableAtMs === undefined
    ? {}
    : { unreachableAtMs: null, untoldAtMs: Math.min(unreachableAtMs, untoldAtMs) };

export const moveGroup = async (
  services: MoveDependencies & Pick<Services, 'queue'>,
  { owner }: Pick<WorkContext, 'owner'>,
  { from, to }: { from: number; to: number },
): Promise<Outcome> => {
  if (owner === to) await moveData(services, { from, to });
  else await services.queue.send(moveMessage({ steward: 'move', from, to }));
  return 'ignored';
};
