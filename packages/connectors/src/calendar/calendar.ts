// What a calendar can do for an assistant, whoever keeps it. Each provider is one implementation of this port, and all stand
// under the same contract (`testing/calendar-contract.ts`).
import type { ConnectorErrorCode } from '../connector-error.ts';

/** From `fromMs` until before `toMs`. Days and times without a zone are those of `zone`, the person's. */
export interface CalendarWindow {
  fromMs: number;
  toMs: number;
  zone: string;
}

export interface CalendarInfo {
  id: string;
  name: string;
  writable: boolean;
}

/**
 * How an event counts: `unanswered` is an invitation that blocks but should be marked, `free` blocks nothing (declined,
 * marked as free, working elsewhere).
 */
export type Standing = 'busy' | 'tentative' | 'unanswered' | 'free';

export interface CalendarEvent {
  calendarId: string;
  title: string;
  location?: string;
  startMs: number;
  /** Exclusive. */
  endMs: number;
  /** Of an event without a time: its days, the last one exclusive. Never compute with their instants elsewhere. */
  days?: { start: string; end: string };
  standing: Standing;
  /** It has a link to take part. Absent: the calendar names none. */
  isOnline?: true;
}

/** Without a title: what others may be shown. */
export interface BusyInterval {
  startMs: number;
  endMs: number;
  standing: Exclude<Standing, 'free'>;
}

/** What could not be read. An answer with some asserts nothing about free time. */
export interface Unread {
  calendarId: string;
  /** `unreadable-events`: only these `count` events are missing; otherwise the whole calendar. */
  code: ConnectorErrorCode | 'unreadable-events';
  count?: number;
}

export interface Reading<T> {
  items: T[];
  unread: Unread[];
}

export type DraftTime =
  | { startMs: number; endMs: number }
  /** ISO dates, the end exclusive. */
  | { days: { start: string; end: string } };

export interface EventDraft {
  /** Letters, digits and hyphens, at most 64, chosen once for what was asked: the same id never makes a second event. */
  id: string;
  title: string;
  time: DraftTime;
  location?: string;
  description?: string;
}

/** Enough to undo it, also by another process. */
export interface CreatedEvent {
  calendarId: string;
  /** The provider's name for it. */
  eventId: string;
  /** Undefined when it is no longer as it was made: then it cannot be undone. */
  etag: string | undefined;
  /** Where the provider shows it to the person; https. Absent: it tells none. */
  link?: string;
  /** Addresses of those whom `invite` was asked for: they are told when it is taken back. */
  guests?: readonly string[];
}

export interface Account {
  /** Whose calendars they are, where the provider tells. */
  name?: string;
  /** The person's own addresses, for invitations. */
  addresses: string[];
}

export interface CallOptions {
  signal?: AbortSignal | undefined;
}

export interface CreateOptions extends CallOptions {
  /** An earlier try may have come through: what is not there may have been deleted, and is not made again unasked. */
  again?: boolean;
}

export interface UndoOptions extends CallOptions {
  /** What it was made from. With it, what guests have answered since counts as no change. */
  draft?: EventDraft;
}

/**
 * Every method throws a `ConnectorError`. `busy` and `events` tell what is wrong with a calendar in its place (`unread`), also
 * where it passes; they throw `auth` and `aborted`, and what passes (`throttled`, `away`) where nothing at all could be read.
 */
export interface Calendar {
  /** Whether address and sign-in are good. */
  test(options?: CallOptions): Promise<Account>;
  calendars(options?: CallOptions): Promise<CalendarInfo[]>;
  /** In no order; may overlap. */
  busy(
    calendarIds: readonly string[],
    window: CalendarWindow,
    options?: CallOptions,
  ): Promise<Reading<BusyInterval>>;
  /** By their start. Series are expanded. */
  events(
    calendarIds: readonly string[],
    window: CalendarWindow,
    options?: CallOptions,
  ): Promise<Reading<CalendarEvent>>;
  /**
   * Makes the event of this draft, or finds the one that an earlier try has made.
   * @throws `precondition` where something else has its place: nothing is overwritten; `gone` where an earlier try may have
   * made it and it is not there
   */
  create(calendarId: string, draft: EventDraft, options?: CreateOptions): Promise<CreatedEvent>;
  /** Whether `invite` does anything but throw `read-only`: the provider sends invitations, or there is nobody who does. */
  canInvite: boolean;
  /**
   * Makes guests of these addresses, and has the provider send each of them an invitation. Who is a guest already gets none:
   * it may be repeated. What the person has added to the description is no change. `guests` of the answer: all of them.
   * @throws `precondition` where the event no longer says what the draft says; `gone` where it is not there; `refused`:
   * addresses that the provider does not take
   */
  invite(
    created: CreatedEvent,
    draft: EventDraft,
    addresses: readonly string[],
    options?: CallOptions,
  ): Promise<CreatedEvent>;
  /**
   * Deletes what `create` made, if it is still as it was made or as `invite` left it. Guests are told by the provider; nobody
   * else gets mail.
   * @throws `precondition` when it has been changed since
   */
  undo(created: CreatedEvent, options?: UndoOptions): Promise<'deleted' | 'was-gone'>;
}
