// What members let a team see of their calendars: when they are busy, and nothing else. It lies with the team, and counts only
// while who gave it is a member.
import type { OwnedItems } from '../owner/owned-items.ts';

/** One calendar, for one team. Nothing is shared that has none. */
export interface Share {
  team: number;
  /** Whose calendar it is. */
  user: number;
  /** Of the user. */
  connection: string;
  /** The provider's id. */
  calendar: string;
  sinceMs: number;
}

/** Somebody looked at when a member is busy; the member sees it. */
export interface Look {
  team: number;
  /** Whose time was looked at. */
  user: number;
  /** Who asked. */
  by: number;
  /** Unix ms, rounded down to `LOOKS_APART_MS`: pages of the same answer are one look. */
  atMs: number;
}

/** Nothing beyond is shown to others, from now on. */
export const SHARED_MS = 14 * 24 * 60 * 60 * 1000;
/** What was read longer ago is read again, or not used. */
export const SHARED_FRESH_MS = 5 * 60 * 1000;
export const LOOKS_APART_MS = 5 * 60 * 1000;
/** How long a member can see who looked. */
export const LOOKS_KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** `SHARE#<user>#<hash of connection and calendar>`, in the team's part. */
export const SHARE_ITEMS = {
  prefix: 'SHARE#',
  move: 'leave',
  forget: 'remove',
} as const satisfies OwnedItems;

/** `LOOK#<user>#<ms>#<by>`, in the team's part. */
export const LOOK_ITEMS = { prefix: 'LOOK#', move: 'leave', forget: 'remove' } as const satisfies OwnedItems;

/** All reads are strongly consistent. */
export interface ShareStore {
  /** Also where it is shared already: it is shared since then from now on. */
  put(share: Share): Promise<void>;
  remove(share: Omit<Share, 'sinceMs'>): Promise<void>;
  /** Of the whole team, or of one user. Whether each still counts says `isShared`. */
  list(team: number, user?: number): Promise<Share[]>;
  /** The same look again is the same. */
  noteLook(look: Look): Promise<void>;
  /** Who looked at the user's time, the latest first, at most `most`. */
  looks(team: number, user: number, most: number): Promise<Look[]>;
  /** All that was shared by the user, and looks at or by them. */
  removeUser(team: number, user: number): Promise<void>;
  /** Of a team that has ended. */
  removeTeam(team: number): Promise<void>;
}
