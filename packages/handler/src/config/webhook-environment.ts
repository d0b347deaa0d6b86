// The webhook's configuration.
import * as z from 'zod';

const filled = z.string().trim().min(1);

export const webhookEnvironment = z
  .object({
    TELEGRAM_WEBHOOK_SECRET: filled.optional(),
    TELEGRAM_WEBHOOK_SECRET_PARAMETER: filled.optional(),
    TABLE_NAME: filled,
    UPDATE_QUEUE_URL: filled,
  })
  .refine((env) => env.TELEGRAM_WEBHOOK_SECRET ?? env.TELEGRAM_WEBHOOK_SECRET_PARAMETER, {
    path: ['TELEGRAM_WEBHOOK_SECRET'],
    message: 'or TELEGRAM_WEBHOOK_SECRET_PARAMETER is missing',
    // Also when other variables have faults: all are reported together.
    when: () => true,
  });

export type WebhookEnvironment = z.infer<typeof webhookEnvironment>;
