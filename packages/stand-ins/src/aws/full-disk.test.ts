// A disk that is full and has room again.
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mountSmallDisk, type SmallDisk } from '../testing/small-disk.ts';
import { ensureTable, startDynamoDb } from './dynamodb.ts';
import { standInCredentials, standInRegion } from './stand-in-credentials.ts';

const TableName = 'chatbot-sessions';
const mounted = mountSmallDisk('4m');

describe.skipIf(!mounted)('the table on a full disk', () => {
  const disk = mounted as SmallDisk;
  let server: Awaited<ReturnType<typeof startDynamoDb>>;
  let client: DynamoDBClient;

  beforeAll(async () => {
    server = await startDynamoDb({ dataDir: join(disk.path, 'dynamodb') });
    client = new DynamoDBClient({
      endpoint: server.endpoint,
      region: standInRegion,
      credentials: standInCredentials,
      maxAttempts: 1,
    });
    await ensureTable(client, TableName);
  });
  afterAll(async () => {
    client.destroy();
    await server.close();
    await disk.close();
  });

  const put = (number: number) =>
    client.send(
      new PutItemCommand({
        TableName,
        Item: { pk: { N: '42' }, sk: { S: `MESSAGE#${number}` }, content: { S: 'x'.repeat(100_000) } },
      }),
    );

  it('answers an error that is tried again, keeps what it has, and writes on once there is room', async () => {
    await put(0);
    await disk.fill();
    const refused = await put(1).catch((error: unknown) => error);
    expect(refused).toMatchObject({ name: 'InternalServerError', $metadata: { httpStatusCode: 500 } });

    await disk.makeRoom();
    await expect
      .poll(() =>
        put(2).then(
          () => 'written',
          () => 'refused',
        ),
      )
      .toBe('written');
    const key = { pk: { N: '42' }, sk: { S: 'MESSAGE#0' } };
    const { Item } = await client.send(new GetItemCommand({ TableName, Key: key }));
    expect(Item?.content?.S).toHaveLength(100_000);
  });
});
