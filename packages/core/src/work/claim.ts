// The claim of a work: who does it, what was already done for it, and how it ended (the audit trail).
import type { OwnedItems } from '../owner/owned-items.ts';
import type { WorkId } from './work-id.ts';

/** How a work can end. Every accepted one ends in exactly one way. */
export type Outcome = 'answered' | 'refused' | 'failed' | 'joined' | 'stopped' | 'ignored';

export type FactValue = string | number;

/** What is recorded of a work, as its store sees it. Each kind of work names its own, all of them optional. */
export type Facts = Record<string, FactValue>;

/** `null` removes a fact. */
export type FactChanges<F extends object = Facts> = { [K in keyof F]: F[K] | null };

export interface Claim<F extends object = Facts> {
  owner: number;
  workId: WorkId;
  /** Fixed at the first try, Unix milliseconds: message keys are made of it. */
  atMs: number;
  /** 1 at the first try. */
  attempt: number;
  /** Grows with every takeover; a write with an older one is refused with `lease-lost`. */
  fence: number;
  /** What earlier tries recorded. */
  facts: F;
}

export interface ClaimState {
  /** Absent while it is under way. */
  outcome?: Outcome;
  facts: Facts;
}

export type ClaimResult =
  | { status: 'claimed'; claim: Claim }
  /** Another worker holds the lease until then (Unix ms). */
  | { status: 'leased'; untilMs: number }
  /** A part of a paste that waits for the rest; it is claimed again with `unpark`. */
  | { status: 'parked' }
  | { status: 'settled'; outcome: Outcome };

export interface ClaimStore {
  /** Claims a work, or takes over one whose lease has run out. Atomic. A claim expires only once it has an outcome. */
  claim(
    owner: number,
    workId: WorkId,
    options: {
      kind: string;
      nowMs: number;
      /** The time that the first try fixes; `nowMs` when left out. */
      atMs?: number;
      /**
       * When it was sent, by a clock that is not ours. Only what was sent after a claim had expired finds it expired: a
       * clock that jumps makes nothing new of a work that comes again.
       */
      sentMs?: number;
      leaseMs: number;
      /** Recorded with the same write, each where it is absent. */
      facts?: Facts;
      /** Also takes a part that waits. */
      unpark?: boolean;
      /** An operator sends it again: `failed` is superseded, once. */
      redrive?: boolean;
    },
  ): Promise<ClaimResult>;
  /** Strongly consistent: how the work ended, if it did. */
  outcomeOf(owner: number, workId: WorkId): Promise<Outcome | undefined>;
  /** Strongly consistent: how it stands, and what its tries recorded; undefined when nothing is known of it (any more). */
  stateOf(owner: number, workId: WorkId): Promise<ClaimState | undefined>;
  /** Renews the lease and, where given, records facts. Throws `lease-lost` after a takeover. */
  record(claim: Claim, leaseUntilMs: number, facts?: FactChanges): Promise<void>;
  /** Lets go of the lease without an outcome, so that a redelivery can start at once. */
  release(claim: Claim): Promise<void>;
  /** Ends the lease of a worker that is known to be dead, so that another can start at once. */
  abandon(owner: number, workId: WorkId): Promise<void>;
  /** The work waits as a part of a paste: no lease, no outcome yet. */
  park(claim: Claim): Promise<void>;
  /** Writes the outcome, once. Throws `lease-lost` after a takeover. */
  finish(claim: Claim, outcome: Outcome, nowMs: number): Promise<void>;
  /** Ends a parked part that another update's turn has taken in. */
  join(owner: number, workId: WorkId, nowMs: number): Promise<void>;
}

export interface StopSignal {
  upToUpdateId: number;
  /** Unix ms. Update ids restart at random after a quiet week, so the time counts too. */
  atMs: number;
  /** The bot that `/stop@name` named; in a group with several bots the others go on. */
  botName?: string;
}

/** Somebody changed the question in this message while it was being answered: its turn ends, and no other. */
export interface EditSignal {
  messageId: number;
  /** The update that tells of the change: only what came before it ends. */
  updateId: number;
}

/** Something follows a question at once that belongs to it: the turn of the question gives way. */
export interface JoinSignal {
  /** The update that follows. */
  updateId: number;
  /** Unix seconds, by Telegram's clock. */
  date: number;
}

/** That this update's turn was stopped has been said. */
export interface StopTold {
  updateId: number;
}

export type Signal =
  | { stop: StopSignal }
  | { edited: EditSignal }
  | { join: JoinSignal }
  | { told: StopTold };

export interface StopStore {
  /** Leaves signals of other kinds as they are. An older stop never takes the place of a newer one. */
  write(owner: number, signal: Signal): Promise<void>;
  read(
    owner: number,
  ): Promise<{ stop?: StopSignal; edited?: EditSignal; join?: JoinSignal; told?: StopTold }>;
}

/** They hold no text and expire by themselves; without them a redelivery would be answered again. */
export const CLAIM_ITEMS = {
  // Older than works that are no updates.
  prefix: 'UPDATE#',
  move: 'leave',
  forget: 'leave',
} as const satisfies OwnedItems;

export const STOP_ITEM = { prefix: 'STOP', move: 'copy', forget: 'remove' } as const satisfies OwnedItems;
