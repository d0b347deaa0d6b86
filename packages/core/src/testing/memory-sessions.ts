// Sessions in memory.
import {
  HEADER_ITEMS,
  refOf,
  SESSION_ITEMS,
  type Session,
  type SessionRef,
  type SessionStore,
} from '../session/session.ts';
import { sessionMissing } from '../session/session-missing.ts';
import { type MemoryTable, withChanges } from './memory-table.ts';

/** A session as it lies in the table: the owner is its pk, the model it was born with part of its sk. */
interface SessionItem extends Omit<Session, 'owner'> {
  /** The update whose turn was counted last. */
  lastTurn?: number;
}

const { prefix: SESSIONS } = SESSION_ITEMS;

/** Where the header of an imported session lies. */
const headerKey = (sessionId: string): string => HEADER_ITEMS.prefix + sessionId;

const sessionKey = ({ bornWith, sessionId }: Omit<SessionRef, 'owner'>): string =>
  `${SESSIONS}${bornWith}#SESSION#${sessionId}`;

export const createMemorySessions = (table: MemoryTable): SessionStore => {
  const read = (ref: SessionRef): SessionItem => {
    const item = table.get<SessionItem>(ref.owner, sessionKey(ref));
    if (!item) throw sessionMissing();
    return item;
  };

  const find = (ref: SessionRef): Session | undefined => {
    const item = table.get<SessionItem>(ref.owner, sessionKey(ref));
    return item && toSession(ref.owner, item);
  };

  return {
    async create(session, importedFrom) {
      const stored = find(session);
      if (stored) return stored;
      if (importedFrom !== undefined)
        table.put(session.owner, headerKey(session.sessionId), { importedFrom });
      const { owner, ...item } = session;
      table.put(owner, sessionKey(session), item);
      return { ...session };
    },
    async get(ref) {
      return find(ref);
    },
    async importedFrom({ owner, sessionId }) {
      return table.get<{ importedFrom: string }>(owner, headerKey(sessionId))?.importedFrom;
    },
    async list(owner) {
      return table
        .list<SessionItem>(owner, SESSIONS)
        .map(({ item }) => toSession(owner, item))
        .sort((a, b) => a.number - b.number);
    },
    async update(ref, changes) {
      const item = withChanges(read(ref), changes);
      table.put(ref.owner, sessionKey(ref), item);
      return toSession(ref.owner, item);
    },
    async recordTurn(ref, turn, changes = {}) {
      const item = read(ref);
      if (item.lastTurn === turn.updateId) return;
      table.put(ref.owner, sessionKey(ref), {
        ...withChanges(item, changes),
        lastTurn: turn.updateId,
        messageCount: item.messageCount + turn.added,
        lastMessageAtMs: turn.atMs,
      });
    },
    async remove(ref) {
      table.remove(ref.owner, headerKey(ref.sessionId));
      table.remove(ref.owner, sessionKey(refOf(ref)));
    },
  };
};

const toSession = (owner: number, { lastTurn: _lastTurn, ...session }: SessionItem): Session => ({
  owner,
  ...session,
});
