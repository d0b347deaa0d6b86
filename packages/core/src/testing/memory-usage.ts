// What was used of allowances, in memory.
import { USAGE_ITEMS, USAGE_MS, type UsageStore, type Used } from '../owner/allowance.ts';
import type { MemoryTable } from './memory-table.ts';

/** `open`: what is reserved, by work. */
interface UsageItem extends Used {
  open: Record<string, number>;
}

export const createMemoryUsage = (table: MemoryTable): UsageStore => {
  const keyOf = (day: string) => USAGE_ITEMS.prefix + day;
  const read = (owner: number, day: string): UsageItem =>
    table.get<UsageItem>(owner, keyOf(day)) ?? { turns: 0, tokens: 0, open: {} };
  const write = (owner: number, day: string, item: UsageItem) =>
    table.put(owner, keyOf(day), { ...item, ttl: Math.ceil((Date.parse(day) + USAGE_MS) / 1000) });
  const usedOf = ({ turns, tokens }: Used): Used => ({ turns, tokens });
  return {
    async reserve({ owner, day, work, tokens }, { turns: mostTurns, tokens: mostTokens }) {
      const item = read(owner, day);
      if (item.open[work] !== undefined) return { isReserved: true, used: usedOf(item) };
      if (
        item.turns >= (mostTurns ?? Number.POSITIVE_INFINITY) ||
        item.tokens >= (mostTokens ?? Number.POSITIVE_INFINITY)
      )
        return { isReserved: false, used: usedOf(item) };
      const open = { ...item.open, [work]: tokens };
      const next = { turns: item.turns + 1, tokens: item.tokens + tokens, open };
      write(owner, day, next);
      return { isReserved: true, used: usedOf(next) };
    },
    async settle({ owner, day, work, tokens }) {
      const { open, ...used } = read(owner, day);
      const { [work]: reserved, ...others } = open;
      if (reserved === undefined) return;
      write(owner, day, { ...used, tokens: used.tokens + tokens - reserved, open: others });
    },
    get: async (owner, day) => usedOf(read(owner, day)),
  };
};
