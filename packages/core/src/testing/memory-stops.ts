// Stop signals in memory.
import { STOP_ITEM, type StopSignal, type StopStore } from '../work/claim.ts';
import type { MemoryTable } from './memory-table.ts';

const { prefix: STOP } = STOP_ITEM;

/** Telegram restarts update ids at random after a week without updates. */
const SAME_COUNT_MS = 6 * 24 * 60 * 60 * 1000;

type Signals = Awaited<ReturnType<StopStore['read']>>;

export const createMemoryStops = (table: MemoryTable): StopStore => ({
  async write(owner, signal) {
    const stored = table.get<Signals>(owner, STOP);
    if ('stop' in signal && isOlder(signal.stop, stored?.stop)) return;
    table.put(owner, STOP, { ...stored, ...signal });
  },
  async read(owner) {
    return table.get<Signals>(owner, STOP) ?? {};
  },
});

const isOlder = (signal: StopSignal, stored: StopSignal | undefined): boolean =>
  stored !== undefined &&
  stored.upToUpdateId > signal.upToUpdateId &&
  Math.abs(stored.atMs - signal.atMs) < SAME_COUNT_MS;
