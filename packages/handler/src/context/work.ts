// Everything the worker does is a work: it is claimed under its id, done under a lease, and ends in exactly one outcome.
import type { Outcome, Profile, ProfileChanges, WorkId } from '@steward/core';
import type { LogFields } from '../observability/log.ts';
import type { Destination } from '../telegram/message-sender.ts';
import type { SendFacts } from '../telegram/send-facts.ts';
import type { WorkContext } from './work-context.ts';

/** What came of a work; `parked`: it waits for what belongs to it. */
export type Handled = Outcome | 'parked';

/** `F`: what is recorded of this kind of work. */
export interface Work<F extends SendFacts = SendFacts> {
  owner: number;
  id: WorkId;
  /** What it is, e.g. `message`: for the claim and the log. */
  kind: string;
  /** The owner's, read before. Without one it speaks with a fresh send budget. */
  profile: Profile | undefined;
  /** Where it speaks. No message of anybody needs to have come from there. */
  destination: Destination;
  /** When what asks for it was sent (Unix ms), by Telegram's clock. */
  sentMs?: number;
  /** Recorded with the claim, each where it is absent. */
  facts?: F;
  /** Also where it waits as a part of a paste. */
  unpark?: boolean;
  /** An operator sent it again: a failure is superseded, once. */
  redrive?: boolean;
  fields: LogFields;
  /**
   * Goes into the profile together with the chat's send budget. Absent: the work writes no profile, because it is done
   * beside the chat's own works, which write it.
   */
  profileChanges?(facts: F): ProfileChanges;
  run(context: WorkContext<F>): Promise<Handled>;
  /** What asks for it lies in the table and asks again: no fault that may pass is ever its end. */
  comesAgain?: true;
  /** Instead of an apology: it failed for good. */
  giveUp?(context: WorkContext<F>): Promise<void>;
}

/** How the work on a queue message ended. */
export interface Ending {
  /** When the queue shows the message again; undefined: it may be deleted. */
  retryInSeconds?: number;
  /** The work has its outcome. */
  settled?: true;
  /** The work was not begun: it waits as a part of a paste. */
  parked?: true;
}

export const DELETE: Ending = {};
export const SETTLED: Ending = { settled: true };

/** One receive of a queue message. */
export interface Delivery {
  /** An operator sent the message again. */
  redriven: boolean;
  /** Time until the function is stopped. */
  remainingMs(): number;
  /** Claims a work and does it, unless it has its outcome or another worker has it. */
  work<F extends SendFacts>(work: Work<F>): Promise<Ending>;
}

/** A kind of queue message: what it says, and the works it asks for. A feature brings a kind of its own as one more. */
export interface QueueKind<Message = unknown> {
  /** Undefined for a message of any other kind. */
  read(value: unknown): Message | undefined;
  /** The chat in whose order it is done: what waits there as parts of a paste was asked before it, and is answered first. */
  chatOf?(message: Message): number | undefined;
  /** May run again for the same message: what is to happen once is a work. */
  run(message: Message, delivery: Delivery): Promise<Ending>;
}
