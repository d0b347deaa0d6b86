// Who is signed in to the app, where: a session of a person, known by the hash of its token.
import type { OwnedItems } from '../owner/owned-items.ts';

export interface SignIn {
  /** The person's Telegram user id. */
  owner: number;
  /** Of its token. */
  hash: string;
  door: 'mini-app' | 'browser';
  /** What the browser said it is, in our words. */
  browser?: string;
  createdAtMs: number;
  /** Rounded to the hour: a session is not to be written with each request. */
  seenAtMs: number;
  /** It counts no more from then on, also where it is still there. */
  expiresAtMs: number;
}

export interface SignInStore {
  /** Strongly consistent: what was ended is ended at once. */
  get(owner: number, hash: string): Promise<SignIn | undefined>;
  /** Also those that have expired and are still there. */
  list(owner: number): Promise<SignIn[]>;
  put(signIn: SignIn): Promise<void>;
  /** Does nothing to one that has ended meanwhile. */
  see(owner: number, hash: string, seenAtMs: number): Promise<void>;
  end(owner: number, hash: string): Promise<void>;
}

/** A group has none. */
export const SIGN_IN_ITEMS = {
  prefix: 'SIGNIN#',
  move: 'leave',
  forget: 'remove',
} as const satisfies OwnedItems;
