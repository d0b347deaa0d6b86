// Who the bot is: asked once while the function is warm, and again after a failure.
import type { TelegramClient } from './telegram-client.ts';

export interface BotIdentity {
  id: number;
  username: string;
}

export const createBotIdentity = (telegram: Pick<TelegramClient, 'getMe'>): (() => Promise<BotIdentity>) => {
  let identity: Promise<BotIdentity> | undefined;

  const ask = async (): Promise<BotIdentity> => {
    try {
      const { id, username = '' } = await telegram.getMe();
      return { id, username };
    } catch (error) {
      identity = undefined;
      throw error;
    }
  };

  return () => {
    identity ??= ask();
    return identity;
  };
};
