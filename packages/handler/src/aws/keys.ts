// Every key of the table in one place; those of what people connect, which few works need, in `connection-keys.ts`. Each begins
// with the owner's id, so that nobody reaches another's data.
import {
  CLAIM_ITEMS,
  HEADER_ITEMS,
  MESSAGE_ITEMS,
  PROFILE_ITEM,
  REMINDER_ITEMS,
  REMOVED_ITEMS,
  SESSION_ITEMS,
  type SessionRef,
  SIGN_IN_ITEMS,
  type Snooze,
  STOP_ITEM,
  SUGGESTION_ITEMS,
  storedNameOf,
  TICKET_ITEMS,
  TURNS_ITEM,
  type WorkId,
} from '@steward/core';

export interface Key {
  pk: number;
  sk: string;
}

/** The first key behind all that begin so. */
export const behind = (prefix: string): string =>
  prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1);

export const profileKey = (owner: number): Key => ({ pk: owner, sk: PROFILE_ITEM.prefix });

export const stopKey = (owner: number): Key => ({ pk: owner, sk: STOP_ITEM.prefix });

export const turnsKey = (owner: number): Key => ({ pk: owner, sk: TURNS_ITEM.prefix });

export const claimKey = (owner: number, workId: WorkId): Key => ({
  pk: owner,
  sk: CLAIM_ITEMS.prefix + storedNameOf(workId),
});

export const sessionKey = ({ owner, bornWith, sessionId }: SessionRef): Key => ({
  pk: owner,
  sk: `${SESSION_ITEMS.prefix}${bornWith}${SESSION_MARK}${sessionId}`,
});

/** The model that a session's key keeps. */
export const bornWithOf = (sk: string): string =>
  sk.slice(SESSION_ITEMS.prefix.length, sk.lastIndexOf(SESSION_MARK));

const SESSION_MARK = '#SESSION#';

/** The header an imported conversation came with: up to 32 kB that no turn and no list of sessions is to pay for. */
export const headerKey = (owner: number, sessionId: string): Key => ({
  pk: owner,
  sk: HEADER_ITEMS.prefix + sessionId,
});

export const messagesPrefix = (sessionId: string): string => `${MESSAGE_ITEMS.prefix}${sessionId}#`;

/** The first key behind a session's messages. */
export const behindMessages = (sessionId: string): string => `${MESSAGE_ITEMS.prefix}${sessionId}$`;

export const messageItemKey = (owner: number, sessionId: string, key: string): Key => ({
  pk: owner,
  sk: messagesPrefix(sessionId) + key,
});

export const REMINDERS = REMINDER_ITEMS.prefix;

export const reminderKey = (owner: number, number: number): Key => ({
  pk: owner,
  sk: `${REMINDERS}${number}`,
});

export const suggestionKey = (owner: number, key: string): Key => ({
  pk: owner,
  sk: SUGGESTION_ITEMS.prefix + key,
});

export const removedKey = (owner: number, by: string): Key => ({ pk: owner, sk: REMOVED_ITEMS.prefix + by });

export const snoozesPrefix = (number: number): string => `${REMINDERS}${number}#SNOOZE#`;

/** By when it is due: a second snooze overwrites nothing. */
export const snoozeKey = ({ owner, number, dueMs }: Snooze): Key => ({
  pk: owner,
  sk: `${snoozesPrefix(number)}${dueMs}`,
});

export const signInKey = (owner: number, hash: string): Key => ({
  pk: owner,
  sk: SIGN_IN_ITEMS.prefix + hash,
});

export const ticketKey = (owner: number, hash: string): Key => ({
  pk: owner,
  sk: TICKET_ITEMS.prefix + hash,
});

/** Who fails to sign in may be nobody we know: it lies with what belongs to no owner. */
export const failedTriesAt = (source: string, window: number): Key => ({
  pk: 0,
  sk: `TRIES#${window}#${source}`,
});

/** Where long polling stands: one bot, one item. */
export const POLLING_KEY: Key = { pk: 0, sk: 'last_update_id' };

/** The model server's use: one server, one item. `scripts/manage-ollama.sh` writes it as well. */
export const MODEL_SERVER_KEY: Key = { pk: 0, sk: 'MODEL_SERVER' };

/** Who the bot is; the local start and `scripts/setup-webhook.sh` write it. */
export const BOT_KEY: Key = { pk: 0, sk: 'BOT' };

/** The models and their server as the worker last saw them. */
export const MODELS_KEY: Key = { pk: 0, sk: 'MODELS' };

/** How far the dispatcher came. */
export const TICK_KEY: Key = { pk: 0, sk: 'TICK' };

/** Who is let in; `scripts/doctor.sh` reads it. */
export const ACCESS_KEY: Key = { pk: 0, sk: 'ACCESS' };

/** The open pairing code; `scripts/setup-webhook.sh` writes it as well. */
export const PAIRING_KEY: Key = { pk: 0, sk: 'PAIRING' };

export const SHARDS = 8;

/** Spreads owners, so that no partition of an index takes every user's writes. */
export const shardOf = (owner: number): number => Math.abs(owner) % SHARDS;

/** Hash key of `due_index`. */
export const dueShard = (owner: number): string => String(shardOf(owner));

/** `<model_name>#<shard>`: hash key of `model_index`. */
export const modelShard = (owner: number, modelName: string): string => `${modelName}#${shardOf(owner)}`;

/** `<YYYY-MM-DD>#<shard>`: hash key of `active_sessions_index`, the UTC day of the last message. */
export const activeShard = (owner: number, lastMessageAtMs: number): string =>
  `${new Date(lastMessageAtMs).toISOString().slice(0, 10)}#${shardOf(owner)}`;
