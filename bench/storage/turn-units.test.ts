// The promises behind the figures, so that no change makes turns or lists dearer unseen.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SeedOptions, seedHistory } from './chat-history.ts';
import { playList } from './list-units.ts';
import { MODEL_NAME, type PlayedWorker, startPlayedWorker, TABLE_NAME } from './played-turns.ts';
import { playTurn, setAllowance } from './turn-units.ts';

const SIZES = { question: 200, answer: 1_000 };
/** As long as an import keeps one. */
const HEADER = JSON.stringify({ kept: 'x'.repeat(31_980) });
let worker: PlayedWorker;

beforeAll(async () => {
  worker = await startPlayedWorker();
});
afterAll(() => worker.close());

const seed = (owner: number, more: Pick<SeedOptions, 'messages' | 'sessions' | 'importedFrom'>) =>
  seedHistory({
    client: worker.client,
    tableName: TABLE_NAME,
    owner,
    modelName: MODEL_NAME,
    ...SIZES,
    ...more,
  });

test.each([
  ['with 4 messages', 7_001, { messages: 4 }],
  ['with 400 messages', 7_002, { messages: 400 }],
  ['that was imported', 7_003, { messages: 4, importedFrom: HEADER }],
])('a turn in a session %s writes eight units and reads its window and two', async (_, owner, history) => {
  await seed(owner, history);
  await playTurn(worker, owner, SIZES, 1_000);
  const { writes, reads, windowUnits } = await playTurn(worker, owner, SIZES, 1_000);
  expect(writes).toBe(8);
  expect(windowUnits).toBeLessThan(8);
  expect(reads).toBeLessThanOrEqual(windowUnits + 2);
});

test('where an allowance is set, a turn writes ten units and reads no more', async () => {
  await seed(7_004, { messages: 4 });
  await playTurn(worker, 7_004, SIZES, 300);
  await setAllowance(worker, 7_004, 100);
  // The first turn of a day makes the day's item: that is no dearer.
  for (const _ of [1, 2]) {
    const { writes, reads, windowUnits } = await playTurn(worker, 7_004, SIZES, 300);
    expect(writes).toBe(10);
    expect(reads).toBeLessThanOrEqual(windowUnits + 2);
  }
});

test('a list of fifty imported sessions reads no more than one of any other fifty', async () => {
  await seed(7_101, { sessions: 50, messages: 1 });
  await seed(7_102, { sessions: 50, messages: 1, importedFrom: HEADER });
  const ordinary = await playList(worker, 7_101);
  const imported = await playList(worker, 7_102);
  expect(imported).toEqual(ordinary);
  expect(imported.requests).toBeLessThanOrEqual(2);
});
