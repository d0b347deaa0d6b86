// How long the faults last: short in `npm test`, long in `pnpm soak`, which sets STEWARD_SOAK.

export const soaking = process.env.STEWARD_SOAK === '1';

/** A count of repetitions: the first in the tests, the second in a soak. */
export const rounds = (inTests: number, inSoak: number): number => (soaking ? inSoak : inTests);
