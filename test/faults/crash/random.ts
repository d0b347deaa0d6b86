// Chance that can be played again: everything the harness leaves to chance comes from one printed seed.
import { randomInt } from 'node:crypto';

export interface Chance {
  /** From 0 up to, not including, `below`. */
  int(below: number): number;
  /** True this often, 0 to 1. */
  often(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  shuffled<T>(items: readonly T[]): T[];
}

/** STEWARD_SEED, or a new one. */
export const seed: number = Number(process.env.STEWARD_SEED ?? randomInt(2 ** 31));

/** A stream of its own for each name, so that what one life does changes nothing for the others. */
export const createChance = (name: string): Chance => {
  let state = seed;
  for (const unit of name) state = Math.imul(state ^ (unit.codePointAt(0) ?? 0), 0x9e3779b1);
  // mulberry32
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const chance: Chance = {
    int: (below) => Math.floor(next() * below),
    often: (probability) => next() < probability,
    pick: (items) => items[chance.int(items.length)] as (typeof items)[number],
    shuffled: (items) =>
      items
        .map((item) => ({ item, at: next() }))
        .sort((a, b) => a.at - b.at)
        .map(({ item }) => item),
  };
  return chance;
};
