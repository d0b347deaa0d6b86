// The places of the app.

/** Those that the bar shows, in its order. */
export const PAGES = [
  'dashboard',
  'conversations',
  'reminders',
  'integrations',
  'settings',
  'people',
] as const;
export type BarPage = (typeof PAGES)[number];
/** Those behind another one, which is where back leads. */
const BEHIND = { rules: 'settings', shortcut: 'integrations' } as const satisfies Record<string, BarPage>;
export type Page = BarPage | keyof typeof BEHIND;
/** `home` and `login` need no session. */
export type Place = Page | 'home' | 'login';

const isBehind = (name: string | null): name is keyof typeof BEHIND => Object.hasOwn(BEHIND, name ?? '');

export const pageOf = (name: string | null): Page | undefined =>
  isBehind(name) ? name : PAGES.find((page) => page === name);

/** Undefined: it is behind none. */
export const before = (place: Place): BarPage | undefined => (isBehind(place) ? BEHIND[place] : undefined);
