// A session as it lies in the table.
import type { Session, SessionChanges } from '@steward/core';
import type { Values } from './item.ts';
import { activeShard, bornWithOf, type Key, modelShard, sessionKey } from './keys.ts';
import { type Change, toChange } from './update-expression.ts';

export interface SessionItem extends Key {
  number: number;
  title: string;
  chat_id: number;
  created_by: number;
  model_name: string;
  session_id: string;
  /** Unix milliseconds, as `last_message_ts`. */
  created_at: number;
  last_message_ts: number;
  message_count: number;
  s3_path: string;
  system_prompt?: string;
  context_start?: string;
  token_ratio?: number;
  picture_tokens?: number;
  files?: string[];
  /** Only of sessions that earlier versions imported; today it lies in an item of its own. */
  imported_from?: string;
  /** The update whose turn was counted last. */
  last_turn?: number;
}

export const toSessionItem = (session: Session): Key & Values => ({
  ...sessionKey(session),
  number: session.number,
  title: session.title,
  chat_id: session.chatId,
  created_by: session.createdBy,
  model_name: session.modelName,
  session_id: session.sessionId,
  created_at: session.createdAtMs,
  last_message_ts: session.lastMessageAtMs,
  message_count: session.messageCount,
  s3_path: session.archivePath,
  system_prompt: session.systemPrompt,
  context_start: session.contextStart,
  token_ratio: session.tokenRatio,
  picture_tokens: session.pictureTokens,
  files: session.files,
  ...shardsOf(session.owner, session.modelName, session.archivePath, session.lastMessageAtMs),
});

/** Keys of the sparse indexes. An archived session is no active one. */
export const shardsOf = (
  owner: number,
  modelName: string,
  archivePath: string,
  lastMessageAtMs: number,
): Values => ({
  model_shard: modelShard(owner, modelName),
  active_shard: archivePath === '' ? activeShard(owner, lastMessageAtMs) : undefined,
});

export const toSession = (item: SessionItem): Session => ({
  owner: item.pk,
  sessionId: item.session_id,
  bornWith: bornWithOf(item.sk),
  number: item.number,
  title: item.title,
  chatId: item.chat_id,
  createdBy: item.created_by,
  modelName: item.model_name,
  createdAtMs: item.created_at,
  lastMessageAtMs: item.last_message_ts,
  messageCount: item.message_count,
  archivePath: item.s3_path,
  ...(item.system_prompt !== undefined && { systemPrompt: item.system_prompt }),
  ...(item.context_start !== undefined && { contextStart: item.context_start }),
  ...(item.token_ratio !== undefined && { tokenRatio: item.token_ratio }),
  ...(item.picture_tokens !== undefined && { pictureTokens: item.picture_tokens }),
  ...(item.files && { files: item.files }),
});

/**
 * Changes under the table's names. An index key that is set to what it is already costs nothing: DynamoDB touches an index
 * only when a key in it changes, so `active_shard` moves once a day and not with every turn.
 */
export const toSessionChange = (owner: number, changes: SessionChanges): Change => {
  const { modelName, archivePath, lastMessageAtMs } = changes;
  return toChange({
    title: changes.title,
    model_name: modelName,
    model_shard: modelName === undefined ? undefined : modelShard(owner, modelName),
    s3_path: archivePath,
    message_count: changes.messageCount,
    last_message_ts: lastMessageAtMs,
    active_shard: activeShardChange(owner, archivePath, lastMessageAtMs),
    system_prompt: changes.systemPrompt,
    context_start: changes.contextStart,
    token_ratio: changes.tokenRatio,
    picture_tokens: changes.pictureTokens,
    files: changes.files,
  });
};

const activeShardChange = (owner: number, archivePath?: string, lastMessageAtMs?: number) => {
  if (archivePath) return null;
  return lastMessageAtMs === undefined ? undefined : activeShard(owner, lastMessageAtMs);
};
