// A person's teams: who is in them, what is shared with them, and when several have time.
import type { TeamEntry, TeamRole } from '../team/team.ts';
import type { ConnectionFault } from './integrations.ts';

export interface TeamMemberView {
  user: number;
  name: string;
  role: TeamRole;
  joinedAtMs: number;
  /** How many calendars they let the team see. */
  shares: number;
}

/** A member as they were shown: of who came back since then nothing is changed. */
export interface MemberAsk {
  team: number;
  user: number;
  joinedAtMs: number;
}

export interface TeamInviteView {
  /** Names it for `revoke`; not what the link says. */
  hash: string;
  by: number;
  byName: string;
  /** Unix ms. */
  endsAtMs: number;
}

export interface TeamView {
  id: number;
  name: string;
  /** Of who asks. */
  role: TeamRole;
  members: TeamMemberView[];
  /** For owners and admins. */
  invites?: TeamInviteView[];
  /** For owners and admins, the latest first. Names are of now: who has left has none. */
  entries?: (TeamEntry & { byName?: string; userName?: string })[];
  /** Of who asks: every calendar that counts as busy. */
  calendars: SharedCalendarView[];
  /** Who looked at when the person is busy, the latest first, at most 20. */
  looks: { by: number; name?: string; atMs: number }[];
  /** Of all members together, today. */
  allowance?: AllowanceView;
}

export interface SharedCalendarView {
  connection: string;
  calendar: string;
  name: string;
  /** Whose account it is. */
  account: string;
  isShared: boolean;
  /** It is shared, and is not there any more: nothing of it can be read. */
  isGone?: true;
}

/** All that others could learn of a calendar. */
export type SharePreview =
  | { fromMs: number; toMs: number; busy: { startMs: number; endMs: number }[]; readAtMs: number }
  | { why: ConnectionFault | 'unreadable-events' };

export interface AllowanceView {
  /** Absent: no limit. */
  turns?: number;
  tokens?: number;
  used: { turns: number; tokens: number };
  /** When it begins anew, Unix ms. */
  anewAtMs: number;
}

export interface FreeTogetherAsk {
  team: number;
  /** Members beside who asks, at most 9. */
  users: number[];
  minutes: number;
  /** ISO date, on the clock of who asks. */
  first: string;
  /** Days, at most 14. */
  count: number;
}

/** A time of those that were found, with what it was found by. */
export interface ProposalAsk extends FreeTogetherAsk {
  /** A UUID that the app made: asked again with the same one it is the same proposal. */
  id: string;
  /** Unix ms, a whole minute: ahead, and over within 14 days. */
  startMs: number;
  /** On one line, at most 200 characters. Absent: it is called by who takes part. */
  title?: string;
  /** Whose time was not known when it was chosen, which the person has read. */
  unseen: number[];
  /** Also where it does not suit all of them any more, which the person has read. */
  isAnyway?: true;
}

export type ProposalSent =
  | { isSent: true }
  /** Nobody was told. `isTaken`: it does not suit all of them any more; else of more people it is not known than before. */
  | { isSent: false; isTaken: boolean; people: FreeTogether['people'] };

export interface FreeTogether {
  /** The best first, none over another, at most 30. */
  slots: { startMs: number; endMs: number }[];
  /** Somebody’s calendar could not be read, or nothing is shared: no slot is free for sure. */
  isIncomplete: boolean;
  /** Days further ahead than 14 from now were left out: nobody shows them to others. */
  isCut?: true;
  /** There is no slot, however short, because the hours of all do not meet on these days: whether they do on others. */
  hoursMeet?: 'other-days' | 'never';
  /** Each person, who asks first: when it is for them, and what is missing. */
  people: {
    user: number;
    name: string;
    /** IANA; absent: not known, and that of who asks is taken. */
    zone?: string;
    /** They have set no working hours: 9 to 17 are taken, Monday to Friday where it is about more than one day. */
    areHoursAssumed?: true;
    /** `not-shared`: they let the team see nothing; of who asks: no calendar is connected. */
    missing?: 'not-shared' | 'unread';
  }[];
}
