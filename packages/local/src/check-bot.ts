// Before anything is polled: is the token right, is a webhook in the way, and does the bot know its commands?
import type { BotFacts } from '@steward/core';
import {
  appMenuButton,
  botFactsOf,
  type Log,
  nameOfError,
  type TelegramClient,
  type TelegramFault,
  telegramFault,
} from '@steward/handler';
import { checkWebhook, webhookNotice } from './polling/check-webhook.ts';
import { StartupError } from './startup-error.ts';

export interface BotIdentity extends BotFacts {
  /** Whether the bot sees all messages of groups (privacy mode off). */
  readsGroups: boolean;
}

const RETRY_MS = [1_000, 2_000, 5_000, 10_000, 30_000];
const LONGEST_WAIT_MS = 3_600_000;
/** Kinds of failures that waiting may mend; what else Telegram says, it says again. */
const WAITING = new Set<TelegramFault['kind']>(['unavailable', 'unknown', 'rate-limited']);

/** Waits for Telegram when it cannot be reached. Throws a `StartupError` for a bot that cannot be polled. */
export const checkBot = async (
  telegram: TelegramClient,
  deps: {
    commands: { command: string; description: string }[];
    /** What the menu button opens; without it the button stays as it is. */
    appUrl?: string | undefined;
    print: (line: string) => void;
    log: Log;
    sleep?: (ms: number) => Promise<void>;
  },
): Promise<BotIdentity> => {
  const { print, sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms)) } = deps;
  const persistently = async <T>(ask: () => Promise<T>): Promise<T> => {
    for (let tries = 0; ; tries++) {
      try {
        return await ask();
      } catch (error) {
        const { kind, retryAfterMs } = telegramFault(error);
        if (!WAITING.has(kind)) throw refusal(error);
        if (tries === 0)
          print(`! Telegram cannot be reached yet${whyOf(error)}; trying again until it answers.`);
        const pauseMs = RETRY_MS[Math.min(tries, RETRY_MS.length - 1)] ?? LONGEST_WAIT_MS;
        await sleep(Number.isFinite(retryAfterMs) ? Math.min(retryAfterMs ?? 0, LONGEST_WAIT_MS) : pauseMs);
      }
    }
  };
  const identity = identityOf(await persistently(() => telegram.getMe()));
  const webhook = await persistently(() => checkWebhook((method, params) => telegram.call(method, params)));
  if (webhook.set) throw new StartupError(webhookNotice(webhook.host));
  // Best effort: without them only the menu of commands and the button of the app are missing.
  const tryTo = async (set: () => Promise<unknown>, sentence: string, action: string): Promise<void> => {
    await set().catch((error: unknown) => {
      deps.log.warn(sentence, { action, error: nameOfError(error) });
    });
  };
  const { commands, appUrl } = deps;
  await tryTo(
    () => telegram.setMyCommands({ commands }),
    'The command menu could not be set',
    'set-commands',
  );
  if (appUrl !== undefined) {
    await tryTo(
      () => telegram.call('setChatMenuButton', { menu_button: appMenuButton(appUrl) }),
      'The button that opens the app could not be set',
      'set-menu-button',
    );
  }
  return identity;
};

/** Telegram's own words may quote the address, which holds the token: only its number is told. */
const refusal = (error: unknown): StartupError => {
  const code = nameOfError(error);
  if (code !== '401' && code !== '404') {
    const advice = 'Check TELEGRAM_BOT_TOKEN, and TELEGRAM_API_URL where it is set.';
    return new StartupError(`Telegram refuses this bot (${code}). ${advice}`);
  }
  return new StartupError(
    `Telegram does not know this bot token (${code}). Check TELEGRAM_BOT_TOKEN or the file that holds it; @BotFather shows the right one under /mybots.`,
  );
};

/** Certificates fail with such a code too, e.g. CERT_HAS_EXPIRED. */
const whyOf = (error: unknown): string => {
  const { kind, description } = telegramFault(error);
  const code = nameOfError(error);
  if (/^\d{3}$/.test(code)) return ` (${code})`;
  if (kind === 'unknown' && description === 'unreadable answer') return ' (its answer is none of a Bot API)';
  return /^[A-Z][A-Z\d_]{2,60}$/.test(description) ? ` (${description})` : '';
};

const identityOf = (me: unknown): BotIdentity => {
  const facts = botFactsOf(me);
  if (!facts)
    throw new StartupError(
      'What answers for Telegram names no bot: it is no Bot API. Check TELEGRAM_API_URL.',
    );
  const { can_read_all_group_messages: readsGroups } = me as Record<string, unknown>;
  return { ...facts, readsGroups: readsGroups === true };
};
