// Delivers updates to the webhook as Telegram does (tdlib/telegram-bot-api, WebhookActor.cpp): one queue a chat,
// the next update only after the last was taken or expired, retries at once and then after 2, 4, 8 … s.
import { setTimeout as sleep } from 'node:timers/promises';
import type { PendingUpdate } from './state.ts';
import type { Store } from './store.ts';
import type { UpdateQueue } from './update-queue.ts';

/** What went wrong last; the date in seconds. */
export interface WebhookFault {
  date: number;
  message: string;
}

export interface WebhookSender {
  lastFault(): WebhookFault | undefined;
  close(): void;
}

interface Dependencies {
  store: Store;
  queue: UpdateQueue;
  clock: () => number;
  /** Executes a method the webhook's answer names; nobody sees the result. */
  call: (method: string, values: Record<string, unknown>) => Promise<unknown>;
  /** Multiplies every waiting time between tries; tests shorten them. */
  backoffScale: number;
  /** How long the bot may take to answer (ms). */
  answerTimeoutMs: number;
}

const longestBackoffSeconds = 60;
const longestRetryAfterSeconds = 3600;
/** A webhook that answers 410 for so long is removed (ms). */
const goneMs = 23 * 60 * 60 * 1000;

export const createWebhookSender = (dependencies: Dependencies): WebhookSender => {
  const { store, queue, clock, backoffScale } = dependencies;
  const stopped = new AbortController();
  /** Queues that have an update under way or wait before the next try. */
  const busy = new Set<string>();
  let connections = 0;
  let fault: WebhookFault | undefined;
  let goneSince: number | undefined;

  const pump = () => {
    const { webhook } = store.state;
    if (!webhook || stopped.signal.aborted) return;
    for (const one of queue.pending()) {
      if (connections >= webhook.maxConnections) return;
      if (!busy.has(one.queue)) void deliver(one).then(pump);
    }
  };

  const stillWanted = (one: PendingUpdate) =>
    !stopped.signal.aborted &&
    store.state.webhook !== undefined &&
    one.expiresAt > clock() &&
    store.state.updates.includes(one);

  const onAnswer = (status: number) => {
    if (status !== 410) goneSince = undefined;
    else goneSince ??= clock();
    if (goneSince !== undefined && clock() - goneSince > goneMs) {
      store.commit([{ type: 'webhook', webhook: null }]);
    }
  };

  /** One update, tried until it is taken, expires, or nobody wants it any more. */
  const deliver = async (one: PendingUpdate): Promise<void> => {
    busy.add(one.queue);
    let delay = 1;
    for (let fails = 0; stillWanted(one); fails += 1) {
      connections += 1;
      const answer = await post(dependencies, one, stopped.signal);
      connections -= 1;
      if (stopped.signal.aborted) break;
      onAnswer(answer.status);
      if (answer.fault === undefined) {
        store.commit([{ type: 'update-done', updateId: one.update.update_id }]);
        break;
      }
      fault = { date: Math.floor(clock() / 1000), message: answer.fault };
      // Another chat may use the connection while this one waits.
      pump();
      if (answer.retryAfter === 0 && fails > 0) {
        delay = Math.min(longestBackoffSeconds * (1 + Math.random()), delay * 2);
      }
      const seconds = answer.retryAfter || (fails > 0 ? delay : 0);
      await sleep(seconds * 1000 * backoffScale, undefined, { signal: stopped.signal, ref: false }).catch(
        () => undefined,
      );
    }
    busy.delete(one.queue);
  };

  queue.onArrival(pump);
  pump();
  return { lastFault: () => fault, close: () => stopped.abort() };
};

interface WebhookAnswer {
  status: number;
  fault?: string;
  /** Seconds the bot asked for; 0 for none. */
  retryAfter: number;
}

const post = async (
  { store, call, answerTimeoutMs }: Dependencies,
  { update }: PendingUpdate,
  stopped: AbortSignal,
): Promise<WebhookAnswer> => {
  const { webhook } = store.state;
  if (!webhook) return { status: 0, fault: 'Webhook was deleted', retryAfter: 0 };
  try {
    const response = await fetch(webhook.url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'Content-Type': 'application/json',
        ...(webhook.secretToken && { 'X-Telegram-Bot-Api-Secret-Token': webhook.secretToken }),
      },
      body: JSON.stringify(update),
      signal: AbortSignal.any([stopped, AbortSignal.timeout(answerTimeoutMs)]),
    });
    const body = await response.text();
    const { status } = response;
    if (response.ok) {
      runMethodInReply(call, body, response.headers.get('content-type') ?? '');
      return { status, retryAfter: 0 };
    }
    const asked = Number(response.headers.get('retry-after') ?? 0);
    return {
      status,
      fault: `Wrong response from the webhook: ${status} ${response.statusText}`,
      retryAfter: Math.min(Math.max(Number.isFinite(asked) ? asked : 0, 0), longestRetryAfterSeconds),
    };
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError';
    return { status: 0, fault: late ? 'Read timeout expired' : 'Connection failed', retryAfter: 0 };
  }
};

/** A 200 answer may name one method to run; not those that answer something or change the webhook. */
const runMethodInReply = (call: Dependencies['call'], body: string, type: string): void => {
  const values = type.includes('json') ? parseObject(body) : Object.fromEntries(new URLSearchParams(body));
  const { method, ...rest } = values;
  if (typeof method !== 'string' || /^(get.*|setWebhook|deleteWebhook|close|logOut)$/i.test(method)) return;
  // Nobody sees its result; the record of calls shows a refusal.
  void call(method, rest).catch(() => undefined);
};

const parseObject = (body: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
};
