// What is kept of Telegram's answer to getMe. Whoever answers may not be Telegram: nothing of it is believed, or shown, that
// is no bot's.
import { type BotFacts, beginningOf } from '@steward/core';

/** Telegram's longest. */
const NAME_CHARACTERS = 64;

/** Undefined where the answer names no bot: it is no Bot API that answered. */
export const botFactsOf = (me: unknown): BotFacts | undefined => {
  const { id, username, first_name: name } = (me ?? {}) as Record<string, unknown>;
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || id <= 0) return undefined;
  const isUsername = typeof username === 'string' && /^\w{1,64}$/.test(username);
  return {
    id,
    username: isUsername ? username : '',
    name: typeof name === 'string' ? beginningOf(name, NAME_CHARACTERS) : '',
  };
};
