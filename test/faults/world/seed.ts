// Chance that can be played again: every run prints its seed, and STEWARD_SEED takes one.
import { randomInt } from 'node:crypto';
import { soaking } from '../soak.ts';

export interface Chance {
  /** From 0 up to 1. */
  next(): number;
  /** True so often. */
  happens(probability: number): boolean;
  /** A whole number of the range, both ends included. */
  between(least: number, most: number): number;
  pick<T>(choices: readonly T[]): T;
  shuffled<T>(items: readonly T[]): T[];
}

/** The tests play the same games every day; a soak plays new ones. */
const DAILY = 20_261_121;

export const newSeed = (): number => randomInt(1, 2_000_000_000);

export const chooseSeed = (name: string, otherwise: number = soaking ? newSeed() : DAILY): number => {
  const given = Number(process.env.STEWARD_SEED);
  const seed = Number.isSafeInteger(given) && given > 0 ? given : otherwise;
  console.log(`${name}: seed ${seed} (STEWARD_SEED=${seed} plays it again)`);
  return seed;
};

/** Mulberry32: small, and even enough for dice. Each name has a stream of its own, whatever happens to the others. */
export const createChance = (seed: number, name = ''): Chance => {
  let state = seed >>> 0;
  for (const unit of name) state = Math.imul(state ^ (unit.codePointAt(0) ?? 0), 0x9e3779b1);
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    happens: (probability) => next() < probability,
    between,
    pick: <T>(choices: readonly T[]) => choices[between(0, choices.length - 1)] as T,
    shuffled: (items) =>
      items
        .map((item) => ({ item, at: next() }))
        .sort((a, b) => a.at - b.at)
        .map(({ item }) => item),
  };
};
