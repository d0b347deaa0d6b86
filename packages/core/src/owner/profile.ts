// What is known of an owner: a person in a private chat, or a group.

import type { RoutingRule } from '../routing/rule.ts';
import type { Allowance } from './allowance.ts';
import type { OwnedItems } from './owned-items.ts';
import type { QuietHours } from './quiet-hours.ts';
import type { TurnCount } from './turn-limits.ts';
import type { Usage } from './usage.ts';
import type { WorkingHours } from './working-hours.ts';

/** When the chat was last written to; what keeps the bot under Telegram's limits (see the handler's send budget). */
export interface SendBudget {
  /** Unix milliseconds of the latest calls, oldest first, at most one minute of them. */
  calls: number[];
  /** No call before this (Telegram's `retry_after`), Unix milliseconds. */
  blockedUntilMs?: number;
}

/** Parts of a long paste that wait for the rest (or for the flush behind them). */
export interface PendingPaste {
  /** Of all parts, in UTF-8. Beyond the limit they are not kept any more, and only the last one is listed. */
  bytes?: number;
  parts: { updateId: number; key: string; messageId: number }[];
  sessionId: string;
  bornWith: string;
  /** Telegram user id of who pastes: another person's message is never a continuation. */
  senderId: number;
  threadId?: number;
  /** Telegram's date of the last part, Unix seconds. */
  date: number;
  /** Of an album, Telegram's `media_group_id`: its parts belong together however they come. */
  album?: string;
}

/** Why an answer did not come, or not whole. */
export interface ModelFailure {
  /** A code of `ModelError`, perhaps one of another version. */
  code: string;
  model: string;
  atMs: number;
}

export interface Profile {
  owner: number;
  firstName?: string;
  lastName?: string;
  username?: string;
  languageCode?: string;
  createdAtMs: number;
  updatedAtMs: number;
  /** Which session is active; stored nowhere else. */
  active?: { sessionId: string; bornWith: string };
  /** The number the next conversation gets. */
  nextNumber: number;
  sendBudget?: SendBudget;
  /** Time of the latest update that was answered, Unix milliseconds: the next one counts as later, whatever the clock says. */
  lastAtMs?: number;
  pendingPaste?: PendingPaste;
  /** Whether this chat is let in: true or false by the owner's tap. Absent: nobody has decided, or by the configuration only. */
  letIn?: boolean;
  /** When the owner was last asked about this chat, or it was counted. */
  askedAtMs?: number;
  /** Wrong pairing codes brought since then. */
  pairingTries?: { sinceMs: number; count: number };
  /** Turns of a private chat in this hour. */
  turns?: TurnCount;
  /** Of the models, by day; of a group as a whole. */
  usage?: Usage;
  /** When somebody who is not let in was told so: once is enough. */
  refusedAtMs?: number;
  /** The album (Telegram's `media_group_id`) that was refused last: one sentence for all of its parts. */
  refusedAlbum?: string;
  /** The latest one of this chat. */
  modelFailure?: ModelFailure;
  /** As works that are done beside the chat's own met it. */
  pause?: ChatPause;
  /** When a reminder found that the chat cannot be written to; until somebody writes in it again. */
  unreachableAtMs?: number;
  /** When a reminder could not be delivered of which nobody was told yet. */
  untoldAtMs?: number;
  /** The id of a supergroup while it was a group: what could not be handled then lies under it. */
  movedFrom?: number;
  /** Where the owner's clock on the wall is; absent until they said so. */
  zone?: ProfileZone;
  /** When no suggestion comes. Absent: `USUAL_QUIET_HOURS`. */
  quiet?: QuietHours | 'off';
  /** Models that can think before they answer do: with their thoughts shown, or not. Absent: they do not. */
  think?: 'on' | 'show';
  /** Of the app. Absent: as Telegram's app says. */
  appLanguage?: 'en' | 'de';
  /** The model of new conversations, as long as it is offered and installed. Absent: the first one offered. */
  defaultModel?: string;
  /** How an answer grows; drafts come in private chats only. Absent: as the operator set it. */
  streaming?: 'edit' | 'draft' | 'off';
  /** When somebody may lay an appointment. Absent: nobody has said. */
  workingHours?: WorkingHours;
  /** Kept free before and behind an appointment, minutes. Absent: none. */
  bufferMinutes?: number;
  /** Nothing is offered earlier than so long from now, minutes. Absent: `USUAL_NOTICE_MINUTES`. */
  noticeMinutes?: number;
  /** Slots within them come first. Absent: none do. */
  preferredHours?: QuietHours;
  /** Steward reminds so long before an event that it made, minutes. Absent: it does not. */
  eventLeadMinutes?: number;
  /** What goes where, the first that fits. Absent: none. */
  rules?: RoutingRule[];
  /**
   * The reminder that was asked for its time by the latest message, and the day that was said (`2027-03-12`); or the draft of
   * an event, beside the number 0, which no reminder has.
   */
  asksWhen?: { number: number; day?: string; event?: string; atMs: number };
  /** When all data was deleted last: what works of before left in their claims is not used any more. */
  forgottenAtMs?: number;
  /** Set by the operator: what may be used of the models in a day. Absent: no limit. */
  allowance?: Allowance;
  /** Teams with an allowance that the person may be in, and whose allowance their turns count for. Who is a member is read. */
  pools?: number[];
  /** Since when suggestions may come, Unix ms. Absent: they may not. */
  suggestionsSinceMs?: number;
}

/** Telegram asked for it, Unix milliseconds. */
export interface ChatPause {
  untilMs: number;
  /** When it was asked for: before that the clock was set back, and the pause says nothing. */
  atMs: number;
}

export interface ProfileZone {
  /** `Area/City`, or UTC. */
  name: string;
  /** How it came to be known. */
  from: 'asked' | 'command' | 'location' | 'app';
}

/** `null` removes the attribute. */
export type ProfileChanges = {
  [K in keyof Omit<Profile, 'owner' | 'nextNumber' | 'createdAtMs'>]?: Profile[K] | null;
};

/** What works that are done beside the chat's own may say of it. */
export type ProfileMarks = Pick<ProfileChanges, 'pause' | 'unreachableAtMs' | 'untoldAtMs'>;

export interface ProfileStore {
  /** Strongly consistent. */
  get(owner: number): Promise<Profile | undefined>;
  /** Makes the profile (`createdAtMs` = `updatedAtMs` of the first change, number 1 next) or changes it. */
  update(owner: number, changes: ProfileChanges & { updatedAtMs: number }): Promise<void>;
  /** Sets these alone, of a profile that is there: none is made, and nothing else of it is touched. */
  mark(owner: number, marks: ProfileMarks): Promise<void>;
  /** Takes `count` numbers off the owner's counter at once and returns the first of them. */
  takeNumbers(owner: number, count: number): Promise<number>;
}

export const PROFILE_ITEM = {
  prefix: 'PROFILE',
  move: 'merge',
  // The counter, so that an old number never means a new conversation, and what the operator decided.
  forget: { keeps: ['nextNumber', 'nextReminder', 'letIn', 'allowance'] },
} as const satisfies OwnedItems;
