// The places of the app, in the order in which the bar shows them.

export const PAGES = [
  'dashboard',
  'conversations',
  'reminders',
  'integrations',
  'settings',
  'people',
] as const;
export type Page = (typeof PAGES)[number];
/** `home` and `login` need no session. */
export type Place = Page | 'home' | 'login';
