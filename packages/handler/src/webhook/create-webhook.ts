// The webhook: secret compared in constant time, stop signals ahead of the queue, 200 once SQS has the update.
import { createHash, timingSafeEqual } from 'node:crypto';
import { type Signal, workOfUpdate } from '@steward/core';
import type { Log } from '../observability/log.ts';
import { deduplicationIdOf } from '../queue/deduplication-id.ts';
import { readWebhook, type WebhookReading } from './read-webhook.ts';

/** The part of API Gateway's HTTP API event (payload 2.0) that is read. */
export interface WebhookEvent {
  headers?: Record<string, string | undefined>;
  body?: string | null;
  isBase64Encoded?: boolean;
  requestContext?: { requestId?: string };
}

export interface WebhookResponse {
  statusCode: number;
  headers?: Record<string, string>;
  body?: string;
}

export interface WebhookDependencies {
  /** The configured secret. Undefined or empty: every request is refused. May throw when it cannot be read. */
  secret: () => Promise<string | undefined>;
  /** Reads the secret anew after a refusal, at most once a minute: it may have been rotated. */
  refreshSecret?: () => Promise<string | undefined>;
  enqueue: (message: { groupId: string; deduplicationId: string; body: string }) => Promise<void>;
  /** Tells a running turn, where the person who asks for it is let in. */
  signal: (owner: number, signal: Signal, by: number) => Promise<void>;
  now: () => number;
  log: Log;
}

const SECRET_HEADER = 'x-telegram-bot-api-secret-token';
/** Provider 5.100.0 makes queues of 256 KiB. */
const MAX_QUEUE_BYTES = 262_144;
const REFRESH_MS = 60_000;

export const createWebhook = (deps: WebhookDependencies) => {
  const { log, now } = deps;
  let refreshedMs = 0;

  const isGenuine = async (given: string): Promise<boolean> => {
    if (equalSecrets(given, await deps.secret())) return true;
    if (!deps.refreshSecret || given === '' || now() - refreshedMs < REFRESH_MS) return false;
    refreshedMs = now();
    return equalSecrets(given, await deps.refreshSecret());
  };

  return async (event: WebhookEvent): Promise<WebhookResponse> => {
    const fields = { action: 'webhook', request_id: event.requestContext?.requestId ?? '' };
    try {
      if (!(await isGenuine(header(event, SECRET_HEADER)))) {
        log.warn('Secret refused', { ...fields, outcome: 'refused' });
        return { statusCode: 401 };
      }
    } catch (error) {
      log.error('The webhook secret cannot be read', error, { ...fields, outcome: 'failed' });
      return { statusCode: 503 };
    }
    const body = queueable(bodyOf(event));
    const reading = parse(body, now());
    if (!reading || Buffer.byteLength(body) > MAX_QUEUE_BYTES) {
      // Telegram would send it again for a day and block its chat: accepted, with an error in the log that raises the alarm.
      log.error('An update that cannot be queued', new Error(reading ? 'too large' : 'no update'), fields);
      return { statusCode: 200 };
    }
    const seen = { ...fields, update_id: reading.updateId };
    try {
      const { chat, groupId, updateId, told } = reading;
      if (told) await deps.signal(told.owner, told.signal, told.by);
      const deduplicationId = deduplicationIdOf(chat, workOfUpdate(updateId));
      await deps.enqueue({ groupId, deduplicationId, body });
    } catch (error) {
      log.error('The queue did not take an update', error, { ...seen, outcome: 'failed' });
      return { statusCode: 503 };
    }
    log.info('Update queued', { ...seen, outcome: 'queued' });
    if (!reading.reply) return { statusCode: 200 };
    return {
      statusCode: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(reading.reply),
    };
  };
};

const parse = (body: string, nowMs: number): WebhookReading | undefined => {
  try {
    return readWebhook(JSON.parse(body), nowMs);
  } catch {
    return undefined;
  }
};

const bodyOf = ({ body, isBase64Encoded }: WebhookEvent): string =>
  isBase64Encoded ? Buffer.from(body ?? '', 'base64').toString('utf8') : (body ?? '');

/** SQS refuses these two characters, JSON does not; outside a string they are no JSON anyway. */
const queueable = (json: string): string =>
  json.replaceAll('\ufffe', '\\ufffe').replaceAll('\uffff', '\\uffff');

const header = (event: WebhookEvent, name: string): string => {
  for (const [key, value] of Object.entries(event.headers ?? {})) {
    if (key.toLowerCase() === name) return value ?? '';
  }
  return '';
};

/** Hashes first, so that neither content nor length shows in the time. */
const equalSecrets = (given: string, secret: string | undefined): boolean => {
  if (!secret) return false;
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
};
