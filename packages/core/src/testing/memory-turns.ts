// A person's turns in groups, in memory.
import { hourOf, LONGEST_TURN_MS, type TurnStore } from '../owner/turn-limits.ts';
import type { MemoryTable } from './memory-table.ts';

interface TurnsItem {
  hour: number;
  count: number;
  /** By chat: when it counts as dead, Unix milliseconds. */
  running: Record<string, number>;
}

const TURNS = 'TURNS';

export const createMemoryTurns = (table: MemoryTable): TurnStore => ({
  async begin(personId, chatId, nowMs) {
    const before = table.get<TurnsItem>(personId, TURNS);
    const hour = hourOf(nowMs);
    const count = before?.hour === hour ? before.count + 1 : 1;
    const alive = Object.entries(before?.running ?? {}).filter(([, untilMs]) => untilMs > nowMs);
    const running = { ...Object.fromEntries(alive), [chatId]: nowMs + LONGEST_TURN_MS };
    table.put(personId, TURNS, { hour, count, running });
    return { atOnce: Object.keys(running).length, thisHour: count };
  },
  async end(personId, chatId) {
    const item = table.get<TurnsItem>(personId, TURNS);
    if (!item) return;
    const { [chatId]: _ended, ...running } = item.running;
    table.put(personId, TURNS, { ...item, running });
  },
});
