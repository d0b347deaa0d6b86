// Long polling: takes updates from Telegram, puts them into the durable inbox, moves the position, delivers.
// In this order a crash at any point repeats an update at most, and the worker's claims make that harmless.
import { type BotCall, classifyFailure, nameOfError, type PollingLog, type Update } from '@steward/handler';
import { createDeliveries, type Deliver } from './deliver-in-order.ts';
import { createPollingOffset, type PollingPosition } from './polling-offset.ts';
import { createTrouble } from './trouble.ts';
import { isUpdate, type UpdateInbox } from './update-inbox.ts';

export interface UpdatePollerDependencies {
  call: BotCall;
  inbox: UpdateInbox;
  position: PollingPosition;
  deliver: Deliver;
  log: PollingLog;
  /** Resolves after `ms`, or at once when the signal aborts. */
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Unix ms. */
  now: () => number;
  /** How long Telegram holds an empty answer back, at most 50. */
  timeoutSeconds?: number;
  /** Kinds of updates, as `allowed_updates`. */
  allowedUpdates: readonly string[];
  /** From 0 to 1, for jitter. */
  random?: () => number;
}

export interface UpdatePoller {
  /**
   * Delivers what the inbox kept, then polls. Resolves after `stop`; rejects with code `wrong-token` or `webhook-set`
   * whenever Telegram says so, or when the inbox or the position cannot be read at the start.
   */
  start(): Promise<void>;
  /** Ends the running poll; resolves when no delivery is under way. What was not delivered is kept for the next start. */
  stop(): Promise<void>;
}

const limit = 100;
/** The client gives up this much later than the server should have answered (ms). */
const graceMs = 10_000;
/** A server that answers long polls at once is asked this often (ms). */
const eagerPauseMs = 300;

export const createUpdatePoller = (deps: UpdatePollerDependencies): UpdatePoller => {
  const { call, inbox, log, now, sleep, timeoutSeconds = 50 } = deps;
  const stopping = new AbortController();
  const { signal } = stopping;
  const deliveries = createDeliveries({ ...deps, groupOf: inbox.groupOf, signal });
  const trouble = createTrouble({ log, random: deps.random ?? Math.random });
  const offset = createPollingOffset({ position: deps.position, now });
  /** Given to delivery by this process since ids were last counted anew. */
  const delivered = new Set<number>();
  let polling: Promise<void> | undefined;

  const deliver = (updates: readonly Update[]): void => {
    for (const update of updates) {
      if (delivered.has(update.update_id)) continue;
      delivered.add(update.update_id);
      deliveries.push(update);
    }
    forgetOldest(delivered);
  };

  const getUpdates = async (from: number | undefined): Promise<Update[]> => {
    // After an outage the first answer comes at once, so that its end is known at once.
    const timeout = trouble.current() === 'outage' ? 0 : timeoutSeconds;
    const params = {
      ...(from !== undefined && { offset: from }),
      timeout,
      allowed_updates: deps.allowedUpdates,
      limit,
    };
    const startedMs = now();
    const result = await call<unknown>('getUpdates', params, { timeoutMs: timeout * 1000 + graceMs, signal });
    const updates = readUpdates(result);
    const isNew = updates.some((update) => !delivered.has(update.update_id));
    if (!isNew && timeout > 0 && now() - startedMs < eagerPauseMs) await sleep(eagerPauseMs, signal);
    return updates;
  };

  /** Resolves with the pause before the next poll (ms); rejects when polling makes no sense any more. */
  const pollOnce = async (): Promise<number> => {
    const next = offset.next();
    if (next.idsRestarted) delivered.clear();
    let updates: Update[];
    try {
      updates = await getUpdates(next.offset);
    } catch (error) {
      if (signal.aborted) return 0;
      const failure = classifyFailure(error);
      if (failure.kind === 'fatal') throw failure.error;
      const retryAfterMs = failure.kind === 'rate-limited' ? failure.retryAfterMs : undefined;
      return trouble.failed(failure.kind, nameOfError(error), retryAfterMs);
    }
    try {
      await inbox.add(updates);
      await offset.move(updates);
    } catch (error) {
      return trouble.failed('storage', nameOfError(error));
    }
    trouble.succeeded();
    deliver(updates);
    return 0;
  };

  const run = async (): Promise<void> => {
    deliver(await inbox.pending());
    await offset.load();
    while (!signal.aborted) {
      const pauseMs = await pollOnce();
      if (pauseMs > 0) await sleep(pauseMs, signal);
    }
  };

  return {
    start() {
      polling ??= run();
      return polling;
    },
    async stop() {
      stopping.abort();
      await polling?.catch(() => {});
      await deliveries.idle();
    },
  };
};

/** What is no list is an outage; in a list, what is no update is passed over, unless nothing else is there. */
const readUpdates = (result: unknown): Update[] => {
  if (!Array.isArray(result)) throw new TypeError('getUpdates did not answer with a list');
  const updates = result.filter(isUpdate);
  if (updates.length === 0 && result.length > 0) throw new TypeError('getUpdates answered with no update');
  return updates;
};

const mostRemembered = 10_000;

const forgetOldest = (ids: Set<number>): void => {
  for (const id of ids) {
    if (ids.size <= mostRemembered) return;
    ids.delete(id);
  }
};
