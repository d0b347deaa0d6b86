// Stop signals in memory.
import {
  type EditSignal,
  type JoinSignal,
  STOP_ITEM,
  type StopSignal,
  type StopStore,
} from '../work/claim.ts';
import type { MemoryTable } from './memory-table.ts';

const { prefix: STOP } = STOP_ITEM;

/** Telegram restarts update ids at random after a week without updates. */
const SAME_COUNT_MS = 6 * 24 * 60 * 60 * 1000;

interface Signals {
  stop?: StopSignal;
  edited?: EditSignal;
  join?: JoinSignal;
}

export const createMemoryStops = (table: MemoryTable): StopStore => ({
  async write(owner, signal) {
    const signals = table.get<Signals>(owner, STOP);
    const stored = signals?.stop;
    const isOlder =
      stored !== undefined &&
      stored.upToUpdateId > signal.upToUpdateId &&
      Math.abs(stored.atMs - signal.atMs) < SAME_COUNT_MS;
    if (!isOlder) table.put(owner, STOP, { ...signals, stop: signal });
  },
  async writeEdited(owner, edited) {
    table.put(owner, STOP, { ...table.get<Signals>(owner, STOP), edited });
  },
  async writeJoin(owner, join) {
    table.put(owner, STOP, { ...table.get<Signals>(owner, STOP), join });
  },
  async read(owner) {
    return table.get<Signals>(owner, STOP) ?? {};
  },
});
