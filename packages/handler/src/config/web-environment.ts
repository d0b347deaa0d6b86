// The configuration of the function `web`.
import { DEFAULT_TURN_LIMITS } from '@steward/core';
import * as z from 'zod/mini';
import { connectionVariables } from './connection-variables.ts';
import { publicUrl } from './public-url.ts';
import { allowed, count, filled, list, models, streaming } from './variables.ts';

/** Telegram's own, with which it signs what a Mini App is told. https://core.telegram.org/bots/webapps */
const TELEGRAM_KEY = 'e7bf03a2fa4602af4580703d88dda5bb59f32ed8b02a56c187fe7d34caed242d';

const httpUrl = z.url({ protocol: /^https?$/, error: 'is no http(s) URL' });
const key = z.string().check(z.regex(/^[0-9a-fA-F]{64}$/, 'is no public key: 64 hexadecimal digits'));
const origin = z
  .string()
  .check(
    z.refine(
      (text: string) => URL.parse(text)?.origin === text,
      'is no origin (like https://web.telegram.org)',
    ),
  );

export const webEnvironment = z.object({
  TABLE_NAME: filled,
  UPDATE_QUEUE_URL: filled,
  PUBLIC_URL: publicUrl,
  ALLOWED_USER_IDS: allowed,
  ...connectionVariables,
  /** Where a link to the bot leads. */
  TELEGRAM_URL: z._default(httpUrl, 'https://t.me'),
  MODELS: z.optional(models),
  STREAMING: streaming,
  MAX_TURNS_AT_ONCE: z._default(count, DEFAULT_TURN_LIMITS.atOnce),
  MAX_TURNS_PER_HOUR: z._default(count, DEFAULT_TURN_LIMITS.anHour),
  /** Who signs what a Mini App is told: the first is Telegram, unless the chats are the emulator's. */
  MINI_APP_KEYS: z._default(z.pipe(list, z.array(key).check(z.minLength(1, 'lists no key'))), [TELEGRAM_KEY]),
  /** Who may frame the Mini App. */
  MINI_APP_PARENTS: z._default(z.pipe(list, z.array(origin)), ['https://web.telegram.org']),
});

export type WebEnvironment = z.infer<typeof webEnvironment>;
