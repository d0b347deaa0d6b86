// Who is signed in, and where.

export interface SignedIn {
  /** For `authorization: Bearer …`, kept in memory (Mini App) or sessionStorage (loopback). Absent: the session is a cookie. */
  token?: string;
  /** Unix ms. */
  expiresAtMs: number;
}

export interface TicketHolder {
  name: string;
  /** Without the at sign. */
  username?: string;
  /** Username of the bot that the ticket came from, without the at sign. */
  bot: string;
}

export interface BotLink {
  name: string;
  /** Its address, such as `https://t.me/steward_bot`; `?start=connect-<code>` behind it opens the chat with a code. */
  url: string;
}

export type Door = 'mini-app' | 'browser';

export interface SignInView {
  id: string;
  door: Door;
  /** What the browser said it is, e.g. `Firefox on Linux`; absent: it said nothing known. */
  browser?: string;
  createdAtMs: number;
  /** To the hour. */
  seenAtMs: number;
  isThis: boolean;
}

export interface Me {
  id: number;
  name: string;
  username?: string;
  /** Chosen in the settings, or else Telegram's: a language code such as `de`. */
  language?: string;
  /** IANA name; absent: not known yet. */
  zone?: string;
  isOperator: boolean;
  door: Door;
  bot: { username: string; name: string };
  version: string;
  nowMs: number;
}
