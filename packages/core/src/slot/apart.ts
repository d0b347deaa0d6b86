// A choice of times: those that do not lie over each other.
import type { Interval } from './intervals.ts';

/** The first ones of those given, `most` of them. */
export const apart = <T extends Interval>(slots: readonly T[], most: number): T[] => {
  const taken: T[] = [];
  for (const slot of slots) {
    if (taken.length === most) break;
    if (taken.every(({ startMs, endMs }) => slot.endMs <= startMs || slot.startMs >= endMs)) taken.push(slot);
  }
  return taken;
};
