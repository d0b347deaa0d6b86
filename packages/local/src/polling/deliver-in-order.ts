// Hands updates to the webhook as Telegram would: one after the other in a chat, chats beside each other, again and
// again until it is taken. What it answers with a method is executed as a Bot API call.
import { type BotCall, nameOfError, type PollingLog, type Update } from '@steward/handler';

/** The webhook function, played by whoever composes the product. */
export type Deliver = (update: Update) => Promise<{ statusCode: number; body?: string }>;

export interface DeliveryDependencies {
  deliver: Deliver;
  call: BotCall;
  groupOf: (update: Update) => string;
  log: PollingLog;
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Ends retries; what is not delivered then stays in the inbox. */
  signal: AbortSignal;
}

export interface Deliveries {
  /** Never waits: the update is delivered after those of its chat. */
  push(update: Update): void;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

const longestPauseMs = 60_000;
const replyTimeoutMs = 15_000;

export const createDeliveries = (deps: DeliveryDependencies): Deliveries => {
  const { call, log, signal } = deps;
  /** The end of each chat's queue. */
  const queues = new Map<string, Promise<void>>();

  const attempt = async (update: Update): Promise<{ body?: string } | { fault: string }> => {
    try {
      const response = await deps.deliver(update);
      if (response.statusCode >= 200 && response.statusCode < 300) return response;
      return { fault: String(response.statusCode) };
    } catch (error) {
      return { fault: nameOfError(error) };
    }
  };

  const deliver = async (update: Update): Promise<void> => {
    const fields = { update_id: update.update_id };
    for (let failures = 0; !signal.aborted; failures += 1) {
      const result = await attempt(update);
      if (!('fault' in result)) {
        if (failures > 0) log.warn('An update was taken after all', fields);
        execute(result.body);
        return;
      }
      if (failures === 0) {
        log.warn('An update was not taken and is tried again', { ...fields, error: result.fault });
      }
      await deps.sleep(Math.min(longestPauseMs, 1000 * 2 ** failures), signal);
    }
  };

  /** Nobody waits for the result: a tap that is stale, or a chat that is gone, is no fault. */
  const execute = (body: string | undefined): void => {
    const reply = readReply(body);
    if (!reply) return;
    const { method, ...params } = reply;
    call(method, params, { timeoutMs: replyTimeoutMs, signal }).catch((error) => {
      log.debug('A call from a webhook reply failed', { method, error: nameOfError(error) });
    });
  };

  return {
    push(update) {
      const group = deps.groupOf(update);
      const end = (queues.get(group) ?? Promise.resolve()).then(() => deliver(update));
      queues.set(group, end);
      void end.then(() => {
        if (queues.get(group) === end) queues.delete(group);
      });
    },
    async idle() {
      while (queues.size > 0) await Promise.all(queues.values());
    },
  };
};

const readReply = (
  body: string | undefined,
): { method: string; [parameter: string]: unknown } | undefined => {
  if (!body) return undefined;
  try {
    const value: unknown = JSON.parse(body);
    const method = (value as { method?: unknown } | null)?.method;
    return typeof method === 'string' ? (value as { method: string }) : undefined;
  } catch {
    return undefined;
  }
};
