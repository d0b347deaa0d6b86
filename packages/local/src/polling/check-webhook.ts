// Whether the bot has a webhook: then it is not polled. Only looks; taking a webhook away is its owner's decision.
import { type BotCall, classifyFailure } from '@steward/handler';

export type WebhookCheck = { set: false } | { set: true; host: string };

const timeoutMs = 15_000;

/** Rejects with code `wrong-token` when Telegram does not know the bot, with the call's own error otherwise. */
export const checkWebhook = async (call: BotCall): Promise<WebhookCheck> => {
  const info = await call<{ url?: unknown } | undefined>('getWebhookInfo', {}, { timeoutMs }).catch(
    (error) => {
      const failure = classifyFailure(error);
      throw failure.kind === 'fatal' ? failure.error : error;
    },
  );
  const url = info?.url;
  return typeof url === 'string' && url !== '' ? { set: true, host: hostOf(url) } : { set: false };
};

/** The host alone: a webhook's path is often its secret. */
const hostOf = (url: string): string => (URL.canParse(url) && new URL(url).host) || 'an unknown host';

/** What the person who started the program is told. */
export const webhookNotice = (host: string): string =>
  `This bot's webhook is set (to host ${host}), so it is not polled. To use it here, remove the webhook first (the Bot API's deleteWebhook), or use another bot.`;
