// Decides what people do next and where the workers die in it: every boundary that has to be met, then chance.
import { rounds, soaking } from '../soak.ts';
import type { Chance } from '../world/seed.ts';
import type { Act } from './act.ts';
import type { Kill } from './deed.ts';
import { type ExpectedBoundary, expectedBoundaries, hiddenTwice } from './expected-boundaries.ts';
import type { Kept } from './kept.ts';

export interface Planned {
  act: Act;
  kills: Kill[];
}

export interface KillPlanner {
  /** Undefined: enough workers have died. */
  next(kept: Kept, chance: Chance): Planned | undefined;
  /** What was planned and did not happen: another deed will meet it. */
  missed(kind: string, kills: readonly Kill[]): void;
}

const KILLS = rounds(100, 1_000);
/** In a soak every boundary is met again and again, on both sides; in the tests once, of a question on both sides. */
const ROUNDS = rounds(1, 4);
/** How often a worker dies again at the redelivery. */
const AGAIN = rounds(1, 3) / 10;
/** A deed takes about so long when nobody dies. */
const LONGEST_MS = 1_000;
/** What chance was given and missed so often is not planned again. */
const MOST_MISSES = 6;

export const createKillPlanner = (acts: readonly Act[], chance: Chance): KillPlanner => {
  const open = new Map<string, Kill[][]>(acts.map(({ kind }) => [kind, []]));
  for (const { kind, step } of hiddenTwice) {
    const kill: Kill = { step, phase: 'after', nth: 1 };
    open.get(kind)?.push([kill, kill]);
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const boundary of chance.shuffled(expectedBoundaries)) {
      const { kind, step, phases } = boundary;
      for (const phase of soaking || kind === 'question' ? phases : [chance.pick(phases)])
        open.get(kind)?.push([{ step, phase, nth: 1 }]);
    }
  }
  const misses = new Map<string, number>();
  let planned = 0;

  const left = (act: Act): number => open.get(act.kind)?.length ?? 0;

  /** A boundary at random, further on in its kind than the first time; or a moment. */
  const anywhere = (kind: string, dice: Chance): Kill => {
    const boundaries = expectedBoundaries.filter((boundary) => boundary.kind === kind);
    if (boundaries.length === 0 || dice.happens(0.5)) return { afterMs: dice.between(0, LONGEST_MS) };
    const { step, phases } = dice.pick<ExpectedBoundary>(boundaries);
    return { step, phase: dice.pick(phases), nth: step === 'stream part' ? dice.between(1, 8) : 1 };
  };

  return {
    next(kept, dice) {
      const possible = dice.shuffled(acts.filter((act) => act.isPossible(kept)));
      const openKills = [...open.values()].reduce((sum, kills) => sum + kills.length, 0);
      if (openKills === 0 && planned >= KILLS) return undefined;
      const act = possible.toSorted((a, b) => left(b) - left(a))[0] as Act;
      const first = open.get(act.kind)?.shift();
      // Enough: what is still open needs other deeds before it.
      if (!first && planned >= KILLS) return { act, kills: [] };
      const kills = [
        ...(first ?? [anywhere(act.kind, dice)]),
        ...(dice.happens(AGAIN) ? [anywhere(act.kind, dice)] : []),
      ];
      planned += kills.length;
      return { act, kills };
    },
    missed(kind, kills) {
      planned -= kills.length;
      for (const kill of kills) {
        const name = JSON.stringify([kind, kill]);
        const count = (misses.get(name) ?? 0) + 1;
        misses.set(name, count);
        if ('step' in kill && kill.nth === 1 && count < MOST_MISSES) open.get(kind)?.push([kill]);
      }
    },
  };
};
