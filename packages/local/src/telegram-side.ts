// Where the chats are: a real bot that is polled, or the emulator behind the chat page.
import { join } from 'node:path';
import { createTelegramClient, type TelegramClient } from '@steward/handler';
import {
  type Cards,
  createTelegramEmulator,
  startBotApiServer,
  startChatPage,
  type TelegramEmulator,
} from '@steward/telegram-emulator';
import type { LocalEnvironment } from './local-environment.ts';

export interface TelegramSide {
  /** For the webhook and worker: the token and the Bot API server. */
  environment: { TELEGRAM_BOT_TOKEN: string; TELEGRAM_API_URL: string; ALLOWED_USER_IDS?: string };
  client: TelegramClient;
  /** Of the chat page, when there is one. */
  pageUrl?: string;
  /** What the bot's menu button opens: with a real bot only over https, as Telegram wants it. */
  appUrl?: string;
  /** For the app's function, where the chats are the emulator's: who signs, who may frame it, and where its links to the bot lead. */
  appEnvironment?: { MINI_APP_KEYS: string; MINI_APP_PARENTS: string; TELEGRAM_URL: string };
  /** Who decides in the demo: the first of its people, where all are let in. */
  operatorId?: number;
  /** Forgets what was said in a chat, where the chats are the emulator's. */
  forgetChat?: TelegramEmulator['forgetChat'];
  close(): Promise<void>;
}

export const DEFAULT_API_URL = 'https://api.telegram.org';

export interface ShownOnPage {
  status: () => Promise<object>;
  cards: Cards;
  /** Where the app is, without a path; undefined: there is none. */
  publicUrl?: string | undefined;
}

export const startTelegramSide = async (
  env: LocalEnvironment,
  shown: ShownOnPage,
  warn: (sentence: string) => void,
): Promise<TelegramSide> => {
  const appUrl = shown.publicUrl === undefined ? undefined : `${shown.publicUrl}/mini`;
  if (env.TELEGRAM_BOT_TOKEN !== undefined) {
    const environment = {
      TELEGRAM_BOT_TOKEN: env.TELEGRAM_BOT_TOKEN,
      TELEGRAM_API_URL: env.TELEGRAM_API_URL ?? DEFAULT_API_URL,
    };
    return {
      environment,
      client: clientOf(environment),
      ...(appUrl?.startsWith('https:') && { appUrl }),
      close: async () => {},
    };
  }
  return startEmulated(env, { ...shown, appUrl }, warn);
};

/** The emulator, with its chat page. */
const startEmulated = async (
  env: LocalEnvironment,
  { status, cards, appUrl }: ShownOnPage & { appUrl: string | undefined },
  warn: (sentence: string) => void,
): Promise<TelegramSide> => {
  const emulator = createTelegramEmulator({
    journalPath: join(env.DATA_DIR, 'telegram', 'journal.jsonl'),
    onDamage: warn,
  });
  const server = await startBotApiServer(emulator);
  const close = async (): Promise<void> => {
    emulator.close();
    await server.close();
  };
  const chatPage = await startChatPage({ emulator, port: env.PORT, status, cards, appUrl }).catch(
    async (error: unknown) => {
      await close();
      throw error;
    },
  );
  // Its people are played by who has the page.
  const { ALLOWED_USER_IDS = 'everyone' } = env;
  const environment = {
    TELEGRAM_BOT_TOKEN: emulator.token,
    TELEGRAM_API_URL: server.url,
    ALLOWED_USER_IDS,
  };
  const [first] = emulator.users();
  return {
    environment,
    client: clientOf(environment),
    pageUrl: chatPage.url,
    ...(appUrl !== undefined && { appUrl }),
    appEnvironment: {
      MINI_APP_KEYS: emulator.miniAppKey,
      // The page answers to both names of this machine, whichever was typed.
      MINI_APP_PARENTS: ['127.0.0.1', 'localhost'].map((name) => `http://${name}:${chatPage.port}`).join(','),
      TELEGRAM_URL: chatPage.url,
    },
    ...(first && ALLOWED_USER_IDS.trim().toLowerCase() === 'everyone' && { operatorId: first.id }),
    forgetChat: emulator.forgetChat,
    close: async () => {
      await Promise.all([chatPage.close(), close()]);
    },
  };
};

const clientOf = (environment: TelegramSide['environment']): TelegramClient =>
  createTelegramClient({ token: environment.TELEGRAM_BOT_TOKEN, apiUrl: environment.TELEGRAM_API_URL });
