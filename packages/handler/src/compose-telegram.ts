// Composes the bot's side: its token, Telegram's client, downloads, and who the bot is.
import { systemClock } from '@steward/core';
import type { SsmSecrets } from './aws/ssm-secrets.ts';
import type { WorkerEnvironment } from './config/worker-environment.ts';
import { createBotIdentity } from './telegram/bot-identity.ts';
import { createBotToken } from './telegram/bot-token.ts';
import { createDownload } from './telegram/download-file.ts';
import { createTelegramClient } from './telegram/telegram-client.ts';

/** Reads the token, and throws when it cannot be read. */
export const composeTelegram = async (env: WorkerEnvironment, secrets: SsmSecrets) => {
  const parameter = env.TELEGRAM_BOT_TOKEN === undefined ? env.TELEGRAM_BOT_TOKEN_PARAMETER : undefined;
  const stored = parameter === undefined ? '' : await secrets.get(parameter);
  const token = createBotToken({
    token: env.TELEGRAM_BOT_TOKEN ?? stored,
    renew: parameter === undefined ? undefined : () => secrets.renewed(parameter),
    clock: systemClock,
  });
  const apiUrl = env.TELEGRAM_API_URL;
  const telegram = createTelegramClient({ token, apiUrl });
  return {
    telegram,
    download: createDownload({ telegram, apiUrl, token: token.current }),
    bot: createBotIdentity(telegram),
  };
};
