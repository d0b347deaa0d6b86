// The table of the version before has no index of what is due; today's start gives it one, with all that lies in it kept.
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient, PutItemCommand, QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { standInCredentials, standInRegion, startSessionTable } from '@steward/stand-ins';
import { afterEach, beforeEach, expect, test } from 'vitest';

const FOLDER = fileURLToPath(new URL('data-of-0.1.0-aababe5.tar.gz', import.meta.url));
/** Items that `write-data-folder.ts` left in it. */
const ITEMS = 31;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'steward-upgrade-'));
  execFileSync('tar', ['-xzf', FOLDER, '-C', folder]);
});
afterEach(() => rm(folder, { recursive: true }));

const opened = async <T>(action: (client: DynamoDBClient, TableName: string) => Promise<T>): Promise<T> => {
  const { environment, damage, close } = await startSessionTable({ dataDir: join(folder, 'dynamodb') });
  expect(damage).toBeUndefined();
  const endpoint = environment.AWS_ENDPOINT_URL_DYNAMODB ?? '';
  const client = new DynamoDBClient({ endpoint, region: standInRegion, credentials: standInCredentials });
  try {
    return await action(client, environment.TABLE_NAME ?? '');
  } finally {
    client.destroy();
    await close();
  }
};

const dueIn = async (client: DynamoDBClient, TableName: string) => {
  const found = await client.send(
    new QueryCommand({
      TableName,
      IndexName: 'due_index',
      KeyConditionExpression: 'due_shard = :shard',
      ExpressionAttributeValues: { ':shard': { S: '7' } },
    }),
  );
  return found.Items;
};

test('the table of the version before finds what is due, and keeps what it has', async () => {
  const Item = { pk: { N: '7' }, sk: { S: 'REMINDER#1' }, due_at: { N: '5' }, due_shard: { S: '7' } };
  await opened(async (client, TableName) => {
    expect((await client.send(new ScanCommand({ TableName }))).Count).toBe(ITEMS);
    expect(await dueIn(client, TableName)).toEqual([]);
    await client.send(new PutItemCommand({ TableName, Item }));
    expect(await dueIn(client, TableName)).toEqual([Item]);
  });
  expect(await opened(dueIn)).toEqual([Item]);
});
