// A profile as it lies in the table.
import type { PendingPaste, Profile, ProfileChanges, ProfileZone, SendBudget, Usage } from '@steward/core';
import type { Value } from './item.ts';
import type { Key } from './keys.ts';
import { type Change, toChange } from './update-expression.ts';

/** The counter can lie there alone: before the profile is made, and after it is forgotten. Times are Unix milliseconds. */
export interface ProfileItem extends Key {
  next_number: number;
  created_at?: number;
  updated_at?: number;
  first_name?: string;
  last_name?: string;
  username?: string;
  language_code?: string;
  active_session_id?: string;
  active_born_with?: string;
  send_budget?: { calls: number[]; blocked_until?: number };
  last_at?: number;
  pending_paste?: PendingPasteItem;
  let_in?: boolean;
  asked_at?: number;
  pairing_tries?: { since: number; count: number };
  turns?: { since: number; count: number };
  /** Each day as [day, turns, tokens]: the profile is written at every turn, and stays small. */
  usage?: { days: number[][]; update_id: number };
  refused_at?: number;
  refused_album?: string;
  model_failure?: { code: string; model: string; at: number };
  /** Unix ms: until when Telegram wants no call, and when it said so. */
  blocked_until?: number;
  blocked_at?: number;
  unreachable_at?: number;
  untold_at?: number;
  moved_from?: number;
  zone?: { name: string; from: ProfileZone['from'] };
  think?: 'on' | 'show';
  suggestions_since?: number;
  quiet?: { from: string; until: string } | 'off';
  app_language?: 'en' | 'de';
  default_model?: string;
  streaming?: 'edit' | 'draft' | 'off';
  asks_when?: { number: number; day?: string; event?: string; at: number };
  forgotten_at?: number;
  working_hours?: { days: number[]; from: string; until: string };
  buffer_minutes?: number;
  notice_minutes?: number;
  preferred_hours?: { from: string; until: string };
  event_lead_minutes?: number;
  /** As the domain has them. */
  rules?: Profile['rules'];
  allowance?: Profile['allowance'];
  pools?: number[];
}

interface PendingPasteItem {
  parts: { update_id: number; key: string; message_id: number }[];
  session_id: string;
  born_with: string;
  sender_id: number;
  thread_id?: number;
  date: number;
  bytes?: number;
  album?: string;
}

/** What lies there as it is, by its name in the table. */
const PLAIN = {
  first_name: 'firstName',
  last_name: 'lastName',
  username: 'username',
  language_code: 'languageCode',
  last_at: 'lastAtMs',
  let_in: 'letIn',
  asked_at: 'askedAtMs',
  refused_at: 'refusedAtMs',
  refused_album: 'refusedAlbum',
  moved_from: 'movedFrom',
  unreachable_at: 'unreachableAtMs',
  untold_at: 'untoldAtMs',
  zone: 'zone',
  think: 'think',
  suggestions_since: 'suggestionsSinceMs',
  quiet: 'quiet',
  app_language: 'appLanguage',
  default_model: 'defaultModel',
  streaming: 'streaming',
  working_hours: 'workingHours',
  buffer_minutes: 'bufferMinutes',
  notice_minutes: 'noticeMinutes',
  preferred_hours: 'preferredHours',
  event_lead_minutes: 'eventLeadMinutes',
  rules: 'rules',
  allowance: 'allowance',
  pools: 'pools',
  forgotten_at: 'forgottenAtMs',
} as const satisfies { [Name in keyof ProfileItem]?: keyof ProfileChanges };

const PLAIN_NAMES = Object.entries(PLAIN) as [keyof typeof PLAIN, keyof ProfileChanges][];

const asTheyAre = (item: ProfileItem): Partial<Profile> =>
  Object.fromEntries(
    PLAIN_NAMES.flatMap(([stored, name]) => (item[stored] === undefined ? [] : [[name, item[stored]]])),
  );

const asTheyLie = (changes: ProfileChanges) =>
  Object.fromEntries(
    PLAIN_NAMES.map(([stored, name]) => [stored, changes[name] as Value | null | undefined]),
  );

