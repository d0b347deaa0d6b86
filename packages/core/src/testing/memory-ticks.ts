// How far the dispatcher came, in memory.
import type { Tick, TickStore } from '../reminder/tick-store.ts';
import type { MemoryTable } from './memory-table.ts';

const TICK = 'TICK';

export const createMemoryTicks = (table: MemoryTable): TickStore => ({
  read: async () => table.get<Tick>(0, TICK) ?? {},
  async moveHorizon(fromMs, toMs, nowMs) {
    const tick = table.get<Tick>(0, TICK);
    if (tick?.horizonMs !== fromMs || (fromMs !== undefined && toMs <= fromMs)) return false;
    table.put(0, TICK, { ...tick, horizonMs: toMs, lastTickMs: nowMs });
    return true;
  },
  async setTzVersion(tzVersion) {
    table.put(0, TICK, { ...table.get<Tick>(0, TICK), tzVersion });
  },
});
