// Before anything is polled: is the token right, is a webhook in the way, and does the bot know its commands?
import { type Log, type TelegramClient, telegramFault } from '@steward/handler';
import { checkWebhook, webhookNotice } from './polling/check-webhook.ts';
import { StartupError } from './startup-error.ts';

export interface BotIdentity {
  id: number;
  username: string;
  /** Whether the bot sees all messages of groups (privacy mode off). */
  readsGroups: boolean;
}

const RETRY_MS = [1_000, 2_000, 5_000, 10_000, 30_000];

/** Waits for Telegram when it cannot be reached. Throws a `StartupError` for a wrong token or a set webhook. */
export const checkBot = async (
  telegram: TelegramClient,
  deps: {
    commands: { command: string; description: string }[];
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
        const fault = telegramFault(error);
        if (fault.kind === 'unauthorized' || /not found/i.test(fault.description)) throw wrongToken();
        if (fault.kind === 'refused') throw error;
        if (tries === 0) print('! Telegram cannot be reached yet; trying again until it answers.');
        const pause = fault.retryAfterMs ?? RETRY_MS[Math.min(tries, RETRY_MS.length - 1)] ?? 30_000;
        await sleep(pause);
      }
    }
  };
  const me = await persistently(() => telegram.getMe());
  const webhook = await persistently(() => checkWebhook((method, params) => telegram.call(method, params)));
  if (webhook.set) throw new StartupError(webhookNotice(webhook.host));
  // Best effort: without it only the menu of commands is missing.
  await telegram.setMyCommands({ commands: deps.commands }).catch((error: unknown) => {
    deps.log.warn('The command menu could not be set', {
      action: 'set-commands',
      error: (error as Error).name,
    });
  });
  return {
    id: me.id,
    username: me.username ?? '',
    readsGroups: me.can_read_all_group_messages === true,
  };
};

const wrongToken = (): StartupError =>
  new StartupError(
    'Telegram does not know this bot token (401). Check TELEGRAM_BOT_TOKEN; @BotFather shows the right one under /mybots.',
  );
