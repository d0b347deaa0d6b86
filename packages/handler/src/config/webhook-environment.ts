// The webhook's configuration: a few texts, checked by hand behind the face of the other entries' zod schemas. Zod would
// take an eighth of the cold start that Telegram waits for.
import { type Allowed, readAllowed } from '@steward/core';
import type { Schema } from './parse-environment.ts';

export interface WebhookEnvironment {
  TELEGRAM_WEBHOOK_SECRET?: string;
  TELEGRAM_WEBHOOK_SECRET_PARAMETER?: string;
  /** Whose stop signals count. */
  ALLOWED_USER_IDS: Allowed;
  TABLE_NAME: string;
  UPDATE_QUEUE_URL: string;
}

const SECRETS = ['TELEGRAM_WEBHOOK_SECRET', 'TELEGRAM_WEBHOOK_SECRET_PARAMETER'] as const;
const ALLOWED = 'ALLOWED_USER_IDS';
const NEEDED = ['TABLE_NAME', 'UPDATE_QUEUE_URL'] as const;

export const webhookEnvironment: Schema<WebhookEnvironment> = {
  safeParse(given) {
    const data: Partial<WebhookEnvironment> = { ALLOWED_USER_IDS: new Set() };
    for (const name of [...SECRETS, ...NEEDED]) {
      const value = given[name]?.trim();
      if (value) data[name] = value;
    }
    const issues = NEEDED.filter((name) => data[name] === undefined).map((name) => fault(name, 'is missing'));
    if (SECRETS.every((name) => data[name] === undefined))
      issues.push(fault(SECRETS[0], `or ${SECRETS[1]} is missing`));
    if (given[ALLOWED] !== undefined) {
      const reading = readAllowed(given[ALLOWED]);
      if ('allowed' in reading) data[ALLOWED] = reading.allowed;
      else issues.push(fault(ALLOWED, reading.fault, reading.entry));
    }
    return issues.length === 0
      ? { success: true, data: data as WebhookEnvironment }
      : { success: false, error: { issues } };
  },
};

const fault = (name: string, message: string, entry?: number) => ({
  path: entry === undefined ? [name] : [name, entry],
  message,
});
