// The bot's token while the function is warm. Telegram refuses the old one as soon as a new one is made (by @BotFather), and a
// warm function would keep it for hours: after a refusal the stored token is read again.
import type { Clock } from '@steward/core';

export interface BotToken {
  current(): string;
  /** Another token than the refused one; undefined when there is none. Reads the stored one at most once a minute. */
  insteadOf(refused: string): Promise<string | undefined>;
}

const RENEW_MS = 60_000;

export const createBotToken = (deps: {
  token: string;
  /** Reads the stored token; absent: there is no other than the one given. */
  renew?: (() => Promise<string>) | undefined;
  clock: Pick<Clock, 'now'>;
}): BotToken => {
  const { renew, clock } = deps;
  let token = deps.token;
  let renewing: Promise<void> | undefined;
  let renewedMs = Number.NEGATIVE_INFINITY;

  const readAgain = async (read: () => Promise<string>): Promise<void> => {
    renewedMs = clock.now();
    try {
      token = await read();
    } catch {
      // The refusal is the more useful error; after a minute the next refusal tries again.
    }
  };

  return {
    current: () => token,
    async insteadOf(refused) {
      // Another call may have renewed it already.
      if (refused === token && renew && (renewing || clock.now() - renewedMs >= RENEW_MS)) {
        renewing ??= readAgain(renew).finally(() => {
          renewing = undefined;
        });
        await renewing;
      }
      return refused === token ? undefined : token;
    },
  };
};
