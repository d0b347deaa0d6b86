// Who uses the bot, in memory.
import { dayOf } from '../access/access-list.ts';
import type { ActiveOwners } from '../session/active-owners.ts';
import { SESSION_ITEMS } from '../session/session.ts';
import type { MemoryTable } from './memory-table.ts';

export const createMemoryActiveOwners = (table: MemoryTable): ActiveOwners => ({
  async on(day) {
    const sessions = table.dump().filter(({ sk }) => sk.startsWith(SESSION_ITEMS.prefix));
    return [
      ...new Set(sessions.filter((one) => dayOf(Number(one.lastMessageAtMs)) === day).map(({ pk }) => pk)),
    ];
  },
});
