// The table as the stores use it: plain objects in and out, strongly consistent, faults mapped, batches retried.
import {
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateItemCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { type Clock, StewardError, systemClock } from '@steward/core';
import { callAws } from './aws-fault.ts';
import { fromItem, toItem, type Values } from './item.ts';
import type { Key } from './keys.ts';
import { type Change, type Condition, toConditionInput, toUpdateInput } from './update-expression.ts';

export interface DynamoDbDependencies {
  client: DynamoDBClient;
  tableName: string;
  /** Waits before what a batch left over is sent again. */
  clock?: Clock;
}

export type Range = { prefix: string } | { before: string } | { from: string };

export interface QueryOptions {
  newestFirst?: boolean;
  /** Items of a page; absent: 1 MB. */
  pageSize?: number;
  /** Only `pk` and `sk`. */
  keysOnly?: boolean;
}

export type BatchWrite = { put: Key & Values } | { remove: Key };

export type DynamoDbTable = ReturnType<typeof createDynamoDbTable>;

const SERVICE = 'DynamoDB';
/** DynamoDB's limit. */
const BATCH_SIZE = 25;
const BATCH_TRIES = 8;
const FIRST_WAIT_MS = 50;

export const EXISTS: Condition = { expression: 'attribute_exists(pk)' };
export const IS_NEW: Condition = { expression: 'attribute_not_exists(pk)' };

export const createDynamoDbTable = ({ client, tableName, clock = systemClock }: DynamoDbDependencies) => {
  /** False when the condition did not hold. */
  const conditionally = async (write: () => Promise<unknown>): Promise<boolean> =>
    (await callAws(SERVICE, () => unlessConditionFails(write))) !== undefined;

  const sendBatch = async (batch: Map<string, WriteRequest>): Promise<void> => {
    let requests = [...batch.values()];
    for (let tries = 1; requests.length > 0; tries += 1) {
      const command = new BatchWriteItemCommand({ RequestItems: { [tableName]: requests } });
      const { UnprocessedItems: left } = await callAws(SERVICE, () => client.send(command));
      requests = left?.[tableName] ?? [];
      if (requests.length === 0) return;
      if (tries === BATCH_TRIES) {
        throw new StewardError('storage-unavailable', 'DynamoDB left part of a batch over', {
          retryable: true,
        });
      }
      await clock.sleep(FIRST_WAIT_MS * 2 ** (tries - 1) * (0.5 + Math.random() / 2));
    }
  };

  return {
    async get<T extends object>(key: Key): Promise<(T & Key) | undefined> {
      const command = new GetItemCommand({
        TableName: tableName,
        Key: toItem({ ...key }),
        ConsistentRead: true,
      });
      const { Item: item } = await callAws(SERVICE, () => client.send(command));
      return item && (fromItem(item) as T & Key);
    },

    /** False when the condition did not hold. */
    put(item: Key & Values, condition?: Condition): Promise<boolean> {
      const conditionInput = condition && toConditionInput(condition);
      const command = new PutItemCommand({ TableName: tableName, Item: toItem(item), ...conditionInput });
      return conditionally(() => client.send(command));
    },

    /** The item as it is now; undefined when the condition did not hold. Without a condition a missing item is made. */
    async update<T extends object>(
      key: Key,
      change: Change,
      condition?: Condition,
    ): Promise<(T & Key) | undefined> {
      const command = new UpdateItemCommand({
        TableName: tableName,
        Key: toItem({ ...key }),
        ...toUpdateInput(change, condition),
        ReturnValues: 'ALL_NEW',
      });
      const output = await callAws(SERVICE, () => unlessConditionFails(() => client.send(command)));
      return output && (fromItem(output.Attributes ?? {}) as T & Key);
    },

    /** Removing what is not there is no error. False when the condition did not hold. */
    remove(key: Key, condition?: Condition): Promise<boolean> {
      const conditionInput = condition && toConditionInput(condition);
      const command = new DeleteItemCommand({
        TableName: tableName,
        Key: toItem({ ...key }),
        ...conditionInput,
      });
      return conditionally(() => client.send(command));
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
        const command: QueryCommand = new QueryCommand({
          TableName: tableName,
          ConsistentRead: true,
          ...keyConditionOf(owner, range),
          ScanIndexForward: !newestFirst,
          ...(keysOnly && { ProjectionExpression: 'pk, sk' }),
          ...(pageSize !== undefined && { Limit: pageSize }),
          ...(start && { ExclusiveStartKey: start }),
        });
        const page = await callAws(SERVICE, () => client.send(command));
        for (const item of page.Items ?? []) yield fromItem(item) as T & Key;
        start = page.LastEvaluatedKey;
      } while (start);
    },

    /** Writes in batches of 25, one after the other; of several writes to one key the last one counts. */
    async writeMany(writes: Iterable<BatchWrite> | AsyncIterable<BatchWrite>): Promise<void> {
      let batch = new Map<string, WriteRequest>();
      for await (const write of writes) {
        const { pk, sk } = 'put' in write ? write.put : write.remove;
        batch.set(`${pk} ${sk}`, toWriteRequest(write));
        if (batch.size < BATCH_SIZE) continue;
        await sendBatch(batch);
        batch = new Map();
      }
      await sendBatch(batch);
    },
  };
};

/** dynalite gives no item with a failed condition, so callers read it when they need to know why. */
const unlessConditionFails = async <T>(write: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await write();
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
};

const keyConditionOf = (owner: number, range: Range) => {
  const [expression, sk] =
    'prefix' in range
      ? ['begins_with(sk, :sk)', range.prefix]
      : 'before' in range
        ? ['sk < :sk', range.before]
        : ['sk >= :sk', range.from];
  return {
    KeyConditionExpression: `pk = :pk AND ${expression}`,
    ExpressionAttributeValues: toItem({ ':pk': owner, ':sk': sk }),
  };
};

const toWriteRequest = (write: BatchWrite): WriteRequest =>
  'put' in write
    ? { PutRequest: { Item: toItem(write.put) } }
    : { DeleteRequest: { Key: toItem({ ...write.remove }) } };
