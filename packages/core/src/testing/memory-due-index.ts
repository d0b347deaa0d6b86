// What is due, over the whole table in memory.
import type { DueIndex } from '../reminder/due-index.ts';
import type { DueItem } from '../reminder/due-item.ts';
import type { MemoryTable } from './memory-table.ts';

export const createMemoryDueIndex = (table: MemoryTable): DueIndex => {
  const allDue = (): DueItem[] =>
    table
      .dump()
      .flatMap(({ pk, sk, dueMs }) => (typeof dueMs === 'number' ? [{ owner: pk, sk, dueMs }] : []))
      .sort((a, b) => a.dueMs - b.dueMs);
  return {
    async *dueBetween(afterMs, untilMs) {
      yield* allDue().filter(({ dueMs }) => dueMs > afterMs && dueMs <= untilMs);
    },
  };
};
