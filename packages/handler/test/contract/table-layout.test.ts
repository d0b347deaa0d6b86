// What lies in the table and its indexes: the names of the architecture, which scripts and operators read.
import { type AttributeValue, QueryCommand, ScanCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { SAMPLE_MS, sampleMessage, sampleReminder, sampleSession } from '@steward/core/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDynamoDbClaimStore } from '../../src/aws/dynamodb-claim-store.ts';
import { createDynamoDbMessageStore } from '../../src/aws/dynamodb-message-store.ts';
import { createDynamoDbOwnerData } from '../../src/aws/dynamodb-owner-data.ts';
import { createDynamoDbPollingPosition } from '../../src/aws/dynamodb-polling-position.ts';
import { createDynamoDbReminderStore } from '../../src/aws/dynamodb-reminder-store.ts';
import { createDynamoDbSessionStore } from '../../src/aws/dynamodb-session-store.ts';
import { ownedItems } from '../../src/features/index.ts';
import { type StartedTable, startTable } from './start-table.ts';

let table: StartedTable;
beforeEach(async () => {
  table = await startTable();
});
afterEach(async () => await table.close());

const onlyItem = async (): Promise<Record<string, AttributeValue>> => {
  const { Items: items = [] } = await table.client.send(new ScanCommand({ TableName: table.tableName }));
  expect(items).toHaveLength(1);
  return items[0] ?? {};
};

const sessionIdsIn = async (
  index: string,
  hashKey: string,
  value: string,
): Promise<(string | undefined)[]> => {
  const { Items: items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.tableName,
      IndexName: index,
      KeyConditionExpression: '#h = :h',
      ExpressionAttributeNames: { '#h': hashKey },
      ExpressionAttributeValues: { ':h': { S: value } },
    }),
  );
  return items.map(({ session_id }) => session_id?.S);
};
const byModel = (value: string) => sessionIdsIn('model_index', 'model_shard', value);
const byDay = (value: string) => sessionIdsIn('active_sessions_index', 'active_shard', value);

