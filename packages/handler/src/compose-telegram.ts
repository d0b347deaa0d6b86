// Composes the bot's side: its token, Telegram's client, downloads, and who the bot is.
import { systemClock } from '@steward/core';
import type { SsmSecrets } from './aws/ssm-secrets.ts';
import type { WorkerEnvironment } from './config/worker-environment.ts';
import { lazily } from './lazily.ts';
import { createBotIdentity } from './telegram/bot-identity.ts';
import { createBotToken } from './telegram/bot-token.ts';
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
  // No plain turn downloads anything.
  const downloading = lazily(async () => {
    const { createDownload } = await import('./telegram/download-file.ts');
    return createDownload({ telegram, apiUrl, token: token.current });
  });
  type Asked = [fileId: string, maxBytes: number, signal?: AbortSignal];
  return {
    telegram,
    download: async (...asked: Asked) => await (await downloading())(...asked),
    bot: createBotIdentity(telegram),
  };
};
