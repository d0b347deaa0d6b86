// Mirrors of what is busy, in memory.
import { BUSY_ITEMS, type BusyMirror, type BusyMirrorStore } from '../connection/busy-mirror.ts';
import type { MemoryTable } from './memory-table.ts';

export const createMemoryBusyMirrors = (table: MemoryTable): BusyMirrorStore => {
  const keyOf = ({ connection, calendar }: BusyMirror) =>
    `${BUSY_ITEMS.prefix}${connection}#${Buffer.from(calendar).toString('base64url')}`;
  const list = (owner: number) => table.list<BusyMirror>(owner, BUSY_ITEMS.prefix).map(({ item }) => item);
  return {
    put: async (mirror) => table.put(mirror.owner, keyOf(mirror), mirror),
    list: async (owner) => list(owner),
    async remove(owner, connection, calendar) {
      for (const mirror of list(owner))
        if (mirror.connection === connection && (calendar === undefined || mirror.calendar === calendar))
          table.remove(owner, keyOf(mirror));
    },
  };
};
