// What is due, in DynamoDB: the sparse, keys-only index `due_index`, whose eight shards are read beside each other.
import type { QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { DueIndex, DueItem } from '@steward/core';
import { callAws } from './aws-fault.ts';
import type { DynamoDbDependencies } from './dynamodb-table.ts';
import { fromItem, toItem } from './item.ts';
import { dueShard, type Key, SHARDS } from './keys.ts';

const PAGE = 500;
const ALL_SHARDS = Array.from({ length: SHARDS }, (_, shard) => dueShard(shard));

export const createDynamoDbDueIndex = ({ client, tableName }: DynamoDbDependencies): DueIndex => {
  const dueIn = async function* (shard: string, from: number, until: number): AsyncGenerator<DueItem> {
    let start: QueryCommandInput['ExclusiveStartKey'];
    do {
      const input: QueryCommandInput = {
        TableName: tableName,
        IndexName: 'due_index',
        KeyConditionExpression: 'due_shard = :shard AND due_at BETWEEN :from AND :until',
        ExpressionAttributeValues: toItem({ ':shard': shard, ':from': from, ':until': until }),
        Limit: PAGE,
        ...(start && { ExclusiveStartKey: start }),
      };
      const page = await callAws('DynamoDB', () => client.call('Query', input));
      for (const item of page.Items ?? []) {
        const { pk, sk, due_at } = fromItem(item) as unknown as Key & { due_at: number };
        yield { owner: pk, sk, dueMs: due_at };
      }
      start = page.LastEvaluatedKey;
    } while (start);
  };

  return {
    async *dueBetween(afterMs, untilMs) {
      if (afterMs < untilMs) yield* merged(ALL_SHARDS.map((shard) => dueIn(shard, afterMs + 1, untilMs)));
    },
  };
};

const merged = async function* (shards: AsyncGenerator<DueItem>[]): AsyncGenerator<DueItem> {
  const heads = await Promise.all(
    shards.map(async (rest) => ({ rest, next: (await rest.next()).value as DueItem | undefined })),
  );
  for (;;) {
    const earliest = heads.reduce((best, head) => (dueOf(head.next) < dueOf(best.next) ? head : best));
    if (!earliest.next) return;
    yield earliest.next;
    earliest.next = (await earliest.rest.next()).value;
  }
};

const dueOf = (item: DueItem | undefined): number => item?.dueMs ?? Number.MAX_SAFE_INTEGER;
