// The model server's use in DynamoDB: one item, written at most once a minute.
import { type ModelServerStore, TOUCH_EVERY_MS } from '@steward/core';
import { createDynamoDbTable, type DynamoDbDependencies } from './dynamodb-table.ts';
import { type Key, MODEL_SERVER_KEY } from './keys.ts';

interface ModelServerItem extends Key {
  /** Unix milliseconds. */
  last_chat_at?: number;
  /** Set and removed by an operator. */
  keep_on?: boolean;
}

export const createDynamoDbModelServerStore = (dependencies: DynamoDbDependencies): ModelServerStore => {
  const table = createDynamoDbTable(dependencies);
  /** By this process: what it has just written need not be refused by the table. */
  let touchedAtMs = Number.NEGATIVE_INFINITY;
  return {
    async read() {
      const item = await table.get<ModelServerItem>(MODEL_SERVER_KEY);
      return {
        ...(item?.last_chat_at !== undefined && { lastChatAtMs: item.last_chat_at }),
        keepOn: item?.keep_on === true,
      };
    },
    async touch(nowMs) {
      if (nowMs < touchedAtMs + TOUCH_EVERY_MS) return;
      await table.update(
        MODEL_SERVER_KEY,
        { set: { last_chat_at: nowMs } },
        {
          expression: 'attribute_not_exists(last_chat_at) OR last_chat_at <= :before',
          values: { ':before': nowMs - TOUCH_EVERY_MS },
        },
      );
      touchedAtMs = nowMs;
    },
  };
};
