// What somebody asks to have in their calendar, while its card waits for a tap.
import { NOTE_ITEMS } from '../note/note.ts';
import type { OwnedItems } from '../owner/owned-items.ts';

/** `zone` is the person's: for whole days it is only where those days are looked at. */
export type EventTime = { zone: string } & (
  | {
      /** Unix ms, because some times on a clock come twice; what the clock says follows from the zone. */
      startMs: number;
      minutes: number;
    }
  /** ISO dates, the end exclusive. */
  | { days: { start: string; end: string } }
);

/** A calendar of a connection. */
export interface EventTarget {
  connection: string;
  calendar: string;
}

export interface EventDraft {
  owner: number;
  /** 32 digits of hex that come from what asked: another try finds its own draft. */
  id: string;
  /** Whose taps count. */
  author: number;
  /** As the event will have it. */
  title: string;
  /** Absent: it is asked for. */
  time?: EventTime;
  /** Its length was not said. */
  isUsualLength?: true;
  place?: string;
  /** What was said beside it, for its description; at most `MAX_EVENT_DETAILS` characters. */
  details?: string;
  /** In the words they were named with; nobody is invited by them. */
  attendees: readonly string[];
  /** Addresses of those who are invited when their own button is tapped. */
  invites?: readonly string[];
  /** Absent: where new events go at the moment of the tap. While it is being made, and from then on: where it is. */
  target?: EventTarget;
  /** Its card. */
  chatId: number;
  messageId?: number;
  /** The message that asks for something of it: a reply to that one means this draft, as a reply to its card does. */
  promptId?: number;
  /** The words that it was read from, where its time was not; at most `MAX_EVENT_DETAILS` characters. */
  words?: string;
  /** When these words were said, Unix ms; absent: when it was created. */
  saidMs?: number;
  /** What was said of its time, where that is asked for: its day (ISO), its length, that it lasts the whole day. */
  asked?: { date?: string; minutes?: number; allDay?: true };
  /** Grows with everything that changes what the card shows: a tap on an older one changes nothing. */
  revision: number;
  /** Making: a provider may have got it. It stays as it is then, so that every further try means the same event. */
  state: 'waiting' | 'making' | 'made' | 'cancelled';
  /** Cancelled, because this was made of it instead; its message tells of that. */
  became?: 'reminder' | 'task' | 'note';
  /** Keys of what stands in its way and was shown: `clashKey`. */
  seen: readonly string[];
  /** How often it was given to a provider; while it is being made. */
  tries: number;
  /** When it was for the first time, Unix ms; while it is being made, and from then on. */
  triedAtMs?: number;
  /** How many events of it were gone, made or not: each has a name of its own. */
  lost: number;
  createdAtMs: number;
}

/** With a time: one that an event can be made of. */
export type TimedDraft = EventDraft & { time: EventTime };

export const MAX_EVENT_DETAILS = 4_000;

/** How long a card can be tapped. */
export const DRAFT_MS = 24 * 60 * 60 * 1000;

export const isDraftOver = ({ createdAtMs }: Pick<EventDraft, 'createdAtMs'>, nowMs: number): boolean =>
  nowMs >= createdAtMs + DRAFT_MS;

/** `DRAFT#<id>`. */
export const DRAFT_ITEMS = { ...NOTE_ITEMS, prefix: 'DRAFT#' } as const satisfies OwnedItems;

/** All reads are strongly consistent. */
export interface EventDraftStore {
  /** False where there is one of that id: nothing is changed then. */
  add(draft: EventDraft): Promise<boolean>;
  get(owner: number, id: string): Promise<EventDraft | undefined>;
  /** In no order. */
  list(owner: number): Promise<EventDraft[]>;
  /** In place of `before`; false where revision, state or tries are no longer those. */
  replace(draft: EventDraft, before: Pick<EventDraft, 'revision' | 'state' | 'tries'>): Promise<boolean>;
}
