// The maintenance function's configuration.
import * as z from 'zod/mini';

const filled = z.string().check(z.trim(), z.minLength(1));

export const maintenanceEnvironment = z.object({
  TABLE_NAME: filled,
  /** Absent: there is no machine to look after. */
  OLLAMA_INSTANCE_ID: z.optional(filled),
  /** Minutes without a chat after which the machine is stopped; 0: never. */
  IDLE_STOP_MINUTES: z._default(
    z.pipe(
      z.string().check(z.trim(), z.regex(/^\d{1,5}$/, 'is no whole number of minutes')),
      z.transform(Number),
    ),
    30,
  ),
});
