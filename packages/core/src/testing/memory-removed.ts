// What was removed and may come back, in memory.
import { REMOVED_ITEMS, type Removed, type RemovedStore } from '../reminder/removed.ts';
import type { MemoryTable } from './memory-table.ts';

/** In the index by when it ends. */
type Item = Omit<Removed, 'owner' | 'untilMs'> & { dueMs: number };

const { prefix } = REMOVED_ITEMS;

export const createMemoryRemoved = (table: MemoryTable): RemovedStore => ({
  async put({ owner, untilMs, ...removed }) {
    table.put(owner, prefix + removed.by, { ...removed, dueMs: untilMs });
  },
  async get(owner, by) {
    const item = table.get<Item>(owner, prefix + by);
    if (!item) return undefined;
    const { dueMs: untilMs, ...removed } = item;
    return { ...removed, owner, untilMs };
  },
  async remove(owner, by) {
    table.remove(owner, prefix + by);
  },
  async sweep(owner, nowMs) {
    for (const { sk, item } of table.list<Item>(owner, prefix))
      if (item.dueMs <= nowMs) table.remove(owner, sk);
  },
});
