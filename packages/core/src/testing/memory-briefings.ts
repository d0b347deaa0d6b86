// Briefings in memory: one of an owner.
import { BRIEFING_ITEM, type Briefing, type BriefingStore } from '../reminder/briefing.ts';
import { type MemoryTable, withChanges } from './memory-table.ts';

export const createMemoryBriefings = (
  table: MemoryTable,
  { prefix: BRIEFING }: { prefix: string } = BRIEFING_ITEM,
): BriefingStore => {
  const get = (owner: number): Briefing | undefined => {
    const item = table.get<Omit<Briefing, 'owner'>>(owner, BRIEFING);
    return item && { ...item, owner };
  };
  const put = ({ owner, ...item }: Briefing): void => table.put(owner, BRIEFING, item);
  const isUnchanged = ({ owner, revision }: Briefing): boolean => get(owner)?.revision === revision;

  return {
    get: async (owner) => get(owner),
    async create(briefing) {
      if (get(briefing.owner)) return false;
      put(briefing);
      return true;
    },
    async change(read, changes) {
      if (!isUnchanged(read)) return undefined;
      const changed = { ...withChanges(read, changes), revision: read.revision + 1 };
      put(changed);
      return changed;
    },
    async remove(read) {
      if (!isUnchanged(read)) return false;
      table.remove(read.owner, BRIEFING);
      return true;
    },
  };
};
