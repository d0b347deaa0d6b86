// Whether a bot can be polled here, asked of Telegram before anything is changed; each fault in one sentence that says
// what to do.
import type { BotFacts } from '@steward/core';
import {
  botFactsOf,
  classifyFailure,
  createTelegramClient,
  nameOfError,
  telegramFault,
} from '@steward/handler';
import { checkWebhook } from '../polling/check-webhook.ts';
import { BOT_TOKEN } from '../token-file.ts';

/** Both names are there. */
export type CheckedBot = BotFacts;

export interface TokenProblem {
  problem: string;
}

const TIMEOUT_MS = 10_000;
const NO_TOKEN = 'This is no bot token. It looks like 123456:ABC-DEF…, and BotFather sends it.';
const NO_BOT_API = 'What answers for Telegram is no Bot API. Check TELEGRAM_API_URL.';

export const checkToken = async (token: string, apiUrl: string): Promise<CheckedBot | TokenProblem> => {
  if (!BOT_TOKEN.test(token)) return { problem: NO_TOKEN };
  const telegram = createTelegramClient({ token, apiUrl, timeoutMs: TIMEOUT_MS });
  try {
    const bot = botOf(await telegram.getMe());
    if (!bot) return { problem: NO_BOT_API };
    const webhook = await checkWebhook((method, params) => telegram.call(method, params));
    if (webhook.set) return { problem: webhookProblem(webhook.host) };
    // Takes nothing: what is not confirmed by an offset comes again.
    await telegram.call('getUpdates', { timeout: 0, limit: 1 });
    return bot;
  } catch (error) {
    return { problem: problemOf(error) };
  }
};

const webhookProblem = (host: string): string =>
  `This bot already works elsewhere: its messages go to ${host} (its webhook). Make another bot, or remove that webhook first (the Bot API’s deleteWebhook).`;

/** Only Telegram's number is told: its words may quote the address, which holds the token. */
const problemOf = (error: unknown): string => {
  const failure = classifyFailure(error);
  if (failure.kind === 'fatal') {
    return failure.error.code === 'webhook-set'
      ? webhookProblem('another server')
      : 'Telegram does not know this token. Copy it once more from BotFather: /mybots, your bot, API Token.';
  }
  if (failure.kind === 'other-poller') {
    return 'Another program already polls this bot, and Telegram lets only one. Stop that program, or make another bot.';
  }
  const { kind, description } = telegramFault(error);
  if (kind === 'rate-limited') return 'Telegram asks to wait a little. Try again in a minute.';
  if (kind === 'unknown' && description === 'unreadable answer') return NO_BOT_API;
  return kind === 'unavailable' || kind === 'unknown'
    ? 'Telegram cannot be reached from this machine just now. Check the network, and try again.'
    : `Telegram refuses this bot (${nameOfError(error)}). Make another one at BotFather.`;
};

/** Only a bot with a username can be opened by a link. */
const botOf = (me: unknown): CheckedBot | undefined => {
  const bot = (me as { is_bot?: unknown } | undefined)?.is_bot === true ? botFactsOf(me) : undefined;
  return bot && bot.username !== '' ? { ...bot, name: bot.name || bot.username } : undefined;
};