describe('the table', () => {
  it('keeps a session under the model it was born with', async () => {
    await createDynamoDbSessionStore(table).create(sampleSession({ owner: -1001234 }));
    expect(await onlyItem()).toEqual({
      pk: { N: '-1001234' },
      sk: { S: 'MODEL#llama3.2:3b#SESSION#s-1' },
      number: { N: '1' },
      title: { S: 'New chat' },
      chat_id: { N: '-1001234' },
      created_by: { N: '1001' },
      model_name: { S: 'llama3.2:3b' },
      session_id: { S: 's-1' },
      created_at: { N: String(SAMPLE_MS) },
      last_message_ts: { N: String(SAMPLE_MS) },
      message_count: { N: '0' },
      s3_path: { S: '' },
      model_shard: { S: 'llama3.2:3b#2' },
      active_shard: { S: '2023-11-14#2' },
    });
  });

  it('keeps the header of an imported session in an item of its own', async () => {
    const sessions = createDynamoDbSessionStore(table);
    await sessions.create(sampleSession({ owner: 7 }), '{"kept":1}');
    await sessions.update(sampleSession({ owner: 7 }), { title: 'Trains' });
    const { Items: items = [] } = await table.client.send(new ScanCommand({ TableName: table.tableName }));
    expect(items).toHaveLength(2);
    expect(items).toContainEqual({
      pk: { N: '7' },
      sk: { S: 'HEADER#s-1' },
      imported_from: { S: '{"kept":1}' },
    });
    expect(items.filter(({ imported_from }) => imported_from)).toHaveLength(1);
  });

  it('keeps a message under its session, its time and its update', async () => {
    await createDynamoDbMessageStore(table).put(7, 's-1', sampleMessage(0));
    expect(await onlyItem()).toEqual({
      pk: { N: '7' },
      sk: { S: 'MESSAGE#s-1#1700000000000#000000000500#000000' },
      role: { S: 'user' },
      content: { S: 'Message 0' },
      ts: { N: '1700000000000' },
      telegram_message_ids: { L: [{ N: '1' }] },
    });
  });

  it('keeps a reminder with the keys of its index only while it is due', async () => {
    const reminders = createDynamoDbReminderStore(table);
    const schedule = { kind: 'wall', local: '2027-03-11T09:00', zone: 'follow' } as const;
    const reminder = sampleReminder({ owner: -1001234, schedule, tzVersion: '2026c', leadMs: 60_000 });
    await reminders.create(reminder);
    const stored = {
      pk: { N: '-1001234' },
      sk: { S: 'REMINDER#1' },
      number: { N: '1' },
      kind: { S: 'reminder' },
      text: { S: 'Drink water' },
      author_id: { N: '1001' },
      schedule: { M: { kind: { S: 'wall' }, local: { S: '2027-03-11T09:00' }, zone: { S: 'follow' } } },
      lead: { N: '60000' },
      state: { S: 'active' },
      tz_version: { S: '2026c' },
      created_at: { N: String(SAMPLE_MS) },
    };
    const due = { due_at: { N: String(SAMPLE_MS + 60_000) }, due_shard: { S: '2' } };
    expect(await onlyItem()).toEqual({ ...stored, ...due, revision: { N: '1' } });
    const last = { dueMs: SAMPLE_MS, atMs: SAMPLE_MS + 1, outcome: 'sent' } as const;
    await reminders.change(reminder, { dueMs: null, last });
    expect(await onlyItem()).toEqual({
      ...stored,
      revision: { N: '2' },
      last: {
        M: { due_ms: { N: String(SAMPLE_MS) }, at_ms: { N: String(SAMPLE_MS + 1) }, outcome: { S: 'sent' } },
      },
    });
  });

  it('keeps a claim with its facts for sixteen days after its outcome', async () => {
    const claims = createDynamoDbClaimStore(table);
    const result = await claims.claim(7, 'u5', { kind: 'message', nowMs: SAMPLE_MS, leaseMs: 60_000 });
    if (result.status !== 'claimed') throw new Error('Expected a claim');
    await claims.record(result.claim, SAMPLE_MS + 60_000, { placeholder: 12 });
    await claims.finish(result.claim, 'answered', SAMPLE_MS + 2_000);
    expect(await onlyItem()).toEqual({
      pk: { N: '7' },
      sk: { S: 'UPDATE#5' },
      holder: { S: expect.stringMatching(/^[\w-]{8}$/) },
      kind: { S: 'message' },
      claimed_at: { N: '1700000000000' },
      lease_until: { N: '1700000060000' },
      attempt: { N: '1' },
      fence: { N: '1' },
      fact_placeholder: { N: '12' },
      outcome: { S: 'answered' },
      finished_at: { N: '1700000002000' },
      ttl: { N: String(1_700_000_002 + 16 * 86_400) },
    });
  });

  it('keeps where long polling stands', async () => {
    const clock = { now: () => SAMPLE_MS, sleep: async () => {} };
    const position = createDynamoDbPollingPosition({ ...table, clock, botId: 1 });
    expect(await position.read()).toBeUndefined();
    await position.write(42);
    await position.write(41);
    expect(await position.read()).toEqual({ updateId: 41, atMs: SAMPLE_MS });
    expect(await onlyItem()).toMatchObject({ pk: { N: '0' }, sk: { S: 'last_update_id' } });
    expect(await createDynamoDbPollingPosition({ ...table, clock, botId: 2 }).read()).toBeUndefined();
  });
});

