import * as z from 'zod/mini';

export const connectionId = z.string().check(z.regex(/^[\w-]{1,64}$/));
