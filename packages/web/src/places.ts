// The places of the app.

/** Those that the bar can show, in its order. On a phone it has room for six. */
export const PAGES = [
  'dashboard',
  'conversations',
  'reminders',
  'integrations',
  'teams',
  'settings',
  'people',
] as const;
export type BarPage = (typeof PAGES)[number];
/** Those behind another one, which is where back leads. Teams are there for who has the people in the bar. */
const BEHIND = {
  rules: 'settings',
  shortcut: 'integrations',
  teams: 'settings',
} as const satisfies Record<string, BarPage>;
export type Page = BarPage | keyof typeof BEHIND;
/** `home` and `login` need no session. */
export type Place = Page | 'home' | 'login';

const isBehind = (name: string | null): name is keyof typeof BEHIND => Object.hasOwn(BEHIND, name ?? '');

export const pageOf = (name: string | null): Page | undefined =>
  isBehind(name) ? name : PAGES.find((page) => page === name);

/** Undefined: it is behind none. */
export const before = (place: Place): BarPage | undefined => (isBehind(place) ? BEHIND[place] : undefined);

/** The bar of who runs the bot has the people, and the teams behind the settings. */
export const barFor = (isOperator: boolean): BarPage[] =>
  PAGES.filter((page) => page !== (isOperator ? 'teams' : 'people'));