describe('the indexes', () => {
  it('follow a session’s model and the day of its last message', async () => {
    const sessions = createDynamoDbSessionStore(table);
    const session = sampleSession({ owner: 1001 });
    await sessions.create(session);
    expect(await byModel('llama3.2:3b#1')).toEqual(['s-1']);
    await sessions.update(session, { modelName: 'other:1b' });
    expect(await byModel('llama3.2:3b#1')).toEqual([]);
    expect(await byModel('other:1b#1')).toEqual(['s-1']);
    const nextDay = SAMPLE_MS + 86_400_000;
    await sessions.recordTurn(session, { updateId: 1, added: 2, atMs: nextDay });
    expect(await byDay('2023-11-14#1')).toEqual([]);
    expect(await byDay('2023-11-15#1')).toEqual(['s-1']);
  });

  it('leave an archived session out of the active ones until it is restored', async () => {
    const sessions = createDynamoDbSessionStore(table);
    const session = sampleSession({ owner: 1001 });
    await sessions.create(session);
    await sessions.update(session, { archivePath: 'archives/1001/s-1.json' });
    expect(await byDay('2023-11-14#1')).toEqual([]);
    await sessions.create(
      sampleSession({ owner: 1001, sessionId: 's-2', archivePath: 'archives/1001/s-2.json' }),
    );
    await sessions.update(session, { archivePath: '' });
    expect(await byDay('2023-11-14#1')).toEqual(['s-1']);
    expect(await byModel('llama3.2:3b#1')).toEqual(['s-1', 's-2']);
  });

  it('follow a group that becomes a supergroup', async () => {
    const sessions = createDynamoDbSessionStore(table);
    await sessions.create(sampleSession({ owner: -1001 }));
    await createDynamoDbOwnerData({ ...table, bodies: [], items: ownedItems() }).move(-1001, -1002);
    expect(await byModel('llama3.2:3b#1')).toEqual([]);
    expect(await byModel('llama3.2:3b#2')).toEqual(['s-1']);
    expect(await byDay('2023-11-14#2')).toEqual(['s-1']);
  });
});

describe('a turn', () => {
  it('is still counted once after its group became a supergroup', async () => {
    const sessions = createDynamoDbSessionStore(table);
    const session = sampleSession({ owner: -1001 });
    await sessions.create(session);
    const turn = { updateId: 9, added: 2, atMs: SAMPLE_MS };
    await sessions.recordTurn(session, turn);
    await createDynamoDbOwnerData({ ...table, bodies: [], items: ownedItems() }).move(-1001, -1002);
    await sessions.recordTurn({ ...session, owner: -1002 }, turn);
    expect((await sessions.get({ ...session, owner: -1002 }))?.messageCount).toBe(2);
  });
});

describe('a session that an earlier version imported', () => {
  /** Its own item holds the header. */
  const importEarlier = async (owner: number) => {
    const session = sampleSession({ owner });
    await createDynamoDbSessionStore(table).create(session);
    await table.client.send(
      new UpdateItemCommand({
        TableName: table.tableName,
        Key: { pk: { N: String(owner) }, sk: { S: 'MODEL#llama3.2:3b#SESSION#s-1' } },
        UpdateExpression: 'SET imported_from = :header',
        ExpressionAttributeValues: { ':header': { S: '{"kept":1}' } },
      }),
    );
    return session;
  };

  it('still tells its header, through turns, archive and restore', async () => {
    const sessions = createDynamoDbSessionStore(table);
    const session = await importEarlier(7);
    expect(await sessions.get(session)).toEqual(session);
    await sessions.recordTurn(session, { updateId: 1, added: 2, atMs: SAMPLE_MS });
    await sessions.update(session, { archivePath: 'archives/7/s-1.json' });
    await sessions.update(session, { archivePath: '' });
    expect(await sessions.importedFrom(session)).toBe('{"kept":1}');
    await sessions.remove(session);
    expect(await sessions.importedFrom(session)).toBeUndefined();
  });

  it('takes its header along when its group becomes a supergroup', async () => {
    const sessions = createDynamoDbSessionStore(table);
    const session = await importEarlier(-1001);
    await createDynamoDbOwnerData({ ...table, bodies: [], items: ownedItems() }).move(-1001, -1002);
    expect(await sessions.importedFrom({ ...session, owner: -1002 })).toBe('{"kept":1}');
    expect(await sessions.importedFrom(session)).toBeUndefined();
  });
});
