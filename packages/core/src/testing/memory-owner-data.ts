// Forgetting and moving all data of an owner, in memory. The order of the steps is what makes a repeat safe.
import { type ArchiveStore, archivePath } from '../archive/archive-store.ts';
import type { OwnerDataStore } from '../owner/owner-data.ts';
import { CLAIMS } from './memory-claims.ts';
import { MESSAGES } from './memory-messages.ts';
import { PROFILE, type ProfileItem } from './memory-profiles.ts';
import { headerKey, SESSIONS, type SessionItem } from './memory-sessions.ts';
import type { MemoryTable } from './memory-table.ts';

export const createMemoryOwnerData = (table: MemoryTable, archives: ArchiveStore): OwnerDataStore => {
  const nextNumber = (owner: number): number => table.get<ProfileItem>(owner, PROFILE)?.nextNumber ?? 1;
  const setNextNumber = (owner: number, next: number): void =>
    table.put(owner, PROFILE, { ...table.get<ProfileItem>(owner, PROFILE), nextNumber: next });

  const removeAll = (owner: number): void => {
    for (const { sk } of table.list(owner)) {
      if (sk !== PROFILE && !sk.startsWith(CLAIMS)) table.remove(owner, sk);
    }
    const profile = table.get<ProfileItem>(owner, PROFILE);
    // Who was let in, or blocked, stays so.
    if (profile) table.put(owner, PROFILE, { nextNumber: nextNumber(owner), letIn: profile.letIn });
  };

  /** Sessions of the target whose number belongs to a session that moves in. */
  const renumber = (from: number, to: number): void => {
    const moving = new Map(
      table.list<SessionItem>(from, SESSIONS).map(({ sk, item }) => [item.number, sk] as const),
    );
    for (const { sk, item } of table.list<SessionItem>(to, SESSIONS)) {
      const clash = moving.get(item.number);
      if (clash === undefined || clash === sk) continue;
      const number = nextNumber(to);
      setNextNumber(to, number + 1);
      table.put(to, sk, { ...item, number });
    }
  };

  /** The item comes after its messages and its header: what the target can see is whole, and a repeat leaves it alone. */
  const moveSession = (from: number, to: number, sk: string, item: SessionItem): void => {
    const { sessionId, archivePath: path, chatId } = item;
    const messages = table.list(from, `${MESSAGES}${sessionId}#`);
    const header = table.get(from, headerKey(sessionId));
    if (!table.get(to, sk)) {
      for (const message of messages) table.put(to, message.sk, message.item);
      if (header) table.put(to, headerKey(sessionId), header);
      table.put(to, sk, {
        ...item,
        chatId: chatId === from ? to : chatId,
        archivePath: path && archivePath(to, sessionId),
      });
    }
    for (const message of messages) table.remove(from, message.sk);
    if (header) table.remove(from, headerKey(sessionId));
    table.remove(from, sk);
  };

  const moveArchives = async (from: number, to: number): Promise<void> => {
    for (const sessionId of await archives.list(from)) {
      const body = await archives.read(from, sessionId);
      if (body !== undefined) await archives.write(to, sessionId, body);
      await archives.remove(from, sessionId);
    }
  };

  return {
    async removeAll(owner) {
      removeAll(owner);
    },
    async move(from, to) {
      if (from === to || table.list(from).every(({ sk }) => sk.startsWith(CLAIMS))) return;
      if (nextNumber(to) < nextNumber(from)) setNextNumber(to, nextNumber(from));
      renumber(from, to);
      await moveArchives(from, to);
      for (const { sk, item } of table.list<SessionItem>(from, SESSIONS)) {
        moveSession(from, to, sk, item);
      }
      const rest = table.list(from).filter(({ sk }) => sk !== PROFILE && !sk.startsWith(CLAIMS));
      for (const { sk, item } of rest) if (!table.get(to, sk)) table.put(to, sk, item);
      const { nextNumber: _counter, ...profile } = table.get<ProfileItem>(from, PROFILE) ?? {};
      if (profile.createdAtMs !== undefined) {
        table.put(to, PROFILE, { ...profile, ...table.get<ProfileItem>(to, PROFILE) });
      }
      removeAll(from);
    },
  };
};
