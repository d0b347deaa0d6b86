// Who is no longer let in: nothing is read in their name, until they are again.
import { createFakeClock, type MemoryStores, sampleConnection } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { createBench } from '../../../test/bench.ts';
import type { IntegrationServices } from '../../context/services.ts';

const NOW = Date.UTC(2026, 11, 3, 8);
const OWNER = 1001;

test('nothing is read in the name of who is no longer let in, and it goes on once they are', async () => {
  const read: string[] = [];
  const bench = createBench({
    clock: createFakeClock(NOW, { mode: 'auto' }),
    config: { allowed: new Set([OWNER + 1]) },
    replace: (fakes) => {
      const { connections } = fakes as unknown as MemoryStores;
      const calendars = { read: async ({ id }: { id: string }) => void read.push(id) };
      return { integrations: { connections, calendars } as unknown as IntegrationServices };
    },
  });
  const { connections } = bench.stores;
  await connections.put(sampleConnection({ owner: OWNER, dueMs: NOW }));
  const work = async () => {
    const { dueMs: due = 0 } = (await connections.get(OWNER, 'c-1')) ?? {};
    await bench.services.clock.sleep(Math.max(0, due - bench.services.clock.now()));
    return await bench.deliver({ steward: 'due', owner: OWNER, sk: 'CONNECTION#c-1', due });
  };
  expect([await work(), read]).toEqual(['deleted', []]);
  expect((await connections.get(OWNER, 'c-1'))?.dueMs).toBeGreaterThan(NOW);
  bench.services.config.allowed = new Set([OWNER]);
  expect([await work(), read]).toEqual(['deleted', ['c-1']]);
});
