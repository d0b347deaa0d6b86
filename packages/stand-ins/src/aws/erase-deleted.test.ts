import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteItemCommand, DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureTable, startDynamoDb } from './dynamodb.ts';
import { standInCredentials, standInRegion } from './stand-in-credentials.ts';

const TableName = 'chatbot-sessions';

describe('the files of the table', () => {
  let dataDir: string;
  let server: Awaited<ReturnType<typeof startDynamoDb>>;
  let client: DynamoDBClient;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'steward-erase-'));
    server = await startDynamoDb({ dataDir });
    client = new DynamoDBClient({
      endpoint: server.endpoint,
      region: standInRegion,
      credentials: standInCredentials,
    });
    await ensureTable(client, TableName);
  });
  afterEach(async () => {
    client.destroy();
    await server.close();
    await rm(dataDir, { recursive: true });
  });

  const keyOf = (number: number) => ({ pk: { N: '42' }, sk: { S: `MESSAGE#${number}` } });
  const put = (number: number, S: string) =>
    client.send(new PutItemCommand({ TableName, Item: { ...keyOf(number), content: { S } } }));
  const remove = (number: number) => client.send(new DeleteItemCommand({ TableName, Key: keyOf(number) }));
  const read = async (Limit?: number) => {
    const query = { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': { N: '42' } } };
    return (await client.send(new QueryCommand({ TableName, ...query, ...(Limit && { Limit }) }))).Count;
  };

  /** Any part of it: LevelDB may compress a few characters away. */
  const hold = async (text: string): Promise<boolean> => {
    const parts = text.match(/.{10}/g) ?? [];
    for (const file of await readdir(dataDir, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const bytes = await readFile(join(file.parentPath, file.name));
      if (parts.some((part) => bytes.includes(part))) return true;
    }
    return false;
  };

  it('hold nothing of what was deleted or overwritten once that is erased, and all else', async () => {
    // Random text: LevelDB compresses anything else whole, and the test could not find it in the files.
    const [secret, other] = [randomBytes(30).toString('base64'), randomBytes(30).toString('base64')];
    for (let number = 0; number < 10; number += 1) await put(number, secret);
    await put(10, other);
    // A reader holds what it has seen, one that stops early as well.
    expect(await read()).toBe(11);
    expect(await read(3)).toBe(3);
    for (let number = 0; number < 5; number += 1) await remove(number);
    for (let number = 5; number < 10; number += 1) await put(number, 'overwritten');
    expect(await hold(secret)).toBe(true);
    await server.eraseDeleted();
    expect(await hold(secret)).toBe(false);
    expect(await hold(other)).toBe(true);
    expect(await read()).toBe(6);
    // What was written into older files before is found as well.
    await remove(10);
    await server.eraseDeleted();
    expect(await hold(other)).toBe(false);
    expect([
      await server.holdsOthers(42),
      await server.holdsOthers(4),
      await server.holdsOthers(-42),
    ]).toEqual([false, true, true]);
    const reminder = { pk: { N: '4' }, sk: { S: 'REMINDER#1' } };
    await client.send(new PutItemCommand({ TableName, Item: reminder }));
    expect(await server.holdsOthers(42)).toBe(true);
  });
});
