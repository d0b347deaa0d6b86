// Suggestions in memory.
import { SUGGESTION_ITEMS, type Suggestion, type SuggestionStore } from '../reminder/suggestion.ts';
import type { MemoryTable } from './memory-table.ts';

type Item = Omit<Suggestion, 'owner'>;

const { prefix } = SUGGESTION_ITEMS;

export const createMemorySuggestions = (table: MemoryTable): SuggestionStore => ({
  list: async (owner) => table.list<Item>(owner, prefix).map(({ item }) => ({ ...item, owner })),
  async get(owner, key) {
    const item = table.get<Item>(owner, prefix + key);
    return item && { ...item, owner };
  },
  put: async ({ owner, ...item }) => table.put(owner, prefix + item.key, item),
});
