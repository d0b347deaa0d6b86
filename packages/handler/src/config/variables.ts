// Variables that more than one entry takes. In zod's small form: a cold start waits for it.
import { type Allowed, readAllowed } from '@steward/core';
import { en } from 'zod/locales';
import * as z from 'zod/mini';

// The small form has no words of its own for faults.
z.config(en());

export const filled = z.string().check(z.trim(), z.minLength(1));

export const list = z.pipe(
  z.string(),
  z.transform((text: string) =>
    text
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  ),
);

/** Names of SSM parameters, of which one call reads ten; absent: nothing can be connected. */
export const tokenKeys = z.optional(
  z.pipe(list, z.array(z.string()).check(z.maxLength(10, 'lists more than ten'))),
);

const offeredModel = z.object({
  name: filled,
  description: z._default(z.string(), ''),
  size: z._default(z.string(), ''),
  contextLength: z.optional(z.int().check(z.minimum(512), z.maximum(1_048_576))),
});

export const models = z.pipe(
  z.pipe(
    z.string(),
    z.transform((text: string, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.issues.push({ code: 'custom', message: 'is no JSON', input: text });
        return z.NEVER;
      }
    }),
  ),
  z.array(offeredModel).check(z.minLength(1, 'lists no model')),
);

export const count = z.pipe(
  z.string().check(z.trim(), z.regex(/^[1-9]\d{0,5}$/, 'is no whole number from 1')),
  z.transform(Number),
);

export const streaming = z._default(z.enum(['edit', 'draft', 'off'], 'is none of edit, draft, off'), 'edit');

export const allowed = z._default(
  z.pipe(
    z.string(),
    z.transform((text: string, context): Allowed => {
      const reading = readAllowed(text);
      if ('allowed' in reading) return reading.allowed;
      const { fault: message, entry } = reading;
      context.issues.push({
        code: 'custom',
        message,
        input: text,
        ...(entry !== undefined && { path: [entry] }),
      });
      return z.NEVER;
    }),
  ),
  new Set<number>(),
);
