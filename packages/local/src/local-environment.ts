// The configuration of a local run.
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import * as z from 'zod';
import { BOT_TOKEN, readTokenFile } from './token-file.ts';

const filled = z.string().trim().min(1);
const httpUrl = z.url({ protocol: /^https?$/, error: 'is no http(s) URL' });

const tokenFile = filled.transform((path, context) => {
  const read = readTokenFile(BOT_TOKEN.test(path) ? path : absolute(path));
  if (!('fault' in read)) return read;
  context.addIssue({ code: 'custom', message: read.fault });
  return z.NEVER;
});

const variables = z.object({
  TELEGRAM_BOT_TOKEN: z
    .string()
    .trim()
    .regex(BOT_TOKEN, 'is no bot token (it looks like 123456:ABC…, from @BotFather)')
    .optional(),
  TELEGRAM_BOT_TOKEN_FILE: tokenFile.optional(),
  TELEGRAM_API_URL: httpUrl.optional(),
  OLLAMA_URL: httpUrl.default('http://127.0.0.1:11434'),
  OLLAMA_API_KEY: filled.optional(),
  SPEECH_URL: httpUrl.optional(),
  SPEECH_API_KEY: filled.optional(),
  SPEECH_MODEL: filled.optional(),
  SPEECH_LANGUAGE: filled.optional(),
  SPEECH_MAX_SECONDS: filled.optional(),
  MODELS: filled.optional(),
  ALLOWED_USER_IDS: filled.optional(),
  MAX_TURNS_AT_ONCE: filled.optional(),
  MAX_TURNS_PER_HOUR: filled.optional(),
  STREAMING: filled.optional(),
  PORT: z.coerce
    .number('is no port number')
    .int('is no port number')
    .min(0, 'is no port number')
    .max(65_535, 'is no port number')
    .default(8787),
  DATA_DIR: filled.default('data').transform((folder) => absolute(folder)),
});

const ONE_TOKEN = 'is set beside TELEGRAM_BOT_TOKEN: leave one of the two';

/** With the token in its place, wherever it came from. */
export const localEnvironment = variables.transform((env, context) => {
  const { TELEGRAM_BOT_TOKEN_FILE: file, ...rest } = env;
  if (file === undefined) return { ...rest, tokenFileIsOpen: false };
  if (rest.TELEGRAM_BOT_TOKEN !== undefined) {
    context.addIssue({ code: 'custom', path: ['TELEGRAM_BOT_TOKEN_FILE'], message: ONE_TOKEN });
  }
  return { ...rest, TELEGRAM_BOT_TOKEN: file.token, tokenFileIsOpen: file.isOpen };
});

export type LocalEnvironment = z.infer<typeof localEnvironment>;

const absolute = (folder: string): string => {
  if (folder.startsWith('~/')) return join(homedir(), folder.slice(2));
  return isAbsolute(folder) ? folder : resolve(folder);
};
