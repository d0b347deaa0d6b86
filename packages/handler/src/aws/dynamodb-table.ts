// The table as the stores use it: plain objects in and out, strongly consistent, faults mapped, batches retried.
import type { QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { Clock } from '@steward/core';
import { callAws } from './aws-fault.ts';
import { createBatchWriter } from './dynamodb-batch.ts';
import type { DynamoDbCalls } from './dynamodb-calls.ts';
import { fromItem, toItem, type Values } from './item.ts';
import type { Key } from './keys.ts';
import { type Change, type Condition, toConditionInput, toUpdateInput } from './update-expression.ts';

export interface DynamoDbDependencies {
  client: DynamoDbCalls;
  tableName: string;
  /** For the pause before unprocessed items are sent again. */
  clock?: Clock;
}

/** `from` is within the range; `to` is, too. */
export type Range = { prefix: string } | { from: string; to?: string };

export interface QueryOptions {
  newestFirst?: boolean;
  /** Items of a page; absent: 1 MB. */
  pageSize?: number;
  /** Only `pk` and `sk`. */
  keysOnly?: boolean;
}

export type DynamoDbTable = ReturnType<typeof createDynamoDbTable>;

const SERVICE = 'DynamoDB';

export const EXISTS: Condition = { expression: 'attribute_exists(pk)' };
export const IS_NEW: Condition = { expression: 'attribute_not_exists(pk)' };

export const createDynamoDbTable = ({ client, tableName, clock }: DynamoDbDependencies) => {
  /** False when the condition did not hold. */
  const conditionally = async (write: () => Promise<unknown>): Promise<boolean> =>
    (await callAws(SERVICE, () => unlessConditionFails(write))) !== undefined;

  const updateOf = (key: Key, change: Change, condition?: Condition) => ({
    TableName: tableName,
    Key: toItem({ ...key }),
    ...toUpdateInput(change, condition),
  });

  return {
    async get<T extends object>(key: Key): Promise<(T & Key) | undefined> {
      const input = { TableName: tableName, Key: toItem({ ...key }), ConsistentRead: true };
      const { Item: item } = await callAws(SERVICE, () => client.call('GetItem', input));
      return item && (fromItem(item) as T & Key);
    },

    /** False when the condition did not hold. */
    put(item: Key & Values, condition?: Condition): Promise<boolean> {
      const conditionInput = condition && toConditionInput(condition);
      const input = { TableName: tableName, Item: toItem(item), ...conditionInput };
      return conditionally(() => client.call('PutItem', input));
    },

    /** False when the condition did not hold. Without a condition a missing item is made. */
    update(key: Key, change: Change, condition?: Condition): Promise<boolean> {
      return conditionally(() => client.call('UpdateItem', updateOf(key, change, condition)));
    },

    /** Like `update`, with the item as it is then; undefined when the condition did not hold. */
    async updated<T extends object>(
      key: Key,
      change: Change,
      condition?: Condition,
    ): Promise<(T & Key) | undefined> {
      const input = { ...updateOf(key, change, condition), ReturnValues: 'ALL_NEW' as const };
      const output = await callAws(SERVICE, () =>
        unlessConditionFails(() => client.call('UpdateItem', input)),
      );
      return output && (fromItem(output.Attributes ?? {}) as T & Key);
    },

    /** Removing what is not there is no error. False when the condition did not hold. */
    remove(key: Key, condition?: Condition): Promise<boolean> {
      const conditionInput = condition && toConditionInput(condition);
      const input = { TableName: tableName, Key: toItem({ ...key }), ...conditionInput };
      return conditionally(() => client.call('DeleteItem', input));
    },

    /** In the order of `sk`, page by page: a consumer that stops fetches nothing more. */
    async *query<T extends object>(
      owner: number,
      range: Range,
      options: QueryOptions = {},
    ): AsyncGenerator<T & Key> {
      const { newestFirst = false, pageSize, keysOnly } = options;
      let start: QueryCommandInput['ExclusiveStartKey'];
      do {
        const input: QueryCommandInput = {
          TableName: tableName,
          ConsistentRead: true,
          ...keyConditionOf(owner, range),
          ScanIndexForward: !newestFirst,
          ...(keysOnly && { ProjectionExpression: 'pk, sk' }),
          ...(pageSize !== undefined && { Limit: pageSize }),
          ...(start && { ExclusiveStartKey: start }),
        };
        const page = await callAws(SERVICE, () => client.call('Query', input));
        for (const item of page.Items ?? []) yield fromItem(item) as T & Key;
        start = page.LastEvaluatedKey;
      } while (start);
    },

    writeMany: createBatchWriter({ client, tableName, clock }),
  };
};

/** dynalite gives no item with a failed condition, so callers read it when they need to know why. */
const unlessConditionFails = async <T>(write: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await write();
  } catch (error) {
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return undefined;
    throw error;
  }
};

const keyConditionOf = (owner: number, range: Range) => {
  const [expression, sk, to] =
    'prefix' in range
      ? ['begins_with(sk, :sk)', range.prefix]
      : range.to === undefined
        ? ['sk >= :sk', range.from]
        : ['sk BETWEEN :sk AND :to', range.from, range.to];
  return {
    KeyConditionExpression: `pk = :pk AND ${expression}`,
    ExpressionAttributeValues: toItem({ ':pk': owner, ':sk': sk, ':to': to }),
  };
};
