import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { withCalls } from '../../test/sdk-calls.ts';
import { createDynamoDbTable } from './dynamodb-table.ts';

const dynamoDb = mockClient(DynamoDBClient);
afterAll(() => dynamoDb.restore());
beforeEach(() => dynamoDb.reset());

const table = createDynamoDbTable({
  client: withCalls(new DynamoDBClient({})),
  tableName: 'chatbot-sessions',
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
