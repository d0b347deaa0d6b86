// Many writes at once: batches of 25, and what DynamoDB leaves over is sent again.
import type { WriteRequest } from '@aws-sdk/client-dynamodb';
import { StewardError, systemClock } from '@steward/core';
import { callAws } from './aws-fault.ts';
import type { DynamoDbDependencies } from './dynamodb-table.ts';
import { toItem, type Values } from './item.ts';
import type { Key } from './keys.ts';

export type BatchWrite = { put: Key & Values } | { remove: Key };

export type BatchWriter = (writes: Iterable<BatchWrite> | AsyncIterable<BatchWrite>) => Promise<void>;

/** DynamoDB's limit. */
const BATCH_SIZE = 25;
const TRIES = 8;
const FIRST_WAIT_MS = 50;

/** Batches follow one another; of several writes to one key the last one counts. */
export const createBatchWriter = ({
  client,
  tableName,
  clock = systemClock,
}: DynamoDbDependencies): BatchWriter => {
  const send = async (batch: Map<string, WriteRequest>): Promise<void> => {
    let requests = [...batch.values()];
    for (let tries = 1; requests.length > 0; tries += 1) {
      const input = { RequestItems: { [tableName]: requests } };
      const { UnprocessedItems: left } = await callAws('DynamoDB', () =>
        client.call('BatchWriteItem', input),
      );
      requests = left?.[tableName] ?? [];
      if (requests.length === 0) return;
      if (tries === TRIES) {
        throw new StewardError('storage-unavailable', 'DynamoDB left part of a batch over', {
          retryable: true,
        });
      }
      // Half of the wait is random, so that writers that were throttled together do not retry together.
      await clock.sleep(FIRST_WAIT_MS * 2 ** (tries - 1) * (0.5 + Math.random() / 2));
    }
  };

  return async (writes) => {
    let batch = new Map<string, WriteRequest>();
    for await (const write of writes) {
      const { pk, sk } = 'put' in write ? write.put : write.remove;
      batch.set(`${pk} ${sk}`, toRequest(write));
      if (batch.size < BATCH_SIZE) continue;
      await send(batch);
      batch = new Map();
    }
    await send(batch);
  };
};

const toRequest = (write: BatchWrite): WriteRequest =>
  'put' in write
    ? { PutRequest: { Item: toItem(write.put) } }
    : { DeleteRequest: { Key: toItem({ ...write.remove }) } };
