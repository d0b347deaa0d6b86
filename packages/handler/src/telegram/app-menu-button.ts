// The button beside the field in which people write: it opens the app.

/** @param publicUrl without a slash at the end; Telegram takes https alone. */
export const appMenuButton = (publicUrl: string) => ({
  type: 'web_app' as const,
  text: 'Open',
  web_app: { url: `${publicUrl}/mini` },
});
