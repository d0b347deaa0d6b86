// From a draft to one event, and back.
import type { EventDraft, EventRef, EventTime, MadeEvent } from '@steward/core';
import type { ConnectionFault } from '@steward/core/web-contract';
import type { AgendaEvent, Missing } from '../connections/reading.ts';

export type EventFault = ConnectionFault | 'broken' | 'read-only';

/** What stands in the way of an event. With something `missing` nothing is known to be free. */
export interface Way {
  /** At most 100. */
  clashes: AgendaEvent[];
  missing: Missing[];
}

export type MakeResult =
  /** `way`: what was found just before it; absent where an earlier try had looked. */
  | { kind: 'made'; event: MadeEvent; way?: Way }
  /** Something is in the way that the card did not show. Nothing was made; a tap on the card of this revision makes it. */
  | { kind: 'clash'; draft: EventDraft; way: Way }
  /** An earlier try may have made it, and it is gone: perhaps the person deleted it. A tap on this revision makes another. */
  | { kind: 'deleted'; draft: EventDraft }
  /** The card that was tapped is older than the draft. */
  | { kind: 'changed'; draft: EventDraft }
  | { kind: 'cancelled'; draft: EventDraft }
  /** There is none, or its day has passed. */
  | { kind: 'over' }
  /** Nothing says yet when it is. */
  | { kind: 'no-time'; draft: EventDraft }
  /** There is no calendar to write to. */
  | { kind: 'no-target'; draft: EventDraft }
  /** `draft.state` says what is known: waiting, nothing was made; making, it may have been, and only another try tells. */
  | { kind: 'failed'; draft: EventDraft; why: EventFault };

export type UndoResult =
  | { kind: 'undone' | 'was-gone' | 'changed' | 'too-late'; event: MadeEvent }
  | { kind: 'failed'; event: MadeEvent; why: EventFault }
  | { kind: 'unknown' };

export type InviteResult =
  /** All of `addresses` have an invitation, from now or from before. */
  | { kind: 'invited'; event: MadeEvent }
  /** `cannot`: the calendar sends no invitations. `refused`: it does not take one of the addresses; nobody was invited. */
  | { kind: 'cannot' | 'refused' | 'changed' | 'was-gone' | 'undone'; event: MadeEvent }
  | { kind: 'failed'; event: MadeEvent; why: EventFault }
  | { kind: 'unknown' };

export interface Events {
  /** What stands in its way now. Keys of what the card shows of it belong into `seen` of the draft (`clashKey`). */
  check(draft: { owner: number; time: EventTime }): Promise<Way>;
  /** `revision`: of the card that was tapped. May be repeated, and from several sides at once: there is one event. */
  make(owner: number, draftId: string, revision: number): Promise<MakeResult>;
  /**
   * Sends mail, and that to nobody who has it. Only for an event that still says what it said. May be repeated.
   * @param addresses at most `MAX_GUESTS`, checked, without the person's own
   */
  invite(ref: EventRef, addresses: readonly string[]): Promise<InviteResult>;
  /** For ten minutes, and only what is still as it was made. Guests get a cancellation (`invited` of the event). */
  undo(ref: EventRef): Promise<UndoResult>;
  /** Newest first. */
  list(owner: number, most: number): Promise<MadeEvent[]>;
}
