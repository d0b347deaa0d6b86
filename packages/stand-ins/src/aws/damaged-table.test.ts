// Every file of the table with flipped, cut or missing bytes: all of it is there, or it is said that it is not.
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureTable, startDynamoDb } from './dynamodb.ts';
import { standInCredentials, standInRegion } from './stand-in-credentials.ts';

const TableName = 'chatbot-sessions';

const open = async (dataDir: string) => {
  const server = await startDynamoDb({ dataDir });
  const { endpoint, damage } = server;
  const client = new DynamoDBClient({ endpoint, region: standInRegion, credentials: standInCredentials });
  await ensureTable(client, TableName);
  const Item = (number: number) => ({
    pk: { N: '42' },
    sk: { S: `REMINDER#${number}` },
    text: { S: `Text ${number}` },
    due_at: { N: String(number) },
    due_shard: { S: '2' },
  });
  const key = { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': { N: '42' } } };
  const due = {
    IndexName: 'due_index',
    KeyConditionExpression: 'due_shard = :shard',
    ExpressionAttributeValues: { ':shard': { S: '2' } },
  };
  return {
    damage,
    put: (number: number) => client.send(new PutItemCommand({ TableName, Item: Item(number) })),
    count: async () => (await client.send(new QueryCommand({ TableName, ...key }))).Count ?? 0,
    countDue: async () => (await client.send(new QueryCommand({ TableName, ...due }))).Count ?? 0,
    async close() {
      client.destroy();
      await server.close();
    },
  };
};

const COUNT = 12;

const filesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));

/** What the bytes of a file may become; undefined: it is gone. */
const DAMAGES: [name: string, damage: (bytes: Buffer) => Buffer | undefined][] = [
  ['a flipped bit in its middle', (bytes) => flipped(bytes, Math.floor(bytes.length / 2))],
  ['a flipped bit at its end', (bytes) => flipped(bytes, bytes.length - 2)],
  ['its last byte cut off', (bytes) => bytes.subarray(0, -1)],
  ['nothing in it', () => Buffer.alloc(0)],
  ['no longer there', () => undefined],
];

const flipped = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  if (at >= 0 && at < copy.length) copy.writeUInt8((copy[at] ?? 0) ^ 1, at);
  return copy;
};

describe('a file of the table that was damaged', () => {
  let folder: string;
  let whole: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'steward-damage-'));
    whole = join(folder, 'whole');
    // Started three times, so that something lies in each kind of file; the last process is killed.
    for (let run = 0; run < 3; run += 1) {
      const table = await open(join(folder, 'running'));
      for (let number = 0; number < COUNT / 3; number += 1) await table.put((run * COUNT) / 3 + number);
      if (run === 2) await cp(join(folder, 'running'), whole, { recursive: true });
      await table.close();
    }
  });
  afterAll(() => rm(folder, { recursive: true }));

  const openDamaged = async (file: string, damage: (bytes: Buffer) => Buffer | undefined) => {
    const copy = join(folder, 'copy');
    await rm(copy, { recursive: true, force: true });
    await cp(whole, copy, { recursive: true });
    const path = file.replace(whole, copy);
    const bytes = damage(await readFile(path));
    if (bytes) await writeFile(path, bytes);
    else await rm(path);
    return { copy, table: await open(copy) };
  };

  it.each(DAMAGES)('has %s: nothing is lost in silence, and the table goes on', async (_, damage) => {
    const said: string[] = [];
    for (const file of await filesIn(whole)) {
      const { copy, table } = await openDamaged(file, damage);
      const name = file.replace(whole, '');
      const count = await table.count();
      if (table.damage !== undefined) said.push(name);
      else expect(count, name).toBe(COUNT);
      expect(await table.countDue(), name).toBe(count);
      await table.put(99);
      await table.close();
      const kept = (await readdir(copy)).filter((entry) => entry.startsWith('data-damaged-'));
      expect(kept, name).toHaveLength(table.damage === undefined ? 0 : 1);
      if (table.damage === undefined) continue;
      expect(table.damage).toContain(join(copy, kept[0] ?? '-'));
      const again = await open(copy);
      expect([again.damage, await again.count()], name).toEqual([undefined, count + 1]);
      await again.close();
    }
    for (const kind of [/CURRENT$/, /MANIFEST/, /data\/.*\.log$/]) {
      expect(said).toContainEqual(expect.stringMatching(kind));
    }
    // What holds nothing is made anew without a word.
    expect(said.filter((name) => /lock\/|LOG|files\.json/.test(name))).toEqual([]);
  });

  it('is noticed as well where nothing was noted of it, as far as LevelDB sees it; what was cut off is kept', async () => {
    const running = await open(join(folder, 'unknown'));
    for (let number = 0; number < COUNT; number += 1) await running.put(number);
    await running.close();
    await rm(join(folder, 'unknown', 'files.json'));
    const log = (await filesIn(join(folder, 'unknown', 'data'))).find((name) => name.endsWith('.log')) ?? '';
    await writeFile(log, flipped(await readFile(log), 300));
    const table = await open(join(folder, 'unknown'));
    expect(table.damage).toMatch(/damaged \(\d+\.log\), so .* kept in .*, and a backup/);
    await table.close();
  });
});
