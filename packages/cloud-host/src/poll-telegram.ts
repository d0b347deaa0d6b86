// Brings updates to a webhook that Telegram cannot reach: takes them by long polling and posts them as Telegram would,
// signed, in order, and confirmed only once they were taken.
import { ALLOWED_UPDATES, type BotCall, classifyFailure, nameOfError, type Update } from '@steward/handler';
import type { HostLog } from './host-log.ts';

export interface TelegramPollerDependencies {
  call: BotCall;
  /** Posts one update to the webhook. */
  deliver: (update: Update) => Promise<{ statusCode: number; body: string }>;
  log: HostLog;
  /** Resolves after `ms`, or at once when the signal aborts. */
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

export interface TelegramPoller {
  /** Resolves after `stop`; rejects with code `wrong-token` when polling makes no sense. Waits while a webhook is set. */
  start(): Promise<void>;
  stop(): void;
}

const POLL_SECONDS = 25;
const GRACE_MS = 10_000;
const REPLY_MS = 15_000;
const PAUSE_MS = 1_000;
/** How soon a webhook that was taken away is noticed. */
const WEBHOOK_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 30_000;

export const createTelegramPoller = (deps: TelegramPollerDependencies): TelegramPoller => {
  const { call, log, sleep } = deps;
  const stopping = new AbortController();
  const { signal } = stopping;
  let webhookIsSet = false;

  /** Both ways lead to the same functions: while Telegram uses its own, nothing is missed, and ours may come again. */
  const waitForWebhook = async (): Promise<void> => {
    if (!webhookIsSet)
      log.info(
        "Telegram is not polled while the bot's webhook is set (setup-webhook.sh --delete takes it away)",
      );
    webhookIsSet = true;
    await sleep(WEBHOOK_PAUSE_MS, signal);
  };

  const take = async (offset: number | undefined): Promise<Update[]> => {
    try {
      const params = {
        ...(offset !== undefined && { offset }),
        timeout: POLL_SECONDS,
        allowed_updates: ALLOWED_UPDATES,
      };
      const updates = await call<Update[]>('getUpdates', params, {
        timeoutMs: POLL_SECONDS * 1000 + GRACE_MS,
        signal,
      });
      if (webhookIsSet) log.info('Telegram is polled again');
      webhookIsSet = false;
      return updates;
    } catch (error) {
      if (signal.aborted) return [];
      const failure = classifyFailure(error);
      if (failure.kind === 'fatal') {
        if (failure.error.code !== 'webhook-set') throw failure.error;
        await waitForWebhook();
        return [];
      }
      log.warn('Telegram was not reached and is asked again', { error: nameOfError(error) });
      await sleep(failure.kind === 'rate-limited' ? failure.retryAfterMs : PAUSE_MS, signal);
      return [];
    }
  };

  const deliver = async (update: Update): Promise<void> => {
    for (let failures = 0; !signal.aborted; failures += 1) {
      const { statusCode, body } = await deps
        .deliver(update)
        .catch((error: unknown) => ({ statusCode: 0, body: nameOfError(error) }));
      if (statusCode >= 200 && statusCode < 300) return execute(body);
      log.warn('The webhook did not take an update, which is sent again', {
        update_id: update.update_id,
        status: statusCode,
      });
      await sleep(Math.min(LONGEST_PAUSE_MS, PAUSE_MS * 2 ** failures), signal);
    }
  };

  /** Telegram executes the method in a webhook's answer and tells nobody how that went. */
  const execute = (body: string): void => {
    const reply = readReply(body);
    if (!reply) return;
    const { method, ...params } = reply;
    call(method, params, { timeoutMs: REPLY_MS, signal }).catch(() => {});
  };

  return {
    async start() {
      let offset: number | undefined;
      while (!signal.aborted) {
        for (const update of await take(offset)) {
          await deliver(update);
          // Not confirmed: it comes again at the next start.
          if (signal.aborted) return;
          offset = update.update_id + 1;
        }
      }
    },
    stop: () => stopping.abort(),
  };
};

const readReply = (body: string): { method: string; [parameter: string]: unknown } | undefined => {
  try {
    const value = JSON.parse(body) as { method?: unknown } | null;
    return typeof value?.method === 'string' ? (value as { method: string }) : undefined;
  } catch {
    return undefined;
  }
};
