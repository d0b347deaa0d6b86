// Stop signals in DynamoDB: one item for each owner, which overtakes the queue.
import type { StopStore } from '@steward/core';
import { createDynamoDbTable, type DynamoDbDependencies } from './dynamodb-table.ts';
import { type Key, stopKey } from './keys.ts';

interface StopItem extends Key {
  up_to_update_id: number;
  /** Unix milliseconds. */
  stopped_at: number;
  bot_name?: string;
}

/** Telegram restarts update ids at random after a week without updates; until then a lower id is an older signal. */
const SAME_COUNT_MS = 6 * 24 * 60 * 60 * 1000;

export const createDynamoDbStopStore = (dependencies: DynamoDbDependencies): StopStore => {
  const table = createDynamoDbTable(dependencies);
  return {
    async write(owner, { upToUpdateId, atMs, botName }) {
      await table.put(
        { ...stopKey(owner), up_to_update_id: upToUpdateId, stopped_at: atMs, bot_name: botName },
        {
          expression:
            'attribute_not_exists(pk) OR up_to_update_id <= :id OR NOT stopped_at BETWEEN :from AND :to',
          // Far ahead lies what was written before the clock was set back.
          values: {
            ':id': upToUpdateId,
            ':from': atMs - SAME_COUNT_MS + 1,
            ':to': atMs + SAME_COUNT_MS - 1,
          },
        },
      );
    },
    async read(owner) {
      const item = await table.get<StopItem>(stopKey(owner));
      if (!item) return undefined;
      return {
        upToUpdateId: item.up_to_update_id,
        atMs: item.stopped_at,
        ...(item.bot_name !== undefined && { botName: item.bot_name }),
      };
    },
  };
};
