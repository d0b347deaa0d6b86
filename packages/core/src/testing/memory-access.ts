// Who is let in, and the open pairing code, in memory.
import { type AccessList, type AccessStore, NOBODY, type OfferedCode } from '../access/access-list.ts';
import type { MemoryTable } from './memory-table.ts';

export const createMemoryAccess = (table: MemoryTable): AccessStore => {
  const read = (): AccessList => table.get<AccessList>(0, 'ACCESS') ?? NOBODY;
  return {
    read: async () => read(),
    async change(change) {
      const before = read();
      const after = change(before);
      if (after !== before) table.put(0, 'ACCESS', after);
      return after;
    },
    async offer(code) {
      table.put(0, 'PAIRING', code);
    },
    async redeem(hash, personId, nowMs) {
      const offered = table.get<OfferedCode & { usedBy?: number }>(0, 'PAIRING');
      const { usedBy = personId } = offered ?? {};
      if (offered?.hash !== hash || offered.expiresAtMs <= nowMs || usedBy !== personId) return false;
      table.put(0, 'PAIRING', { ...offered, usedBy });
      return true;
    },
  };
};
