// Suggestions in DynamoDB: an item each, gone some time behind its answer, but never one that was refused for good.
import {
  SUGGESTION_ITEMS,
  SUGGESTION_KEPT_MS,
  type Suggestion,
  type SuggestionState,
  type SuggestionStore,
} from '@steward/core';
import { createDynamoDbTable, type DynamoDbDependencies } from './dynamodb-table.ts';
import { type Key, suggestionKey } from './keys.ts';

/** Times are Unix milliseconds. */
interface SuggestionItem extends Key {
  state: SuggestionState;
  quote: string;
  ring_at: number;
  offered_at: number;
  answered_at?: number;
  /** Unix seconds. */
  ttl?: number;
}

export const createDynamoDbSuggestionStore = (dependencies: DynamoDbDependencies): SuggestionStore => {
  const table = createDynamoDbTable(dependencies);
  return {
    async list(owner) {
      const found: Suggestion[] = [];
      const { prefix } = SUGGESTION_ITEMS;
      for await (const item of table.query<SuggestionItem>(owner, { prefix })) found.push(toSuggestion(item));
      return found;
    },
    async get(owner, key) {
      const item = await table.get<SuggestionItem>(suggestionKey(owner, key));
      return item && toSuggestion(item);
    },
    async put({ owner, key, state, quote, atMs, offeredMs, answeredMs }) {
      const keptMs = (answeredMs ?? offeredMs) + SUGGESTION_KEPT_MS;
      await table.put({
        ...suggestionKey(owner, key),
        ...{ state, quote, ring_at: atMs, offered_at: offeredMs },
        ...(answeredMs !== undefined && { answered_at: answeredMs }),
        ...(state !== 'never' && { ttl: Math.ceil(keptMs / 1000) }),
      });
    },
  };
};

const toSuggestion = (item: SuggestionItem): Suggestion => ({
  owner: item.pk,
  key: item.sk.slice(SUGGESTION_ITEMS.prefix.length),
  state: item.state,
  quote: item.quote,
  atMs: item.ring_at,
  offeredMs: item.offered_at,
  ...(item.answered_at !== undefined && { answeredMs: item.answered_at }),
});
