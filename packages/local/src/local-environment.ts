// The configuration of a local run.
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { publicUrlVariable } from '@steward/handler';
import * as z from 'zod';
import { connectedTokenPath, folderOfBot, readConnectedToken } from './connect/connected-bot.ts';
import { connectionValues } from './connection-values.ts';
import { BOT_TOKEN, readTokenFile } from './token-file.ts';

const filled = z.string().trim().min(1);
const httpUrl = z.url({ protocol: /^https?$/, error: 'is no http(s) URL' });

const tokenFile = filled.transform((path, context) => {
  const read = readTokenFile(BOT_TOKEN.test(path) ? path : absolute(path));
  if (!('fault' in read)) return read;
  context.addIssue({ code: 'custom', message: read.fault });
  return z.NEVER;
});

/** How `npm start -- --demo` is told: no variable of a shell has such a name. */
export const DEMO = '--demo';

const port = z.coerce
  .number('is no port number')
  .int('is no port number')
  .min(0, 'is no port number')
  .max(65_535, 'is no port number');

/** Beside the chat page's: a second Steward that has another one needs no more said. */
const besides = (chatPort: number): number => {
  if (chatPort === 0) return 0;
  return chatPort < 65_535 ? chatPort + 1 : chatPort - 1;
};

const variables = z.object({
  [DEMO]: z.string().optional(),
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
  PORT: port.default(8787),
  WEB_PORT: port.optional(),
  PUBLIC_URL: z.optional(publicUrlVariable),
  ...connectionValues,
  DATA_DIR: filled.default('data').transform((folder) => absolute(folder)),
});

const ONE_TOKEN = 'is set beside TELEGRAM_BOT_TOKEN: leave one of the two';

interface WhoseToken {
  /** Of the bot that is polled; undefined: the chat page is served. */
  TELEGRAM_BOT_TOKEN: string | undefined;
  tokenFileIsOpen: boolean;
  /** The folder that DATA_DIR names; a connected bot has one of its own in it. */
  baseDir: string;
  DATA_DIR: string;
  /** The file with the token of the bot that was connected on the chat page, and what this start makes of it. */
  connected?: { path: string; use: 'polled' | 'not-wanted' | 'passed-over' } | undefined;
}

/** With the token in its place, wherever it came from: named here, or connected on the chat page. */
export const localEnvironment = variables.transform((env, context) => {
  const { TELEGRAM_BOT_TOKEN_FILE: file, [DEMO]: demo, ...given } = env;
  const rest = { ...given, WEB_PORT: given.WEB_PORT ?? besides(given.PORT) };
  const fault = (name: string, message: string) =>
    context.addIssue({ code: 'custom', path: [name], message });
  const named = rest.TELEGRAM_BOT_TOKEN ?? file?.token;
  if (file && rest.TELEGRAM_BOT_TOKEN !== undefined) fault('TELEGRAM_BOT_TOKEN_FILE', ONE_TOKEN);
  if (demo !== undefined && named !== undefined)
    fault(DEMO, 'is given beside a bot token: leave one of the two');
  const baseDir = rest.DATA_DIR;
  const found = readConnectedToken(baseDir);
  const path = connectedTokenPath(baseDir);
  const whose: WhoseToken = {
    TELEGRAM_BOT_TOKEN: named,
    tokenFileIsOpen: file?.isOpen ?? false,
    baseDir,
    DATA_DIR: baseDir,
    ...(found && { connected: { path, use: named === undefined ? 'not-wanted' : 'passed-over' } }),
  };
  if (!found || named !== undefined || demo !== undefined) {
    // Only without a bot there is a chat page.
    if (named === undefined && rest.PORT === rest.WEB_PORT && rest.PORT !== 0)
      fault('WEB_PORT', 'is the port of the chat page too (PORT): choose another one');
    return { ...rest, ...whose };
  }
  if ('fault' in found) {
    fault('DATA_DIR', found.fault);
    return z.NEVER;
  }
  whose.TELEGRAM_BOT_TOKEN = found.token;
  whose.tokenFileIsOpen = found.isOpen;
  whose.DATA_DIR = folderOfBot(baseDir, found.token);
  whose.connected = { path, use: 'polled' };
  return { ...rest, ...whose };
});

export type LocalEnvironment = z.infer<typeof localEnvironment>;

/** What no line on the terminal and no log may show. */
export const secretsOf = (env: LocalEnvironment): (string | undefined)[] => [
  ...[env.TELEGRAM_BOT_TOKEN, env.OLLAMA_API_KEY, env.SPEECH_API_KEY],
  ...[env.GOOGLE_CLIENT_SECRET, env.MICROSOFT_CLIENT_SECRET, env.NOTION_CLIENT_SECRET],
];

const absolute = (folder: string): string => {
  if (folder.startsWith('~/')) return join(homedir(), folder.slice(2));
  return isAbsolute(folder) ? folder : resolve(folder);
};
