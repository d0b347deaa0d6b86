// A group became a supergroup. Both chats get a service message; the data moves in the new chat's own group of the
// queue, so that nothing of the new chat runs beside it.
import type { Outcome } from '@steward/core';
import type { WorkContext } from '../context/work-context.ts';
import { moveMessage } from '../queue/queue-message.ts';

export const moveGroup = async (
  { services, owner }: WorkContext,
  { from, to }: { from: number; to: number },
): Promise<Outcome> => {
  if (owner === to) await services.ownerData.move(from, to);
  else await services.queue.send(moveMessage({ steward: 'move', from, to }));
  return 'ignored';
};
