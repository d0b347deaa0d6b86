// The same hostile updates on the real adapters over a real table: every key of every request begins with the sender's
// id, and no value is one that the table refuses.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFakeClock } from '../../../packages/core/src/testing/index.ts';
import { createDynamoDbClaimStore } from '../../../packages/handler/src/aws/dynamodb-claim-store.ts';
import { createDynamoDbMessageStore } from '../../../packages/handler/src/aws/dynamodb-message-store.ts';
import { createDynamoDbOwnerData } from '../../../packages/handler/src/aws/dynamodb-owner-data.ts';
import { createDynamoDbProfileStore } from '../../../packages/handler/src/aws/dynamodb-profile-store.ts';
import { createDynamoDbSessionStore } from '../../../packages/handler/src/aws/dynamodb-session-store.ts';
import { createDynamoDbStopStore } from '../../../packages/handler/src/aws/dynamodb-stop-store.ts';
import { readIncoming } from '../../../packages/handler/src/telegram/incoming.ts';
import { createBench } from '../../../packages/handler/test/bench.ts';
import { type StartedTable, startTable } from '../../../packages/local/test/contract/start-table.ts';
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
    replace: ({ archives }) => ({
      sessions: createDynamoDbSessionStore(table),
      messages: createDynamoDbMessageStore(table),
      profiles: createDynamoDbProfileStore(table),
      claims: createDynamoDbClaimStore(table),
      stops: createDynamoDbStopStore(table),
      ownerData: createDynamoDbOwnerData({ ...table, archives }),
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
    const outcome = await bench.services.claims.outcomeOf(incoming.owner, incoming.updateId);
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
