// The promise behind the figure, so that no change makes turns dearer unseen.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedHistory } from './chat-history.ts';
import { MODEL_NAME, type PlayedWorker, startPlayedWorker, TABLE_NAME } from './played-turns.ts';
import { playTurn } from './turn-units.ts';

const SIZES = { question: 200, answer: 1_000 };
let worker: PlayedWorker;

beforeAll(async () => {
  worker = await startPlayedWorker();
});
afterAll(() => worker.close());

test.each([
  [7_001, 4],
  [7_002, 400],
])(
  'owner %i, with %i messages: a turn writes eight units and reads its window and two',
  async (owner, messages) => {
    const { client } = worker;
    await seedHistory({ client, tableName: TABLE_NAME, owner, modelName: MODEL_NAME, messages, ...SIZES });
    await playTurn(worker, owner, SIZES, 1_000);
    const { writes, reads, windowUnits } = await playTurn(worker, owner, SIZES, 1_000);
    expect(writes).toBe(8);
    expect(windowUnits).toBeLessThan(8);
    expect(reads).toBeLessThanOrEqual(windowUnits + 2);
  },
);
