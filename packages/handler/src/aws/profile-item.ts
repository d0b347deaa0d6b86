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
  asks_when?: { number: number; day?: string; at: number };
  forgotten_at?: number;
  working_hours?: { days: number[]; from: string; until: string };
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

export const toProfile = (item: ProfileItem): Profile | undefined => {
  if (item.created_at === undefined) return undefined;
  return {
    owner: item.pk,
    ...(item.first_name !== undefined && { firstName: item.first_name }),
    ...(item.last_name !== undefined && { lastName: item.last_name }),
    ...(item.username !== undefined && { username: item.username }),
    ...(item.language_code !== undefined && { languageCode: item.language_code }),
    createdAtMs: item.created_at,
    updatedAtMs: item.updated_at ?? item.created_at,
    ...(item.active_session_id !== undefined &&
      item.active_born_with !== undefined && {
        active: { sessionId: item.active_session_id, bornWith: item.active_born_with },
      }),
    nextNumber: item.next_number,
    ...(item.send_budget && { sendBudget: toSendBudget(item.send_budget) }),
    ...(item.last_at !== undefined && { lastAtMs: item.last_at }),
    ...(item.pending_paste && { pendingPaste: toPendingPaste(item.pending_paste) }),
    ...(item.let_in !== undefined && { letIn: item.let_in }),
    ...(item.asked_at !== undefined && { askedAtMs: item.asked_at }),
    ...(item.pairing_tries && {
      pairingTries: { sinceMs: item.pairing_tries.since, count: item.pairing_tries.count },
    }),
    ...(item.turns && { turns: { sinceMs: item.turns.since, count: item.turns.count } }),
    ...(item.usage && { usage: toUsage(item.usage) }),
    ...(item.refused_at !== undefined && { refusedAtMs: item.refused_at }),
    ...(item.refused_album !== undefined && { refusedAlbum: item.refused_album }),
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
    ...(item.unreachable_at !== undefined && { unreachableAtMs: item.unreachable_at }),
    ...(item.untold_at !== undefined && { untoldAtMs: item.untold_at }),
    ...(item.moved_from !== undefined && { movedFrom: item.moved_from }),
    ...(item.zone && { zone: item.zone }),
    ...(item.think && { think: item.think }),
    ...(item.suggestions_since !== undefined && { suggestionsSinceMs: item.suggestions_since }),
    ...(item.quiet && { quiet: item.quiet }),
    ...(item.app_language && { appLanguage: item.app_language }),
    ...(item.default_model !== undefined && { defaultModel: item.default_model }),
    ...(item.streaming && { streaming: item.streaming }),
    ...(item.working_hours && { workingHours: item.working_hours }),
    ...(item.asks_when && { asksWhen: toAsksWhen(item.asks_when) }),
    ...(item.forgotten_at !== undefined && { forgottenAtMs: item.forgotten_at }),
  };
};

export const toProfileChange = (changes: ProfileChanges): Change => {
  const { active, modelFailure, pause, sendBudget, pairingTries, pendingPaste, quiet, turns, usage, zone } =
    changes;
  const { asksWhen, workingHours } = changes;
  return toChange({
    first_name: changes.firstName,
    last_name: changes.lastName,
    username: changes.username,
    language_code: changes.languageCode,
    updated_at: changes.updatedAtMs,
    active_session_id: active === null ? null : active?.sessionId,
    active_born_with: active === null ? null : active?.bornWith,
    send_budget: sendBudget && fromSendBudget(sendBudget),
    last_at: changes.lastAtMs,
    pending_paste: pendingPaste && fromPendingPaste(pendingPaste),
    let_in: changes.letIn,
    asked_at: changes.askedAtMs,
    pairing_tries: pairingTries && { since: pairingTries.sinceMs, count: pairingTries.count },
    turns: turns && { since: turns.sinceMs, count: turns.count },
    usage: usage && {
      days: usage.days.map(({ day, turns, tokens }) => [day, turns, tokens]),
      update_id: usage.updateId,
    },
    refused_at: changes.refusedAtMs,
    refused_album: changes.refusedAlbum,
    moved_from: changes.movedFrom,
    model_failure: modelFailure && {
      code: modelFailure.code,
      model: modelFailure.model,
      at: modelFailure.atMs,
    },
    blocked_until: pause === null ? null : pause?.untilMs,
    blocked_at: pause === null ? null : pause?.atMs,
    unreachable_at: changes.unreachableAtMs,
    untold_at: changes.untoldAtMs,
    zone: zone && { ...zone },
    think: changes.think,
    suggestions_since: changes.suggestionsSinceMs,
    quiet: typeof quiet === 'object' && quiet ? { ...quiet } : quiet,
    app_language: changes.appLanguage,
    default_model: changes.defaultModel,
    streaming: changes.streaming,
    working_hours: workingHours && { ...workingHours },
    asks_when: asksWhen && fromAsksWhen(asksWhen),
    forgotten_at: changes.forgottenAtMs,
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
