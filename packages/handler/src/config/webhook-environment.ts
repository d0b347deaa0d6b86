// The webhook's configuration: four texts, checked by hand behind the face of the other entries' zod schemas. Zod would
// take an eighth of the cold start that Telegram waits for.
import type { Schema } from './parse-environment.ts';

export interface WebhookEnvironment {
  TELEGRAM_WEBHOOK_SECRET?: string;
  TELEGRAM_WEBHOOK_SECRET_PARAMETER?: string;
  TABLE_NAME: string;
  UPDATE_QUEUE_URL: string;
}

const SECRETS = ['TELEGRAM_WEBHOOK_SECRET', 'TELEGRAM_WEBHOOK_SECRET_PARAMETER'] as const;
const NEEDED = ['TABLE_NAME', 'UPDATE_QUEUE_URL'] as const;

export const webhookEnvironment: Schema<WebhookEnvironment> = {
  safeParse(given) {
    const data: Partial<WebhookEnvironment> = {};
    for (const name of [...SECRETS, ...NEEDED]) {
      const value = given[name]?.trim();
      if (value) data[name] = value;
    }
    const issues = NEEDED.filter((name) => data[name] === undefined).map((name) => fault(name, 'is missing'));
    if (SECRETS.every((name) => data[name] === undefined))
      issues.push(fault(SECRETS[0], `or ${SECRETS[1]} is missing`));
    return issues.length === 0
      ? { success: true, data: data as WebhookEnvironment }
      : { success: false, error: { issues } };
  },
};

const fault = (name: string, message: string) => ({ path: [name], message });
