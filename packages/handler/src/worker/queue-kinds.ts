// The kinds of queue messages that every Steward knows: updates, and our own notes behind them in the same group.
import type { Profile } from '@steward/core';
import { continues, incomingOfPaste, PASTE_WAIT_MS } from '../chat/pending-paste.ts';
import { DELETE, type Delivery, type Ending, type QueueKind } from '../context/work.ts';
import type { FeatureList } from '../features/feature-list.ts';
import type { Log } from '../observability/log.ts';
import { type FlushNote, type MoveNote, readFlush, readMove } from '../queue/queue-message.ts';
import { isRingTap } from '../telegram/buttons.ts';
import { type Incoming, readIncoming } from '../telegram/incoming.ts';
import { RESERVE_MS } from './deadlines.ts';
import { createUpdateWorks, type UpdateDependencies } from './update-works.ts';

const UNPARK = { unpark: true };

export const createQueueKinds = (
  services: UpdateDependencies & { log: Log },
  features: FeatureList,
): QueueKind[] => {
  const { clock, log, profiles } = services;
  const { work, queueFlush } = createUpdateWorks(services, features);

  /** What waits was asked before this: it is answered first. Undefined: nothing waits any more. */
  const answerPaste = async (
    owner: number,
    profile: Profile | undefined,
    delivery: Delivery,
  ): Promise<Ending | undefined> => {
    const pending = profile?.pendingPaste;
    if (!pending) return undefined;
    const ending = await work(delivery, incomingOfPaste(owner, pending), profile, UNPARK);
    if (!ending.settled) return ending;
    return delivery.remainingMs() < 2 * RESERVE_MS ? { retryInSeconds: 0 } : undefined;
  };

  const inOrder = (kind: QueueKind): QueueKind => ({
    ...kind,
    async run(message, delivery) {
      const owner = kind.chatOf?.(message);
      const before = owner !== undefined && (await answerPaste(owner, await profiles.get(owner), delivery));
      return before || (await kind.run(message, delivery));
    },
  });

  const update: QueueKind<Incoming> = {
    read: readIncoming,
    async run(incoming, delivery) {
      const { owner, kind } = incoming;
      const how = { redrive: delivery.redriven };
      const profile = kind === 'other' || kind === 'gone' ? undefined : await profiles.get(owner);
      if (kind === 'callback' && isRingTap(incoming.data))
        return await work(delivery, incoming, profile, { ...how, isBeside: true });
      const pending = profile?.pendingPaste;
      if (!pending || continues(pending, incoming)) return await work(delivery, incoming, profile, how);
      const before = await answerPaste(owner, profile, delivery);
      return before ?? (await work(delivery, incoming, await profiles.get(owner), how));
    },
  };

  /** Runs the turn of a paste whose parts have waited long enough; goes behind what came in between first. */
  const flush: QueueKind<FlushNote> = {
    read: readFlush,
    async run(note, delivery) {
      const profile = await profiles.get(note.owner);
      const pending = profile?.pendingPaste;
      if (!pending || pending.parts.at(-1)?.updateId !== note.updateId) return DELETE;
      if (note.hop === 1) {
        const restMs = note.queuedAtMs + PASTE_WAIT_MS - clock.now();
        // The clock of another machine may lie ahead.
        await clock.sleep(Math.min(PASTE_WAIT_MS, Math.max(0, restMs)));
        await queueFlush(note, note.hop + 1);
        return DELETE;
      }
      return await work(delivery, incomingOfPaste(note.owner, pending), profile, UNPARK);
    },
  };

  const move: QueueKind<MoveNote> = {
    read: readMove,
    async run({ from, to }) {
      const { moveData } = await import('../dispatch/move-group.ts');
      await moveData(services, { from, to });
      log.info('A group became a supergroup', { action: 'move', chat_id: to, outcome: 'moved' });
      return DELETE;
    },
  };

  return [flush, move, ...features.works.map((kind) => (kind.chatOf ? inOrder(kind) : kind)), update];
};
