// The same hostile updates on the real adapters over a real table: every key of every request begins with the sender's
// id, and no value is one that the table refuses.

import { workOfUpdate } from '@steward/core';
import { createFakeClock } from '@steward/core/testing';
import { createDynamoDbClaimStore } from '@steward/handler';
import {
  createBench,
  createDynamoDbMessageStore,
  createDynamoDbOwnerData,
  createDynamoDbProfileStore,
  createDynamoDbSessionStore,
  createDynamoDbStopStore,
  ownedItems,
  readIncoming,
  type StartedTable,
  startTable,
} from '@steward/handler/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rounds } from '../soak.ts';
import { chooseSeed, createChance } from '../world/seed.ts';
import { countsOf } from '../world/storm.ts';
import { genuineUpdates } from './genuine-updates.ts';
import { spoil } from './hostile-json.ts';

let table: StartedTable;
/** Every owner that a request named since the last look. */
const touched = new Set<number>();
beforeAll(async () => {
  table = await startTable();
  const { call } = table.client;
  table.client.call = async (operation, input) => {
    for (const [, id] of JSON.stringify(input).matchAll(/":?pk":\{"N":"(-?\d+)"\}/g)) touched.add(Number(id));
    return await call(operation, input);
  };
});
afterAll(() => table.close());

test('no hostile update reaches a key that does not begin with its sender', {
  timeout: 900_000,
}, async () => {
  const chance = createChance(chooseSeed('hostile updates on a table'));
  const counts: Record<string, number> = {};
  const complaints: string[] = [];
  const bench = createBench({
    clock: createFakeClock(Date.UTC(2026, 10, 21), { mode: 'auto' }),
    replace: ({ archives, files }) => ({
      sessions: createDynamoDbSessionStore(table),
      messages: createDynamoDbMessageStore(table),
      profiles: createDynamoDbProfileStore(table),
      claims: createDynamoDbClaimStore(table),
      stops: createDynamoDbStopStore(table),
      ownerData: createDynamoDbOwnerData({ ...table, bodies: [archives, files], items: ownedItems() }),
      download: async () => new TextEncoder().encode('Some text'),
    }),
  });
  for (let index = 0; index < rounds(150, 3_000); index += 1) {
    const body = spoil(chance.pick(genuineUpdates(10_000 + index)), chance);
    const incoming = readOr(body);
    if (!incoming) continue;
    touched.clear();
    const ended = await bench.deliver(JSON.parse(body)).catch((error: unknown) => String(error));
    const owners = new Set([
      incoming.owner,
      ...(incoming.kind === 'migration' ? [incoming.from, incoming.to] : []),
    ]);
    const foreign = [...touched].filter((owner) => !owners.has(owner));
    if (foreign.length > 0) complaints.push(`keys of ${foreign.join()} were named: ${body.slice(0, 600)}`);
    if (ended !== 'deleted') complaints.push(`it ended as ${ended}: ${body.slice(0, 600)}`);
    const outcome = await bench.services.claims.outcomeOf(incoming.owner, workOfUpdate(incoming.updateId));
    counts[outcome ?? 'waits for its rest'] = (counts[outcome ?? 'waits for its rest'] ?? 0) + 1;
    await bench.deliverQueued();
  }
  console.log(`hostile updates on a table: ${countsOf(counts)}`);
  expect(complaints).toEqual([]);
});

const readOr = (body: string) => {
  try {
    return readIncoming(JSON.parse(body));
  } catch {
    return undefined;
  }
};