export const toProfile = (item: ProfileItem): Profile | undefined => {
  if (item.created_at === undefined) return undefined;
  return {
    ...asTheyAre(item),
    owner: item.pk,
    createdAtMs: item.created_at,
    updatedAtMs: item.updated_at ?? item.created_at,
    ...(item.active_session_id !== undefined &&
      item.active_born_with !== undefined && {
        active: { sessionId: item.active_session_id, bornWith: item.active_born_with },
      }),
    nextNumber: item.next_number,
    ...(item.send_budget && { sendBudget: toSendBudget(item.send_budget) }),
    ...(item.pending_paste && { pendingPaste: toPendingPaste(item.pending_paste) }),
    ...(item.pairing_tries && {
      pairingTries: { sinceMs: item.pairing_tries.since, count: item.pairing_tries.count },
    }),
    ...(item.turns && { turns: { sinceMs: item.turns.since, count: item.turns.count } }),
    ...(item.usage && { usage: toUsage(item.usage) }),
    ...(item.model_failure && {
      modelFailure: {
        code: item.model_failure.code,
        model: item.model_failure.model,
        atMs: item.model_failure.at,
      },
    }),
    ...(item.blocked_until !== undefined &&
      item.blocked_at !== undefined && {
        pause: { untilMs: item.blocked_until, atMs: item.blocked_at },
      }),
    ...(item.asks_when && { asksWhen: toAsksWhen(item.asks_when) }),
  };
};

export const toProfileChange = (changes: ProfileChanges): Change => {
  const { active, asksWhen, modelFailure, pairingTries, pause, pendingPaste, sendBudget, turns, usage } =
    changes;
  return toChange({
    ...asTheyLie(changes),
    updated_at: changes.updatedAtMs,
    active_session_id: active === null ? null : active?.sessionId,
    active_born_with: active === null ? null : active?.bornWith,
    send_budget: sendBudget && fromSendBudget(sendBudget),
    pending_paste: pendingPaste && fromPendingPaste(pendingPaste),
    pairing_tries: pairingTries && { since: pairingTries.sinceMs, count: pairingTries.count },
    turns: turns && { since: turns.sinceMs, count: turns.count },
    usage: usage && {
      days: usage.days.map(({ day, turns, tokens }) => [day, turns, tokens]),
      update_id: usage.updateId,
    },
    model_failure: modelFailure && {
      code: modelFailure.code,
      model: modelFailure.model,
      at: modelFailure.atMs,
    },
    blocked_until: pause === null ? null : pause?.untilMs,
    blocked_at: pause === null ? null : pause?.atMs,
    asks_when: asksWhen && fromAsksWhen(asksWhen),
  });
};

const toUsage = ({ days, update_id }: NonNullable<ProfileItem['usage']>): Usage => ({
  days: days.map(([day = 0, turns = 0, tokens = 0]) => ({ day, turns, tokens })),
  updateId: update_id,
});

const toSendBudget = ({ calls, blocked_until }: NonNullable<ProfileItem['send_budget']>): SendBudget => ({
  calls,
  ...(blocked_until !== undefined && { blockedUntilMs: blocked_until }),
});

const fromSendBudget = ({ calls, blockedUntilMs }: SendBudget): Value => ({
  calls,
  ...(blockedUntilMs !== undefined && { blocked_until: blockedUntilMs }),
});

const toAsksWhen = ({ at, ...asked }: NonNullable<ProfileItem['asks_when']>) => ({ ...asked, atMs: at });

const fromAsksWhen = ({ atMs, ...asked }: NonNullable<Profile['asksWhen']>): Value => ({
  ...asked,
  at: atMs,
});

const toPendingPaste = (item: PendingPasteItem): PendingPaste => ({
  parts: item.parts.map(({ update_id, key, message_id }) => ({
    updateId: update_id,
    key,
    messageId: message_id,
  })),
  sessionId: item.session_id,
  bornWith: item.born_with,
  senderId: item.sender_id,
  ...(item.thread_id !== undefined && { threadId: item.thread_id }),
  date: item.date,
  ...(item.bytes !== undefined && { bytes: item.bytes }),
  ...(item.album !== undefined && { album: item.album }),
});

const fromPendingPaste = (paste: PendingPaste): Value => ({
  parts: paste.parts.map(({ updateId, key, messageId }) => ({
    update_id: updateId,
    key,
    message_id: messageId,
  })),
  session_id: paste.sessionId,
  born_with: paste.bornWith,
  sender_id: paste.senderId,
  ...(paste.threadId !== undefined && { thread_id: paste.threadId }),
  date: paste.date,
  ...(paste.bytes !== undefined && { bytes: paste.bytes }),
  ...(paste.album !== undefined && { album: paste.album }),
});
