// A time that somebody looks for with members of a team, and then proposes to them. It lies with who proposes; the others answer
// it, and nobody's calendar is written by any of that.
import type { OwnedItems } from '../owner/owned-items.ts';

export type ProposalAnswer = 'accepted' | 'other' | 'declined';

export interface Invitee {
  user: number;
  answer?: ProposalAnswer;
  answeredAtMs?: number;
  /** Before this answer, which is another one: it may stand in their calendar. */
  hasAccepted?: true;
}

export interface Proposal {
  /** Who proposes. */
  by: number;
  /** 16 characters of base64url. */
  id: string;
  team: number;
  to: readonly Invitee[];
  /** How long it lasts. */
  minutes: number;
  /** The days that are looked through: ISO date, how many. */
  first: string;
  count: number;
  part?: 'morning' | 'afternoon' | 'evening' | 'night';
  /** Of a search: it does not suit who looks, and is not offered. Unix ms. */
  except?: { startMs: number; endMs: number };
  /** Absent: the names of who takes part. */
  title?: string;
  /** What was chosen, Unix ms; absent while it is looked for. */
  startMs?: number;
  /** `looking`: its times are shown; `waiting`: its card is, and can be changed; `sent`: the others were asked. */
  state: 'looking' | 'waiting' | 'sent' | 'cancelled';
  /** The message that shows it to who proposes. */
  messageId?: number;
  /** The message that asks for its title: a reply to that one means this proposal. */
  promptId?: number;
  /** Grows with each change. */
  revision: number;
  createdAtMs: number;
}

/** Ten look for a time together. */
export const MAX_INVITEES = 9;
/** Of one person, at once. */
export const MAX_PROPOSALS = 50;
export const MAX_PROPOSAL_TITLE = 200;

/** How long it is kept behind its time, or without one behind its making. */
export const PROPOSAL_KEPT_MS = 24 * 60 * 60 * 1000;

export const proposalEndsMs = ({
  startMs,
  minutes,
  createdAtMs,
}: Pick<Proposal, 'startMs' | 'minutes' | 'createdAtMs'>): number =>
  startMs === undefined ? createdAtMs : Math.max(createdAtMs, startMs + minutes * 60_000);

/** `PROPOSAL#<id>`, in the part of who proposes. */
export const PROPOSAL_ITEMS = {
  prefix: 'PROPOSAL#',
  move: 'leave',
  forget: 'remove',
} as const satisfies OwnedItems;

/** All reads are strongly consistent. */
export interface ProposalStore {
  /** False where there is one of that id: nothing is changed then. */
  add(proposal: Proposal): Promise<boolean>;
  get(by: number, id: string): Promise<Proposal | undefined>;
  /** In place of the one with the revision before; false where that is not there any more. */
  replace(proposal: Proposal): Promise<boolean>;
  /** In no order. */
  list(by: number): Promise<Proposal[]>;
  remove(by: number, id: string): Promise<void>;
}
