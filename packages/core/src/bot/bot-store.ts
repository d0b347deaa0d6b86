// Who the bot is, for those who may not ask Telegram: whoever holds the token writes it down.

export interface BotFacts {
  /** Telegram's id of the bot. */
  id: number;
  /** Without the at sign; empty where Telegram named none. */
  username: string;
  /** As people see it in Telegram. */
  name: string;
}

/** One bot at a time: another one takes its place. */
export interface BotStore {
  /** Undefined until somebody wrote it. */
  read(): Promise<BotFacts | undefined>;
  write(bot: BotFacts): Promise<void>;
}
