// What was made in people's calendars: what they can look up, and take back for a while.
import { NOTE_ITEMS } from '../note/note.ts';
import type { OwnedItems } from '../owner/owned-items.ts';
import type { EventTarget, EventTime } from './event-draft.ts';

/** What names it: when it was given to the provider first, and the id of its draft. */
export interface EventRef {
  owner: number;
  /** Unix ms. */
  atMs: number;
  id: string;
}

export interface MadeEvent extends EventRef, EventTarget {
  /** As the person knew the calendar then. */
  calendarName: string;
  /** The provider's name for the event. */
  eventId: string;
  /** Absent: when it was found it was no longer as it was made, and cannot be taken back. */
  etag?: string;
  /** Where it is shown; absent: the provider tells none. */
  link?: string;
  title: string;
  time: EventTime;
  place?: string;
  /** With whom, in the words that named them; absent: with nobody. */
  attendees?: readonly string[];
  /** Addresses of those who are invited when their own button is tapped. */
  invites?: readonly string[];
  /** Whom the provider was asked to invite; whether that worked is not known yet. */
  inviting?: readonly string[];
  /** Who has got an invitation by mail, and is told when it is taken back. */
  invited?: readonly string[];
  /** The message that asks whom to invite: an address in reply to it means this event. */
  promptId?: number;
  /** When Steward reminds of it. Without the number of a reminder none was set: it was too late for it, or there was no room. */
  reminder?: { atMs: number; number?: number };
  madeAtMs: number;
  /** It was asked to be taken back; whether that worked is not known yet. */
  undoingAtMs?: number;
  undoneAtMs?: number;
}

/** Null removes. */
export type MadeEventChanges = {
  [Field in 'etag' | 'inviting' | 'invited' | 'invites' | 'promptId']?: MadeEvent[Field] | null;
};

/** `EVENT#<ms>#<id>`. */
export const EVENT_ITEMS = { ...NOTE_ITEMS, prefix: 'EVENT#' } as const satisfies OwnedItems;

/** All reads are strongly consistent. */
export interface EventLog {
  /** False where it is there already: nothing is changed then. */
  add(event: MadeEvent): Promise<boolean>;
  get(ref: EventRef): Promise<MadeEvent | undefined>;
  /** Newest first, `most` of them. */
  list(owner: number, most: number): Promise<MadeEvent[]>;
  /** False where there is none. The first time that is noted stays. */
  note(ref: EventRef, noted: 'undoingAtMs' | 'undoneAtMs', atMs: number): Promise<boolean>;
  /** False where there is none. */
  change(ref: EventRef, changes: MadeEventChanges): Promise<boolean>;
}
