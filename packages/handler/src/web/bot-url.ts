/** Where the bot is written to. Behind it goes `?start=…`, which Telegram hands it when the person taps Start. */
export const botUrl = (telegramUrl: string, username: string): string =>
  `${telegramUrl.replace(/\/+$/, '')}/${username}`;
