// A team: who is in it, who may do what, and the invites that are open. It is one item, changed by one conditional write: no
// two changes can each be right alone and wrong together.
import type { Allowance } from '../owner/allowance.ts';
import type { OwnedItems } from '../owner/owned-items.ts';

export const ROLES = ['owner', 'admin', 'member'] as const;

export type TeamRole = (typeof ROLES)[number];

export interface TeamMember {
  /** Telegram's id. */
  user: number;
  /** As Telegram told it when they came. */
  name: string;
  role: TeamRole;
  /** What was allowed to them before is not allowed again when they come back. */
  joinedAtMs: number;
}

export interface TeamInvite {
  /** SHA-256 of the link's secret, in hex. */
  hash: string;
  /** Who invites. */
  by: number;
  madeAtMs: number;
}

/** What happened, for the list that owners and admins can read. */
export interface TeamEntry {
  atMs: number;
  what:
    | 'made'
    | 'renamed'
    | 'invited'
    | 'revoked'
    | 'joined'
    | 'removed'
    | 'left'
    | 'role'
    /** By the operator, who need not be in it. */
    | 'allowance';
  /** `FORGOTTEN` for who had all their data deleted. */
  by: number;
  /** To whom, where it was done to somebody. */
  user?: number;
  role?: TeamRole;
}

export interface Team {
  /** 2^52 ≤ id < 2^53: none of Telegram's. */
  id: number;
  name: string;
  /** Grows with every change: who read an older one changes nothing. */
  revision: number;
  createdAtMs: number;
  /** By when they came. */
  members: TeamMember[];
  invites: TeamInvite[];
  /** Who was removed, for as long as an invite from before may still be about. */
  removed: { user: number; atMs: number }[];
  /** The newest last, `MAX_ENTRIES` of them. */
  entries: TeamEntry[];
  /** What its members may use of the models together in a day. Absent: the team sets no limit. */
  allowance?: Allowance;
  /** It has ended: nobody is in it any more, these are told, and then it goes. `by`: `FORGOTTEN` for who was forgotten. */
  ended?: { by: number; members: number[]; atMs: number };
}

/** In the place of an id that was deleted. */
export const FORGOTTEN = 0;

export const LEAST_TEAM_ID = 2 ** 52;
export const MAX_TEAM_NAME = 64;
export const MAX_MEMBERS = 50;
export const MAX_INVITES = 20;
export const MAX_ENTRIES = 100;
export const INVITE_MS = 7 * 24 * 60 * 60 * 1000;

/** A team's id of 52 random bits. @param random 7 bytes */
export const teamIdOf = (random: Uint8Array): number =>
  LEAST_TEAM_ID +
  random.subarray(0, 7).reduce((id, byte, index) => id * 256 + (index === 0 ? byte & 0x0f : byte), 0);

/** `TEAM`, in the team's own part of the table. */
export const TEAM_ITEM = { prefix: 'TEAM', move: 'leave', forget: 'remove' } as const satisfies OwnedItems;

/**
 * `TEAM#<id>`, in a person's part: a team whose item may name them. It gives no right; who is a member is read at each use. It
 * stays when they leave, so that deleting all of their data finds where they still stand in what happened.
 */
export const TEAM_MIRRORS = {
  prefix: 'TEAM#',
  move: 'leave',
  // Each goes when its team names the person no more: of one that is made meanwhile something would be left otherwise.
  forget: 'leave',
} as const satisfies OwnedItems;

/** All reads are strongly consistent. */
export interface TeamStore {
  /** False where its id is taken: nothing is changed then. */
  add(team: Team): Promise<boolean>;
  get(id: number): Promise<Team | undefined>;
  /** In place of the one with the revision before; false where that is not there any more. */
  replace(team: Team): Promise<boolean>;
  /** The whole team ends; false where its revision is not this one. */
  remove(team: Pick<Team, 'id' | 'revision'>): Promise<boolean>;
  /** Also where it is there already. */
  addMirror(user: number, id: number): Promise<void>;
  removeMirror(user: number, id: number): Promise<void>;
  /** The ids of teams that may name a person. */
  mirrors(user: number): Promise<number[]>;
}
