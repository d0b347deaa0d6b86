import { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createFakeClock } from '@steward/core/testing';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { withCalls } from '../../test/sdk-calls.ts';
import { createBatchWriter } from './dynamodb-batch.ts';

const dynamoDb = mockClient(DynamoDBClient);
afterAll(() => dynamoDb.restore());
beforeEach(() => dynamoDb.reset());

const clock = createFakeClock(0, { mode: 'auto' });
const writeMany = createBatchWriter({
  client: withCalls(new DynamoDBClient({})),
  tableName: 'chatbot-sessions',
  clock,
});
const puts = (count: number) => Array.from({ length: count }, (_, n) => ({ put: { pk: 1, sk: `${n}` } }));

const batches = () =>
  dynamoDb
    .commandCalls(BatchWriteItemCommand)
    .map(({ args }) =>
      args[0].input.RequestItems?.['chatbot-sessions']?.map(({ PutRequest: put }) => put?.Item?.sk?.S),
    );

describe('a batch of writes', () => {
  it('is sent in parts of 25', async () => {
    dynamoDb.on(BatchWriteItemCommand).resolves({});
    await writeMany(puts(60));
    expect(batches().map((batch) => batch?.length)).toEqual([25, 25, 10]);
  });

  it('is sent again for what DynamoDB left over, after a pause that grows', async () => {
    const left = (sk: string) => ({
      UnprocessedItems: { 'chatbot-sessions': [{ PutRequest: { Item: { pk: { N: '1' }, sk: { S: sk } } } }] },
    });
    dynamoDb.on(BatchWriteItemCommand).resolvesOnce(left('1')).resolvesOnce(left('1')).resolves({});
    const startMs = clock.now();
    await writeMany(puts(2));
    expect(batches()).toEqual([['0', '1'], ['1'], ['1']]);
    expect(clock.now() - startMs).toBeGreaterThanOrEqual(75);
  });

  it('gives up with an error worth another try when DynamoDB never takes it', async () => {
    dynamoDb.on(BatchWriteItemCommand).callsFake(({ RequestItems }) => ({ UnprocessedItems: RequestItems }));
    await expect(writeMany(puts(3))).rejects.toMatchObject({
      code: 'storage-unavailable',
      retryable: true,
    });
    expect(batches()).toHaveLength(8);
  });
});
