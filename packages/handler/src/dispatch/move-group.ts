// A group became a supergroup. Both chats get a service message; the data moves in the new chat's own group of the
// queue, so that nothing of the new chat runs beside it.
import { type Outcome, withMovedChat } from '@steward/core';
import type { Services } from '../context/services.ts';
import type { WorkContext } from '../context/work-context.ts';
import { moveMessage } from '../queue/queue-message.ts';

type MoveDependencies = Pick<Services, 'access' | 'clock' | 'ownerData' | 'profiles'>;

export const moveData = async (
  { access, clock, ownerData, profiles }: MoveDependencies,
  { from, to }: { from: number; to: number },
): Promise<void> => {
  await ownerData.move(from, to);
  // Of a group that left nothing, nothing is kept.
  if (await profiles.get(to)) await profiles.update(to, { movedFrom: from, updatedAtMs: clock.now() });
  await access.change((list) => withMovedChat(list, from, to));
};

export const moveGroup = async (
  services: MoveDependencies & Pick<Services, 'queue'>,
  { owner }: Pick<WorkContext, 'owner'>,
  { from, to }: { from: number; to: number },
): Promise<Outcome> => {
  if (owner === to) await moveData(services, { from, to });
  else await services.queue.send(moveMessage({ steward: 'move', from, to }));
  return 'ignored';
};
