import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listenOnLoopback } from '../http/listen-on-loopback.ts';
import { ensureTable, startDynamoDb } from './dynamodb.ts';
import { createLevel, type LevelDatabase } from './level.ts';
import { mendIndexes } from './mend-indexes.ts';
import { standInCredentials, standInRegion } from './stand-in-credentials.ts';
import { tableDefinition } from './table-definition.ts';

const TableName = 'chatbot-sessions';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'steward-indexes-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

const clientOf = (endpoint: string) =>
  new DynamoDBClient({ endpoint, region: standInRegion, credentials: standInCredentials });

const itemOf = (owner: number, sk: string, dueAt?: number) => ({
  pk: { N: String(owner) },
  sk: { S: sk },
  ...(dueAt !== undefined && { due_at: { N: String(dueAt) }, due_shard: { S: '1' } }),
});

/** What the version before made: a table without the index of what is due. */
const makeEarlierTable = async (): Promise<void> => {
  const server = await listenOnLoopback(dynalite({ path: join(dataDir, 'data'), createTableMs: 0 }), 0);
  const client = clientOf(server.endpoint);
  const { AttributeDefinitions, GlobalSecondaryIndexes, ...table } = tableDefinition(TableName);
  await client.send(
    new CreateTableCommand({
      ...table,
      AttributeDefinitions: AttributeDefinitions.filter(({ AttributeName: name }) => !name.startsWith('due')),
      GlobalSecondaryIndexes: GlobalSecondaryIndexes.filter(({ IndexName }) => IndexName !== 'due_index'),
    }),
  );
  await expect.poll(() => client.send(put(itemOf(7, 'PROFILE'))).then(Boolean, () => false)).toBe(true);
  await client.send(put(itemOf(7, 'REMINDER#1', 50)));
  client.destroy();
  await server.close();
};

const put = (Item: ReturnType<typeof itemOf>) => new PutItemCommand({ TableName, Item });

const inDatabase = async (action: (database: LevelDatabase) => Promise<void>): Promise<void> => {
  const database = createLevel(join(dataDir, 'data'));
  await database.open();
  await action(database);
  await database.close();
};

/** Starts as the product does, does something, and tells what is due and what is there. */
const opened = async (action: (client: DynamoDBClient) => Promise<unknown> = async () => {}) => {
  const server = await startDynamoDb({ dataDir });
  const client = clientOf(server.endpoint);
  await ensureTable(client, TableName);
  await action(client);
  const due = await client.send(
    new QueryCommand({
      TableName,
      IndexName: 'due_index',
      KeyConditionExpression: 'due_shard = :shard AND due_at BETWEEN :from AND :until',
      ExpressionAttributeValues: { ':shard': { S: '1' }, ':from': { N: '0' }, ':until': { N: '999' } },
    }),
  );
  const there = await client.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { N: '7' } },
    }),
  );
  client.destroy();
  await server.close();
  return {
    due: due.Items?.map(({ sk, due_at }) => [sk?.S, Number(due_at?.N)]),
    there: there.Items?.map(({ sk }) => sk?.S),
    damage: server.damage,
  };
};

const WHOLE = { due: [['REMINDER#1', 50]], there: ['PROFILE', 'REMINDER#1'], damage: undefined };

test('a table of the version before gets the index, with what is due already', async () => {
  await makeEarlierTable();
  expect(await opened()).toEqual(WHOLE);
  const more = await opened((client) => client.send(put(itemOf(7, 'REMINDER#2', 40))));
  expect(more.due).toEqual([
    ['REMINDER#2', 40],
    ['REMINDER#1', 50],
  ]);
});

const KILLED = new Error('killed');
const withBatch = (database: LevelDatabase, batch: LevelDatabase['batch']) => ({
  iterator: database.iterator.bind(database),
  batch,
});

test.each<[string, (database: LevelDatabase) => Promise<void>]>([
  [
    'before the index is written',
    async (database) => {
      const dying = mendIndexes(withBatch(database, () => Promise.reject(KILLED)));
      await expect(dying).rejects.toBe(KILLED);
    },
  ],
  ['just behind it', mendIndexes],
])('a kill %s leaves a folder that starts', async (_, untilKilled) => {
  await makeEarlierTable();
  await inDatabase(untilKilled);
  expect(await opened()).toEqual(WHOLE);
});

test('what a kill left between an item and its entries is mended; what is whole is not written', async () => {
  await makeEarlierTable();
  await opened((client) => client.send(put(itemOf(7, `MESSAGE#${'x'.repeat(50)}`))));
  await inDatabase(async (database) => {
    let writes = 0;
    await mendIndexes(withBatch(database, async () => void writes++));
    expect(writes).toBe(0);
    for await (const [key, value] of database.iterator({ gte: 'index-', lt: 'index~' })) {
      await database.batch([
        { type: 'del', key },
        { type: 'put', key: `${key}0`, value: { ...(value as object), due_at: { N: '40' } } },
      ]);
    }
  });
  expect((await opened()).due).toEqual(WHOLE.due);
});

test('a table whose description was lost has its index when it is made anew', async () => {
  await makeEarlierTable();
  await inDatabase((database) => database.del(`table~${TableName}`));
  expect(await opened()).toEqual(WHOLE);
});
