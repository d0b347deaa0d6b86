import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listenOnLoopback } from '../http/listen-on-loopback.ts';
import { ensureTable, startDynamoDb } from './dynamodb.ts';
import { standInCredentials, standInRegion } from './stand-in-credentials.ts';
import { tableDefinition } from './table-definition.ts';
import { startInChild } from './testing/child-process.ts';

const TableName = 'chatbot-sessions';

describe('DynamoDB on one machine', () => {
  let dataDir: string;
  const cleanups: (() => unknown)[] = [];

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'steward-dynamodb-'));
  });
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
    await rm(dataDir, { recursive: true });
  });

  const clientOf = (endpoint: string) => {
    const client = new DynamoDBClient({
      endpoint,
      region: standInRegion,
      credentials: standInCredentials,
      maxAttempts: 1,
    });
    cleanups.push(() => client.destroy());
    return client;
  };
  const open = async (options: Parameters<typeof startDynamoDb>[0] = { dataDir }) => {
    const server = await startDynamoDb(options);
    const client = clientOf(server.endpoint);
    return { client, endpoint: server.endpoint, close: server.close };
  };
  const openInChild = async () => {
    const child = await startInChild(new URL('./dynamodb.ts', import.meta.url), 'startDynamoDb', {
      dataDir,
      accessKeyId: standInCredentials.accessKeyId,
    });
    cleanups.push(child.kill);
    return child;
  };
  const itemOf = (number: number, more = {}) => ({
    pk: { N: '42' },
    sk: { S: `MESSAGE#${String(number).padStart(6, '0')}` },
    ...more,
  });
  const countItems = async (client: DynamoDBClient) => {
    const query = {
      TableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { N: '42' } },
    };
    return (await client.send(new QueryCommand(query))).Count;
  };

  it('has the table with its keys and all sparse indexes', async () => {
    const { client, close } = await open();
    cleanups.push(close);
    await ensureTable(client, TableName);
    const { Table: table } = await client.send(new DescribeTableCommand({ TableName }));
    const { BillingMode, AttributeDefinitions, GlobalSecondaryIndexes, ...keys } = tableDefinition(TableName);
    expect(table).toMatchObject({ ...keys, BillingModeSummary: { BillingMode }, TableStatus: 'ACTIVE' });
    const byName = (a: { AttributeName?: string }, b: { AttributeName?: string }) =>
      (a.AttributeName ?? '') < (b.AttributeName ?? '') ? -1 : 1;
    expect(table?.AttributeDefinitions?.toSorted(byName)).toEqual(AttributeDefinitions.toSorted(byName));
    for (const index of GlobalSecondaryIndexes) {
      expect(table?.GlobalSecondaryIndexes).toContainEqual(expect.objectContaining(index));
    }
  });

  it('finds in an index only what has the index’s keys', async () => {
    const { client, close } = await open({});
    cleanups.push(close);
    await ensureTable(client, TableName);
    const indexed = { active_shard: { S: '2026-11-21#3' }, session_id: { S: 's1' }, title: { S: 'Tea' } };
    await client.send(new PutItemCommand({ TableName, Item: itemOf(1, indexed) }));
    await client.send(new PutItemCommand({ TableName, Item: itemOf(2, { session_id: { S: 's2' } }) }));
    const { Items } = await client.send(
      new QueryCommand({
        TableName,
        IndexName: 'active_sessions_index',
        KeyConditionExpression: 'active_shard = :shard',
        ExpressionAttributeValues: { ':shard': indexed.active_shard },
      }),
    );
    const { title: _, ...keys } = itemOf(1, indexed) as Record<string, unknown>;
    expect(Items).toEqual([keys]);
  });

  it('keeps a table that is there, with its items, across a restart', async () => {
    const first = await open();
    await ensureTable(first.client, TableName);
    await first.client.send(new PutItemCommand({ TableName, Item: itemOf(1, { content: { S: 'Grüße' } }) }));
    await first.close();
    const second = await open();
    cleanups.push(second.close);
    await ensureTable(second.client, TableName);
    const { Item } = await second.client.send(new GetItemCommand({ TableName, Key: itemOf(1) }));
    expect(Item?.content).toEqual({ S: 'Grüße' });
  });

  it('forgets everything when it has no folder', async () => {
    const first = await open({});
    await ensureTable(first.client, TableName);
    await first.close();
    const second = await open({});
    cleanups.push(second.close);
    expect((await second.client.send(new ListTablesCommand({}))).TableNames).toEqual([]);
  });

  it('has every item whose write it confirmed before a kill -9', async () => {
    const child = await openInChild();
    const client = clientOf(child.endpoint);
    await ensureTable(client, TableName);
    let confirmed = 0;
    const writing = (async () => {
      for (;;) {
        await client.send(new PutItemCommand({ TableName, Item: itemOf(confirmed) }));
        confirmed += 1;
      }
    })().catch(() => {});
    await expect.poll(() => confirmed).toBeGreaterThan(50);
    await child.kill();
    await writing;
    const reopened = await open();
    cleanups.push(reopened.close);
    // One more may have been written without its answer being heard.
    expect([confirmed, confirmed + 1]).toContain(await countItems(reopened.client));
  });

  it('makes a table whole that a kill left half made', async () => {
    const slow = await listenOnLoopback(dynalite({ path: join(dataDir, 'data'), createTableMs: 1_000 }), 0);
    await clientOf(slow.endpoint).send(new CreateTableCommand(tableDefinition(TableName)));
    await slow.close();
    const { client, close } = await open();
    cleanups.push(close);
    await ensureTable(client, TableName);
    await client.send(new PutItemCommand({ TableName, Item: itemOf(1) }));
    expect(await countItems(client)).toBe(1);
  });

  it('says when another process, or this one, has the folder open, and harms neither', async () => {
    const child = await openInChild();
    await expect(startDynamoDb({ dataDir })).rejects.toMatchObject({ code: 'DATA_DIR_IN_USE' });
    await ensureTable(clientOf(child.endpoint), TableName);
    await child.kill();
    const { client, close } = await open();
    cleanups.push(close);
    await expect(startDynamoDb({ dataDir })).rejects.toMatchObject({ code: 'DATA_DIR_IN_USE' });
    expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual([TableName]);
  });

  it('answers no page in a browser', async () => {
    const { endpoint, close } = await open({});
    cleanups.push(close);
    const headers = { origin: 'http://127.0.0.1:8787' };
    const answer = await fetch(endpoint, { method: 'POST', headers });
    expect(answer.status).toBe(403);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('goes on when a client leaves in the middle of a request', async () => {
    const { client, endpoint, close } = await open({});
    cleanups.push(close);
    const socket = connect(Number(new URL(endpoint).port), '127.0.0.1');
    socket.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"half');
    await client.send(new ListTablesCommand({}));
    socket.destroy();
    expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual([]);
  });

  it('passes on why a table could not be made', async () => {
    const { client, close } = await open({});
    await close();
    await expect(ensureTable(client, TableName)).rejects.toThrow(/ECONNREFUSED/);
  });

  it('fails to start on a port that is taken', async () => {
    const { endpoint, close } = await open({});
    cleanups.push(close);
    const port = Number(new URL(endpoint).port);
    await expect(startDynamoDb({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
