// How much of the models somebody may use in a day: reserved before the model is asked, so that two at once cannot both take
// what is left for one, and settled with what it was when the turn is over.
import type { OwnedItems } from './owned-items.ts';

/** In a day; absent: as much as they like. */
export interface Allowance {
  turns?: number;
  /** What the models read and write. The last turn may go over it: nobody knows before how long an answer gets. */
  tokens?: number;
}

export interface Used {
  turns: number;
  tokens: number;
}

/** What a work takes of a day. */
export interface Reservation {
  /** Of a person, a group or a team. */
  owner: number;
  /** UTC, `2027-03-12`. */
  day: string;
  work: string;
  /** Whose works come one after the other: of each the latest is known. Absent: the owner's. */
  chat?: number;
  /** A call of a model that is no turn takes tokens alone, as long as turns are left. Absent: a turn. */
  kind?: 'turn' | 'call';
}

export interface Reserved {
  isReserved: boolean;
  /** An earlier try of the same work has taken it: it may have used some already. */
  isAgain: boolean;
  /** The tokens that are kept for it until it is settled. */
  held: number;
  /** With all that is held for others. */
  used: Used;
  /** Of the tokens in `used`: what is held for works that are not settled yet. */
  pending: number;
}

/** All reads are strongly consistent. */
export interface UsageStore {
  /**
   * Takes one turn and `tokens`, as many as it may use, where neither of both is used up yet; for a call that is no turn
   * tokens alone. The same work again is the same reservation. What is never settled stays taken.
   */
  reserve(reservation: Reservation & { tokens: number }, allowance: Allowance): Promise<Reserved>;
  /**
   * The tokens that it was, in place of those that are held. `isUnused`: a turn that came to nothing is given back. Settled
   * already, or never reserved: nothing is changed, and undefined. `isTold`: of this allowance, by another work, see `tell`.
   */
  settle(
    reservation: Reservation & { tokens: number; held: number; isUnused?: boolean },
    allowance: Allowance,
  ): Promise<(Pick<Reserved, 'used' | 'pending'> & { isTold: boolean }) | undefined>;
  /** Whether this work is the one that tells how little is left of this allowance today: one may, and it may again. */
  tell(reservation: Pick<Reservation, 'owner' | 'day' | 'work'>, allowance: Allowance): Promise<boolean>;
  get(owner: number, day: string): Promise<Used>;
}

/** How long a day is kept. */
export const USAGE_MS = 9 * 24 * 60 * 60 * 1000;

/** `USAGE#<day>`. Numbers alone: deleting everything else gives no second allowance for the same day. */
export const USAGE_ITEMS = { prefix: 'USAGE#', move: 'copy', forget: 'leave' } as const satisfies OwnedItems;

/** From here on somebody is told how much is left. */
const NEARLY = 0.8;

export const allowanceLeft = ({ turns, tokens }: Allowance, used: Used): 'plenty' | 'nearly' | 'none' => {
  const parts = [
    turns === undefined ? 0 : used.turns / turns,
    tokens === undefined ? 0 : used.tokens / tokens,
  ];
  // A part of nothing is no number.
  const most = Math.max(...parts.map((part) => (Number.isNaN(part) ? 1 : part)));
  if (most >= 1) return 'none';
  return most >= NEARLY ? 'nearly' : 'plenty';
};

/** What is noted of who told: of an allowance that was changed since, it may be told again. */
export const tellerOf = ({ turns, tokens }: Allowance, work = ''): string =>
  `${turns ?? ''}/${tokens ?? ''} ${work}`;
