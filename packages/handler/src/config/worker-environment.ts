// The worker's configuration. In zod's small form: a cold start waits for it.
import { type Allowed, DEFAULT_TURN_LIMITS, readAllowed } from '@steward/core';
import { en } from 'zod/locales';
import * as z from 'zod/mini';

// The small form has no words of its own for faults.
z.config(en());

const filled = z.string().check(z.trim(), z.minLength(1));
const httpUrl = z.url({ protocol: /^https?$/, error: 'is no http(s) URL' });

const offeredModel = z.object({
  name: filled,
  description: z._default(z.string(), ''),
  size: z._default(z.string(), ''),
  contextLength: z.optional(z.int().check(z.minimum(512), z.maximum(1_048_576))),
});

const language = z
  .string()
  .check(z.trim(), z.regex(/^[A-Za-z]{2,12}(?:-[A-Za-z]{2,8})?$/, 'is no language (like de or auto)'));

const models = z.pipe(
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

const count = z.pipe(
  z.string().check(z.trim(), z.regex(/^[1-9]\d{0,5}$/, 'is no whole number from 1')),
  z.transform(Number),
);

const allowed = z.pipe(
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
);

export const workerEnvironment = z
  .object({
    TELEGRAM_BOT_TOKEN: z.optional(filled),
    TELEGRAM_BOT_TOKEN_PARAMETER: z.optional(filled),
    TELEGRAM_API_URL: z._default(httpUrl, 'https://api.telegram.org'),
    OLLAMA_URL: z._default(httpUrl, 'http://127.0.0.1:11434'),
    OLLAMA_API_KEY: z.optional(filled),
    OLLAMA_API_KEY_PARAMETER: z.optional(filled),
    OLLAMA_CA_PARAMETER: z.optional(filled),
    /** The machine that questions wake; absent: its power is not ours to switch. */
    OLLAMA_INSTANCE_ID: z.optional(filled),
    /** What listens, on the route of OpenAI; absent: nothing does. */
    SPEECH_URL: z.optional(httpUrl),
    SPEECH_API_KEY: z.optional(filled),
    SPEECH_API_KEY_PARAMETER: z.optional(filled),
    SPEECH_CA_PARAMETER: z.optional(filled),
    SPEECH_MODEL: z._default(filled, 'whisper-1'),
    /** Absent: the server finds out. */
    SPEECH_LANGUAGE: z.optional(language),
    /** Of one recording. */
    SPEECH_MAX_SECONDS: z._default(count, 600),
    MODELS: z.optional(models),
    /** Of one person: at the same time in several chats, and in an hour. */
    MAX_TURNS_AT_ONCE: z._default(count, DEFAULT_TURN_LIMITS.atOnce),
    MAX_TURNS_PER_HOUR: z._default(count, DEFAULT_TURN_LIMITS.anHour),
    ALLOWED_USER_IDS: z._default(allowed, new Set<number>()),
    STREAMING: z._default(z.enum(['edit', 'draft', 'off'], 'is none of edit, draft, off'), 'edit'),
    TABLE_NAME: filled,
    ARCHIVE_BUCKET: filled,
    UPDATE_QUEUE_URL: filled,
    /** Absent: nothing comes from there. */
    DUE_QUEUE_URL: z.optional(filled),
  })
  .check(
    z.refine((env) => env.TELEGRAM_BOT_TOKEN ?? env.TELEGRAM_BOT_TOKEN_PARAMETER, {
      path: ['TELEGRAM_BOT_TOKEN'],
      message: 'or TELEGRAM_BOT_TOKEN_PARAMETER is missing',
      // Also when other variables have faults: all are reported together.
      when: () => true,
    }),
  );

export type WorkerEnvironment = z.infer<typeof workerEnvironment>;
