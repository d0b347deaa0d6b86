// Sessions in DynamoDB: one item each; what changes one never makes one. The header of an imported one lies beside it.
import {
  SESSION_ITEMS,
  type Session,
  type SessionChanges,
  type SessionRef,
  type SessionStore,
  sessionMissing,
} from '@steward/core';
import { createDynamoDbTable, type DynamoDbDependencies, EXISTS, IS_NEW } from './dynamodb-table.ts';
import { headerKey, type Key, sessionKey } from './keys.ts';
import { type SessionItem, toSession, toSessionChange, toSessionItem } from './session-item.ts';

interface HeaderItem extends Key {
  imported_from: string;
}

export const createDynamoDbSessionStore = (dependencies: DynamoDbDependencies): SessionStore => {
  const table = createDynamoDbTable(dependencies);

  const get = async (ref: SessionRef): Promise<Session | undefined> => {
    const item = await table.get<SessionItem>(sessionKey(ref));
    return item && toSession(item);
  };

  /** A session that becomes live again returns to the index of active ones on the day of its last message. */
  const withLastMessage = async (ref: SessionRef, changes: SessionChanges): Promise<SessionChanges> => {
    if (changes.archivePath !== '' || changes.lastMessageAtMs !== undefined) return changes;
    const stored = await get(ref);
    if (!stored) throw sessionMissing();
    return { ...changes, lastMessageAtMs: stored.lastMessageAtMs };
  };

  return {
    get,
    async create(session, importedFrom) {
      if (importedFrom !== undefined) {
        const header = { ...headerKey(session.owner, session.sessionId), imported_from: importedFrom };
        await table.put(header, IS_NEW);
      }
      if (await table.put(toSessionItem(session), IS_NEW)) return { ...session };
      const stored = await get(session);
      if (!stored) throw sessionMissing();
      return stored;
    },
    async importedFrom(ref) {
      const header = await table.get<HeaderItem>(headerKey(ref.owner, ref.sessionId));
      // Sessions imported by earlier versions hold it themselves.
      return (header ?? (await table.get<SessionItem>(sessionKey(ref))))?.imported_from;
    },
    async list(owner) {
      const sessions: Session[] = [];
      for await (const item of table.query<SessionItem>(owner, { prefix: SESSION_ITEMS.prefix })) {
        sessions.push(toSession(item));
      }
      return sessions.sort((a, b) => a.number - b.number);
    },
    async update(ref, changes) {
      const change = toSessionChange(ref.owner, await withLastMessage(ref, changes));
      const item = await table.updated<SessionItem>(sessionKey(ref), change, EXISTS);
      if (!item) throw sessionMissing();
      return toSession(item);
    },
    async recordTurn(ref, { updateId, added, atMs }, changes = {}) {
      const { messageCount: _counted, ...others } = changes;
      const change = toSessionChange(ref.owner, { ...others, lastMessageAtMs: atMs });
      const counted = await table.update(
        sessionKey(ref),
        {
          ...change,
          set: { ...change.set, last_turn: updateId },
          count: { message_count: { from: 0, by: added } },
        },
        {
          expression: 'attribute_exists(pk) AND (attribute_not_exists(last_turn) OR last_turn <> :turn)',
          values: { ':turn': updateId },
        },
      );
      if (!counted && !(await get(ref))) throw sessionMissing();
    },
    async remove(ref) {
      await table.remove(headerKey(ref.owner, ref.sessionId));
      await table.remove(sessionKey(ref));
    },
  };
};
