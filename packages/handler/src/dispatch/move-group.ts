// A group became a supergroup. Both chats get a service message; the data moves in the new chat's own group of the
// queue, so that nothing of the new chat runs beside it.
import type { Outcome } from '@steward/core';
import type { Services } from '../context/services.ts';
import type { WorkContext } from '../context/work-context.ts';
import { moveMessage } from '../queue/queue-message.ts';

export const moveGroup = async (
  { ownerData, queue }: Pick<Services, 'ownerData' | 'queue'>,
  { owner }: Pick<WorkContext, 'owner'>,
  { from, to }: { from: number; to: number },
): Promise<Outcome> => {
  if (owner === to) await ownerData.move(from, to);
  else await queue.send(moveMessage({ steward: 'move', from, to }));
  return 'ignored';
};
