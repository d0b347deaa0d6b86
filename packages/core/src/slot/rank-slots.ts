// Which free time is best, and why: the chat makes words of the reasons.
import type { Interval } from './intervals.ts';

export type SlotReason =
  /** Within the hours that who asks likes best. */
  | 'preferred-hours'
  /** Others would leave half an hour or less between appointments, good for nothing; this one does not. */
  | 'no-short-gap'
  /** None begins before it. */
  | 'earliest';

export interface Slot extends Interval {
  reasons: SlotReason[];
}

/** `gaps`: what stays free between it and what is busy before and behind it. */
export interface Found extends Interval {
  gaps: readonly number[];
}

/** Nobody can use so little. */
const SHORT_GAP_MS = 30 * 60_000;

/** Of those found in the order of time. Each first one has a reason. */
export const rankSlots = (found: readonly Found[], preferred: readonly Interval[]): Slot[] => {
  const judged = found.map(({ startMs, endMs, gaps }) => ({
    slot: { startMs, endMs },
    isPreferred: preferred.some((hours) => hours.startMs <= startMs && endMs <= hours.endMs),
    isTidy: gaps.every((gap) => gap === 0 || gap > SHORT_GAP_MS),
  }));
  const areAllTidy = judged.every(({ isTidy }) => isTidy);
  const firstMs = found[0]?.startMs;
  return judged
    .toSorted(
      (one, other) =>
        Number(other.isPreferred) - Number(one.isPreferred) ||
        Number(other.isTidy) - Number(one.isTidy) ||
        one.slot.startMs - other.slot.startMs,
    )
    .map(({ slot, isPreferred, isTidy }) => ({
      ...slot,
      reasons: [
        ...(isPreferred ? (['preferred-hours'] as const) : []),
        ...(isTidy && !areAllTidy ? (['no-short-gap'] as const) : []),
        ...(slot.startMs === firstMs ? (['earliest'] as const) : []),
      ],
    }));
};
