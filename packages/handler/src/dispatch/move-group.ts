// A group became a supergroup. Both chats get a service message; the data moves in the new chat's own group of the
// queue, so that nothing of the new chat runs beside it.
import { type Outcome, withMovedChat } from '@steward/core';
import type { Services } from '../context/services.ts';
import type { WorkContext } from '../context/work-context.ts';
import { moveMessage } from '../queue/queue-message.ts';

export const moveGroup = async (
  { access, ownerData, queue }: Pick<Services, 'access' | 'ownerData' | 'queue'>,
  { owner }: Pick<WorkContext, 'owner'>,
  { from, to }: { from: number; to: number },
): Promise<Outcome> => {
  if (owner === to) {
    await ownerData.move(from, to);
    await access.change((list) => withMovedChat(list, from, to));
  } else await queue.send(moveMessage({ steward: 'move', from, to }));
  return 'ignored';
};
