// The dispatcher's configuration.
import * as z from 'zod/mini';

const filled = z.string().check(z.trim(), z.minLength(1));

export const dispatcherEnvironment = z.object({ TABLE_NAME: filled, DUE_QUEUE_URL: filled });
