// A moment as buttons carry it.

/** Unix ms to the base of 36; undefined: it is none that a clock can show. */
export const readMoment = (arg: string): number | undefined =>
  /^[\da-z]{1,9}$/.test(arg) ? Number.parseInt(arg, 36) : undefined;
