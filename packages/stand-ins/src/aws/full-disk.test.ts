// A disk that is full and has room again, played with a small file system in memory.
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureTable, startDynamoDb } from './dynamodb.ts';
import { standInCredentials, standInRegion } from './stand-in-credentials.ts';

const TableName = 'chatbot-sessions';
const disk = mkdtempSync(join(tmpdir(), 'steward-disk-'));

const mounts = (): boolean => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};
const mounted = mounts();
if (!mounted) console.warn('SKIPPED: a full disk is only played as root (mount -t tmpfs)');

describe.skipIf(!mounted)('the table on a full disk', () => {
  let server: Awaited<ReturnType<typeof startDynamoDb>>;
  let client: DynamoDBClient;

  beforeAll(async () => {
    server = await startDynamoDb({ dataDir: join(disk, 'dynamodb') });
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
    execFileSync('umount', ['-l', disk]);
    await rm(disk, { recursive: true });
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
    await writeFile(join(disk, 'filler'), Buffer.alloc(8_000_000)).catch(() => {});
    const refused = await put(1).catch((error: unknown) => error);
    expect(refused).toMatchObject({ name: 'InternalServerError', $metadata: { httpStatusCode: 500 } });

    await rm(join(disk, 'filler'));
    await expect
      .poll(
        () =>
          put(2).then(
            () => 'written',
            () => 'refused',
          ),
        { timeout: 20_000 },
      )
      .toBe('written');
    const key = { pk: { N: '42' }, sk: { S: 'MESSAGE#0' } };
    const { Item } = await client.send(new GetItemCommand({ TableName, Key: key }));
    expect(Item?.content?.S).toHaveLength(100_000);
  });
});
