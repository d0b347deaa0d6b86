// What was used of allowances, in memory.
import {
  type Reservation,
  tellerOf,
  USAGE_ITEMS,
  USAGE_MS,
  type UsageStore,
  type Used,
} from '../owner/allowance.ts';
import type { MemoryTable } from './memory-table.ts';

/** `latest`: the latest work of each chat, with what is held for it. */
interface UsageItem extends Used {
  latest: Record<string, { work: string; held: number }>;
  told?: string;
}

const slotOf = ({ owner, chat = owner, kind = 'turn' }: Reservation): string => `${kind}_${chat}`;

export const createMemoryUsage = (table: MemoryTable): UsageStore => {
  const keyOf = (day: string) => USAGE_ITEMS.prefix + day;
  const read = (owner: number, day: string): UsageItem =>
    table.get<UsageItem>(owner, keyOf(day)) ?? { turns: 0, tokens: 0, latest: {} };
  const write = (owner: number, day: string, item: UsageItem) =>
    table.put(owner, keyOf(day), { ...item, ttl: Math.ceil((Date.parse(day) + USAGE_MS) / 1000) });
  const usedOf = ({ turns, tokens }: Used): Used => ({ turns, tokens });
  const countsOf = (item: UsageItem) => ({
    used: usedOf(item),
    pending: Object.values(item.latest).reduce((sum, { held }) => sum + held, 0),
  });
  return {
    async reserve(reservation, { turns: mostTurns, tokens: mostTokens }) {
      const { owner, day, work, kind = 'turn', tokens } = reservation;
      const [item, slot] = [read(owner, day), slotOf(reservation)];
      const before = item.latest[slot];
      if (before?.work === work)
        return { isReserved: true, isAgain: true, held: before.held, ...countsOf(item) };
      const isOver =
        item.turns >= (mostTurns ?? Number.POSITIVE_INFINITY) ||
        item.tokens >= (mostTokens ?? Number.POSITIVE_INFINITY);
      if (isOver) return { isReserved: false, isAgain: false, held: 0, ...countsOf(item) };
      const latest = { ...item.latest, [slot]: { work, held: tokens } };
      const next = {
        ...item,
        turns: item.turns + (kind === 'turn' ? 1 : 0),
        tokens: item.tokens + tokens,
        latest,
      };
      write(owner, day, next);
      return { isReserved: true, isAgain: false, held: tokens, ...countsOf(next) };
    },
    async settle({ tokens, held, isUnused = false, ...reservation }, allowance) {
      const { owner, day, work, kind = 'turn' } = reservation;
      const [item, slot] = [read(owner, day), slotOf(reservation)];
      const { [slot]: mine, ...others } = item.latest;
      if (mine?.work !== work || mine.held !== held) return undefined;
      const next = {
        ...item,
        turns: item.turns - (isUnused && kind === 'turn' ? 1 : 0),
        tokens: item.tokens + tokens - held,
        latest: isUnused ? others : { ...others, [slot]: { work, held: 0 } },
      };
      write(owner, day, next);
      const { told = '' } = item;
      const isTold = told.startsWith(tellerOf(allowance)) && told !== tellerOf(allowance, work);
      return { ...countsOf(next), isTold };
    },
    async tell({ owner, day, work }, allowance) {
      const item = read(owner, day);
      const told = tellerOf(allowance, work);
      if (item.told?.startsWith(tellerOf(allowance))) return item.told === told;
      write(owner, day, { ...item, told });
      return true;
    },
    get: async (owner, day) => usedOf(read(owner, day)),
  };
};
