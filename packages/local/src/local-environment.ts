// The configuration of a local run.
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import * as z from 'zod';

const filled = z.string().trim().min(1);
const httpUrl = z.url({ protocol: /^https?$/, error: 'is no http(s) URL' });

export const localEnvironment = z.object({
  TELEGRAM_BOT_TOKEN: z
    .string()
    .trim()
    .regex(/^\d+:[\w-]+$/, 'is no bot token (it looks like 123456:ABC…, from @BotFather)')
    .optional(),
  TELEGRAM_API_URL: httpUrl.optional(),
  OLLAMA_URL: httpUrl.default('http://127.0.0.1:11434'),
  OLLAMA_API_KEY: filled.optional(),
  MODELS: filled.optional(),
  ALLOWED_USER_IDS: filled.optional(),
  STREAMING: filled.optional(),
  PORT: z.coerce
    .number('is no port number')
    .int('is no port number')
    .min(0, 'is no port number')
    .max(65_535, 'is no port number')
    .default(8787),
  DATA_DIR: filled.default('data').transform((folder) => absolute(folder)),
});

export type LocalEnvironment = z.infer<typeof localEnvironment>;

const absolute = (folder: string): string => {
  if (folder.startsWith('~/')) return join(homedir(), folder.slice(2));
  return isAbsolute(folder) ? folder : resolve(folder);
};
