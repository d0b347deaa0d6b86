// The worker's configuration. In zod's small form: a cold start waits for it.
import { DEFAULT_TURN_LIMITS } from '@steward/core';
import * as z from 'zod/mini';
import { connectionVariables } from './connection-variables.ts';
import { allowed, count, filled, models, streaming } from './variables.ts';

const httpUrl = z.url({ protocol: /^https?$/, error: 'is no http(s) URL' });

const language = z
  .string()
  .check(z.trim(), z.regex(/^[A-Za-z]{2,12}(?:-[A-Za-z]{2,8})?$/, 'is no language (like de or auto)'));

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
    ...connectionVariables,
    MODELS: z.optional(models),
    /** Of one person: at the same time in several chats, and in an hour. */
    MAX_TURNS_AT_ONCE: z._default(count, DEFAULT_TURN_LIMITS.atOnce),
    MAX_TURNS_PER_HOUR: z._default(count, DEFAULT_TURN_LIMITS.anHour),
    ALLOWED_USER_IDS: allowed,
    STREAMING: streaming,
    /** Where the app is, which its own function judges; absent: there is none. */
    PUBLIC_URL: z.optional(httpUrl),
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
