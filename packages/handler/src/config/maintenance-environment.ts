// The maintenance function's configuration.
import * as z from 'zod';

const filled = z.string().trim().min(1);

export const maintenanceEnvironment = z.object({
  TABLE_NAME: filled,
  /** Absent: there is no machine to look after. */
  OLLAMA_INSTANCE_ID: filled.optional(),
  /** Minutes without a chat after which the machine is stopped; 0: never. */
  IDLE_STOP_MINUTES: z
    .string()
    .trim()
    .regex(/^\d{1,5}$/, 'is no whole number of minutes')
    .default('30')
    .transform(Number),
});

export type MaintenanceEnvironment = z.infer<typeof maintenanceEnvironment>;
