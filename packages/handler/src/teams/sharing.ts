// What members let a team see of their calendars, and when several of them have time. In the chat and in the app alike. Nobody
// gets anybody else's times, but as what is left of a day for all.
import type { Look } from '@steward/core';
import type { FreeRequest, Slots } from '@steward/core/slots';
import type { SharedCalendarView } from '@steward/core/web-contract';
import type { Missing } from '../connections/reading.ts';
import type { SeenBusy } from '../connections/shared-busy.ts';
import type { TakenHours } from '../events/free-time.ts';

export interface CalendarRef {
  /** Of the person's own. */
  connection: string;
  /** The provider's id. */
  calendar: string;
}

export interface TogetherAsk {
  team: number;
  /** Who asks. */
  by: number;
  /** Members beside who asks, at most `MAX_INVITEES`. */
  users: readonly number[];
  minutes: number;
  /** ISO date, on the clock of who asks. */
  first: string;
  /** Days. What is further ahead than others may see is not looked at. */
  count: number;
  part?: FreeRequest['partOfDay'];
  /** Unix ms: whether this one time suits all of them, however soon it begins. */
  startMs?: number;
  /** Of the time of who asks. Others' calendars are waited for 15 s in any case. */
  signal?: AbortSignal | undefined;
}

export interface PersonTogether {
  user: number;
  /** As in the team. */
  name: string;
  /** IANA; absent: not known, and that of who asks is taken. */
  zone?: string;
  /** A slot lies within them, on the person's own clock. */
  hours: TakenHours;
  /** They have set none, and the usual ones are taken. */
  areHoursAssumed?: true;
  /**
   * `not-shared`: they let the team see nothing that takes their time; of who asks: no calendar is connected.
   * `unread`: a calendar of theirs could not be read now.
   */
  missing?: 'not-shared' | 'unread';
}

/** On the days that were asked for they do not: whether on others that can be. */
export type HoursMeet = 'other-days' | 'never';

export interface FoundTogether extends Slots {
  /** Who asks is the first, then as they were asked for. */
  people: PersonTogether[];
  /** What of their own calendars who asks has to be told. */
  missing: Missing[];
  /** What was looked through, Unix ms. */
  fromMs: number;
  toMs: number;
  /** It ends earlier than it was asked for: 14 days from now. */
  isCut: boolean;
  /** Where there is no slot, however short, because of the hours alone. Sure, whatever of the calendars is known. */
  hoursMeet?: HoursMeet;
}

export type WhyNotTogether =
  /** There is no such team, or who asks is not in it: which of them is never told. */
  | 'no-team'
  /** Somebody who was asked for is not in it. */
  | 'no-member'
  /** Of who asks no zone is known: nobody can say when their day begins. */
  | 'no-zone'
  /** Nobody beside who asks, or too many. */
  | 'nobody'
  | 'too-many'
  /** All of these days. */
  | 'past'
  | 'too-far';

export interface Sharing {
  /** Own ones that count as busy, and what is shared beside them, perhaps no longer there. Undefined: not in the team. */
  calendars(team: number, user: number): Promise<SharedCalendarView[] | undefined>;
  /** One's own. To share again what is shared changes nothing; what is not there any more can only be taken back. */
  share(
    team: number,
    user: number,
    calendar: CalendarRef,
    isShared: boolean,
  ): Promise<{ isShared: boolean } | { why: 'no-team' | 'no-calendar' }>;
  /** All that others could learn of a calendar of one's own, whether it is shared or not. */
  preview(user: number, calendar: CalendarRef, signal?: AbortSignal): Promise<SeenBusy>;
  /** Who asked for the person's time, the latest first, at most 20. None where they are not in the team. */
  looks(team: number, user: number): Promise<Look[]>;
  /** Each of the others can see that they were asked for, before anything of theirs is read. */
  searchTogether(ask: TogetherAsk): Promise<FoundTogether | { why: WhyNotTogether }>;
}
