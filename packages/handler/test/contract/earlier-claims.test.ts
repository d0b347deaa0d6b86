// Claims that the version before wrote: two versions work beside each other while a new one is let in.
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { createFakeClock, SAMPLE_MS } from '@steward/core/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDynamoDbClaimStore } from '../../src/aws/dynamodb-claim-store.ts';
import { createBench, textMessage, USER } from '../bench.ts';
import { type StartedTable, startTable } from './start-table.ts';

const DATE = { date: SAMPLE_MS / 1000 };
const UPDATE = { update_id: 4711, message: textMessage('/echo Hello', 11, DATE) };
const JUMP_MS = 17 * 86_400_000;

/** Byte for byte what Steward 0.1 writes of this update: change the code, never this. */
const KEY = { pk: { N: String(USER.id) }, sk: { S: 'UPDATE#4711' } };
const CLAIMED = {
  ...KEY,
  holder: { S: 'AbCdEf12' },
  kind: { S: 'message' },
  claimed_at: { N: String(SAMPLE_MS) },
  lease_until: { N: String(SAMPLE_MS + 60_000) },
  attempt: { N: '1' },
  fence: { N: '1' },
  'fact_try.r1': { N: '1' },
  'fact_sent.r1': { N: '12' },
  ttl: { N: String(SAMPLE_MS / 1000 + 16 * 86_400) },
};
const SETTLED = { ...CLAIMED, outcome: { S: 'answered' }, finished_at: { N: String(SAMPLE_MS + 9) } };

describe('a claim of the version before', () => {
  let table: StartedTable;
  beforeAll(async () => {
    table = await startTable();
  });
  afterAll(() => table.close());

  const setUp = async (item: object, nowMs: number) => {
    await table.client.send(new PutItemCommand({ TableName: table.tableName, Item: item as typeof CLAIMED }));
    const clock = createFakeClock(nowMs, { mode: 'auto' });
    const bench = createBench({ clock, replace: () => ({ claims: createDynamoDbClaimStore(table) }) });
    const ended = await bench.deliver(UPDATE);
    const stored = await table.client.send(new GetItemCommand({ TableName: table.tableName, Key: KEY }));
    return { ...bench, ended, stored: stored.Item };
  };

  it('that is settled is not answered again', async () => {
    const { ended, shown, stored } = await setUp(SETTLED, SAMPLE_MS + 600_000);
    expect([ended, shown()]).toEqual(['deleted', []]);
    expect(stored).toEqual(SETTLED);
  });

  it.each([SETTLED, CLAIMED])('is what it was after the clock jumped by weeks (%#)', async (item) => {
    const { ended, shown, stored } = await setUp(item, SAMPLE_MS + JUMP_MS);
    expect([ended, shown()]).toEqual(['deleted', []]);
    expect(stored).toMatchObject({ outcome: { S: 'answered' }, 'fact_sent.r1': { N: '12' } });
  });

  it('whose worker still has it is waited for', async () => {
    const { ended, shown, visibility, stored } = await setUp(CLAIMED, SAMPLE_MS + 20_000);
    expect([ended, shown(), visibility.at(-1)]).toEqual(['kept', [], 40]);
    expect(stored).toEqual(CLAIMED);
  });

  it('whose worker died is taken over with what was sent', async () => {
    const { ended, shown, stored } = await setUp(CLAIMED, SAMPLE_MS + 60_000);
    expect([ended, shown()]).toEqual(['deleted', []]);
    expect(stored).toMatchObject({
      outcome: { S: 'answered' },
      attempt: { N: '2' },
      'fact_sent.r1': { N: '12' },
    });
  });
});
