// Who uses the bot, in DynamoDB: the sparse, keys-only index `active_sessions_index`, a page of each of its eight shards.
import type { QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { ActiveOwners } from '@steward/core';
import { callAws } from './aws-fault.ts';
import type { DynamoDbDependencies } from './dynamodb-table.ts';
import { fromItem, toItem } from './item.ts';
import { activeShard, type Key, SHARDS } from './keys.ts';

const PAGE = 300;

export const createDynamoDbActiveOwners = ({ client, tableName }: DynamoDbDependencies): ActiveOwners => ({
  async on(day) {
    const shards = Array.from({ length: SHARDS }, async (_, shard) => {
      const input: QueryCommandInput = {
        TableName: tableName,
        IndexName: 'active_sessions_index',
        KeyConditionExpression: 'active_shard = :shard',
        ExpressionAttributeValues: toItem({ ':shard': activeShard(shard, Date.parse(day)) }),
        Limit: PAGE,
      };
      const { Items: items = [] } = await callAws('DynamoDB', () => client.call('Query', input));
      return items.map((item) => (fromItem(item) as unknown as Key).pk);
    });
    return [...new Set((await Promise.all(shards)).flat())];
  },
});
