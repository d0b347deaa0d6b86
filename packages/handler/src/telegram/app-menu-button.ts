// The button beside the field in which people write: it opens the app.

/** @param url of the Mini App; Telegram takes https alone. */
export const appMenuButton = (url: string) => ({
  type: 'web_app' as const,
  text: 'App',
  web_app: { url },
});
