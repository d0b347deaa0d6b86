// The queue of updates: numbered one after the other, kept for 24 hours, filtered by `allowed_updates` when
// they arise, taken by long polling or by the webhook.
import { refuse, TelegramRefusal } from './refusals.ts';
import type { PendingUpdate, StateRecord } from './state.ts';
import type { Store } from './store.ts';
import type { Update } from './telegram-objects.ts';

/** How long Telegram keeps an update (ms): a tap is stale much sooner. */
const keptMs = 24 * 60 * 60 * 1000;
export const callbackLifeMs = 150_000;

const offByDefault = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);

export interface UpdateQueue {
  /** The records of new updates, without kinds the bot does not want; commit them, then `announce`. */
  records(updates: readonly NewUpdate[]): StateRecord[];
  /** Tells whoever waits that updates were committed. */
  announce(): void;
  /** Takes an update as it is; `update_id` is assigned if missing. */
  push(update: Record<string, unknown>): number;
  /** Updates that still wait, without expired ones. */
  pending(): PendingUpdate[];
  /** Long polling: answers when there is something, or with nothing after `timeoutSeconds`. */
  poll(request: PollRequest): Promise<Update[]>;
  /** Ends a waiting poll with 409. */
  abortPoll(refusal: 'pollConflict' | 'pollAbortedByWebhook'): void;
  /** Is called whenever an update arrived. */
  onArrival(listener: () => void): void;
  close(): void;
}

export interface NewUpdate {
  kind: string;
  body: object;
  /** A webhook gets updates of one queue one after the other: one a chat, for taps one a person. */
  queue: string;
}

export interface PollRequest {
  offset: number;
  limit: number;
  timeoutSeconds: number;
  signal?: AbortSignal;
}

interface Waiter {
  wake(): void;
  fail(error: Error): void;
}

export const createUpdateQueue = ({ store, clock }: { store: Store; clock: () => number }): UpdateQueue => {
  let waiter: Waiter | undefined;
  const arrivals: (() => void)[] = [];

  const pending = () => {
    const now = clock();
    return store.state.updates.filter((one) => one.expiresAt > now);
  };
  const announce = () => {
    waiter?.wake();
    for (const listener of arrivals) listener();
  };
  const confirm = (offset: number) => {
    const waiting = pending();
    // A negative offset counts from the end and forgets everything before it.
    const from =
      offset >= 0 ? offset : (waiting.at(offset)?.update.update_id ?? waiting[0]?.update.update_id);
    if (from === undefined) return;
    if (store.state.updates.some((one) => one.update.update_id < from)) {
      store.commit([{ type: 'updates-before', updateId: from }]);
    }
  };

  return {
    records(updates) {
      const { allowedUpdates, nextUpdateId } = store.state;
      const createdAt = clock();
      return updates
        .filter(({ kind }) => (allowedUpdates ? allowedUpdates.includes(kind) : !offByDefault.has(kind)))
        .map(({ kind, body, queue }, index) => {
          const expiresAt = createdAt + (kind === 'callback_query' ? callbackLifeMs : keptMs);
          const update = structuredClone({ update_id: nextUpdateId + index, [kind]: body });
          return { type: 'update', pending: { update, createdAt, expiresAt, queue } } as const;
        });
    },
    announce,
    push(raw) {
      const id = typeof raw.update_id === 'number' ? raw.update_id : store.state.nextUpdateId;
      const createdAt = clock();
      const update = { ...structuredClone(raw), update_id: id };
      const record = { update, createdAt, expiresAt: createdAt + keptMs, queue: `raw:${id}` };
      store.commit([{ type: 'update', pending: record }]);
      announce();
      return id;
    },
    pending,
    abortPoll: (refusal) => waiter?.fail(new TelegramRefusal(refusal, [])),
    onArrival: (listener) => void arrivals.push(listener),
    close: () => waiter?.wake(),
    async poll({ offset, limit, timeoutSeconds, signal }) {
      if (store.state.webhook) refuse('webhookActive');
      waiter?.fail(new TelegramRefusal('pollConflict', []));
      confirm(offset);
      const take = () =>
        pending()
          .slice(0, limit)
          .map((one) => one.update);
      if (take().length === 0 && timeoutSeconds > 0 && !signal?.aborted) {
        await new Promise<void>((resolve, reject) => {
          const finish = (end: () => void) => {
            clearTimeout(timer);
            signal?.removeEventListener('abort', own.wake);
            if (waiter === own) waiter = undefined;
            end();
          };
          const own: Waiter = {
            wake: () => finish(resolve),
            fail: (error) => finish(() => reject(error)),
          };
          const timer = setTimeout(own.wake, timeoutSeconds * 1000);
          signal?.addEventListener('abort', own.wake);
          waiter = own;
        });
      }
      return take();
    },
  };
};
