// Workers and dispatchers are killed at every step boundary, workers at random moments, too, and the queue delivers again:
// everything people did ends once, and all of it is kept.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rounds, soaking } from '../soak.ts';
import { chooseSeed, createChance, newSeed } from '../world/seed.ts';
import { acts } from './acts.ts';
import { boundary, describeCounts } from './count.ts';
import { type CrashWorld, startCrashWorld } from './crash-world.ts';
import { expectedBoundaries } from './expected-boundaries.ts';
import { createKillPlanner } from './kill-planner.ts';
import { live } from './life.ts';

const MINUTE_MS = 60_000;
const LIVES = 20;

let world: CrashWorld;

beforeAll(async () => {
  world = await startCrashWorld();
});

afterAll(async () => {
  await world?.close();
});

/** Boundaries at which nobody died. In a soak and for a question each has its two sides, otherwise one is enough. */
const neverMet = ({ counts }: CrashWorld): string[] =>
  expectedBoundaries.flatMap(({ kind, step, phases }) => {
    const name = boundary(kind, step);
    const missing = phases.filter((phase) => !counts.hits.get(name)?.[phase]);
    const isMet = soaking || kind === 'question' ? missing.length === 0 : missing.length < phases.length;
    return isMet ? [] : missing.map((phase) => `${name} (${phase})`);
  });

test('whenever a worker dies, every update ends once, nothing is lost and nothing is kept twice', {
  timeout: soaking ? 60 * MINUTE_MS : 20 * MINUTE_MS,
}, async () => {
  const startedMs = performance.now();
  const seed = chooseSeed('workers that are killed', newSeed());
  const planner = createKillPlanner(acts, createChance(seed, 'planner'));
  const telling = setInterval(() => console.log(`${world.counts.kills} kills`), MINUTE_MS);
  try {
    await Promise.all(
      Array.from({ length: LIVES }, (_, index) =>
        live(world, planner, index, createChance(seed, `life ${index}`)),
      ),
    );
    await world.drained();
  } finally {
    clearInterval(telling);
    console.log(describeCounts(world.counts, seed, (performance.now() - startedMs) / 1000));
  }
  expect(neverMet(world)).toEqual([]);
  expect(world.counts.kills).toBeGreaterThanOrEqual(rounds(100, 1_000));
  expect(world.counts.givenUp).toBeGreaterThan(0);
  expect(await world.deadLetters()).toBe(0);
});
