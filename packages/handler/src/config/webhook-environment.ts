// The webhook's configuration. In zod's small form, a fifth of the other's size: a cold start waits for it.
import * as z from 'zod/mini';

const filled = z.string().check(z.trim(), z.minLength(1));

export const webhookEnvironment = z
  .object({
    TELEGRAM_WEBHOOK_SECRET: z.optional(filled),
    TELEGRAM_WEBHOOK_SECRET_PARAMETER: z.optional(filled),
    TABLE_NAME: filled,
    UPDATE_QUEUE_URL: filled,
  })
  .check(
    z.refine((env) => env.TELEGRAM_WEBHOOK_SECRET ?? env.TELEGRAM_WEBHOOK_SECRET_PARAMETER, {
      path: ['TELEGRAM_WEBHOOK_SECRET'],
      message: 'or TELEGRAM_WEBHOOK_SECRET_PARAMETER is missing',
      // Also when other variables have faults: all are reported together.
      when: () => true,
    }),
  );

export type WebhookEnvironment = z.infer<typeof webhookEnvironment>;
