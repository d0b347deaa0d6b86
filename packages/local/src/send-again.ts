// What the app asked of a process that ended comes to the queue again, behind the updates of its chat that came before it:
// those are delivered anew, too.
import type { ClaimStore } from '@steward/core';
import { appWorkOf, readAppWork, type UpdateQueue } from '@steward/handler';
import type { UpdateInbox } from './polling/update-inbox.ts';
import type { WorkInbox } from './queue/work-inbox.ts';

export interface SentAgain {
  /** An update has come to the queue: what waits behind it follows. */
  follow(updateId: number): Promise<void>;
}

export const sendAgain = async (deps: {
  works: Pick<WorkInbox, 'pending'>;
  inbox: Pick<UpdateInbox, 'lastBefore'>;
  queue: Pick<UpdateQueue, 'send'>;
  claims: Pick<ClaimStore, 'abandon'>;
}): Promise<SentAgain> => {
  const { works, inbox, queue, claims } = deps;
  const behind = new Map<number, Parameters<UpdateQueue['send']>[0][]>();
  for (const { work, arrival } of await works.pending()) {
    const note = readAppWork(JSON.parse(work.body));
    // The lease that the dead process left.
    if (note) await claims.abandon(note.owner, appWorkOf(note.id));
    const updateId = await inbox.lastBefore(arrival, work.groupId);
    if (updateId === undefined) await queue.send(work);
    else behind.set(updateId, [...(behind.get(updateId) ?? []), work]);
  }
  return {
    async follow(updateId) {
      const waiting = behind.get(updateId) ?? [];
      behind.delete(updateId);
      for (const work of waiting) await queue.send(work);
    },
  };
};
