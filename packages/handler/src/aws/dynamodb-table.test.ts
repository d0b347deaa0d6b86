import { BatchWriteItemCommand, DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { createFakeClock } from '@steward/core/testing';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { createDynamoDbTable } from './dynamodb-table.ts';

const dynamoDb = mockClient(DynamoDBClient);
beforeEach(() => dynamoDb.reset());

const clock = createFakeClock(0, { mode: 'auto' });
const table = createDynamoDbTable({ client: new DynamoDBClient({}), tableName: 'chatbot-sessions', clock });
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
    await table.writeMany(puts(60));
    expect(batches().map((batch) => batch?.length)).toEqual([25, 25, 10]);
  });

  it('is sent again for what DynamoDB left over, after a pause that grows', async () => {
    const left = (sk: string) => ({
      UnprocessedItems: { 'chatbot-sessions': [{ PutRequest: { Item: { pk: { N: '1' }, sk: { S: sk } } } }] },
    });
    dynamoDb.on(BatchWriteItemCommand).resolvesOnce(left('1')).resolvesOnce(left('1')).resolves({});
    const startMs = clock.now();
    await table.writeMany(puts(2));
    expect(batches()).toEqual([['0', '1'], ['1'], ['1']]);
    expect(clock.now() - startMs).toBeGreaterThanOrEqual(75);
  });

  it('gives up with an error worth another try when DynamoDB never takes it', async () => {
    dynamoDb.on(BatchWriteItemCommand).callsFake(({ RequestItems }) => ({ UnprocessedItems: RequestItems }));
    await expect(table.writeMany(puts(3))).rejects.toMatchObject({
      code: 'storage-unavailable',
      retryable: true,
    });
    expect(batches()).toHaveLength(8);
  });
});

describe('a query', () => {
  const page = (n: number) => ({
    Items: [{ pk: { N: '1' }, sk: { S: `${n}` } }],
    LastEvaluatedKey: { pk: { N: '1' }, sk: { S: `${n}` } },
  });

  it('fetches nothing more when its reader stops', async () => {
    dynamoDb.on(QueryCommand).resolvesOnce(page(1)).resolvesOnce(page(2)).resolves(page(3));
    const seen: string[] = [];
    for await (const { sk } of table.query(1, { prefix: '' }, { pageSize: 1, newestFirst: true })) {
      seen.push(sk);
      if (seen.length === 2) break;
    }
    expect(seen).toEqual(['1', '2']);
    const inputs = dynamoDb.commandCalls(QueryCommand).map(({ args }) => args[0].input);
    expect(inputs).toHaveLength(2);
    expect(inputs[1]).toMatchObject({
      ConsistentRead: true,
      ScanIndexForward: false,
      Limit: 1,
      ExclusiveStartKey: { sk: { S: '1' } },
    });
  });

  it('goes on over a page without items', async () => {
    dynamoDb
      .on(QueryCommand)
      .resolvesOnce({ LastEvaluatedKey: { pk: { N: '1' } } })
      .resolves({ Items: [{ pk: { N: '1' }, sk: { S: '9' } }] });
    const seen: string[] = [];
    for await (const { sk } of table.query(1, { from: 'A' })) seen.push(sk);
    expect(seen).toEqual(['9']);
  });
});
