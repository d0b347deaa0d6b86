// Sets of instants as half-open intervals, sorted and apart from each other.

/** Unix ms; the end is exclusive. */
export interface Interval {
  startMs: number;
  endMs: number;
}

/** In any order, also over each other. What touches becomes one. */
export const merged = (intervals: readonly Interval[]): Interval[] => {
  const apart: Interval[] = [];
  for (const { startMs, endMs } of intervals.toSorted((one, other) => one.startMs - other.startMs)) {
    const last = apart.at(-1);
    if (last && startMs <= last.endMs) last.endMs = Math.max(last.endMs, endMs);
    else apart.push({ startMs, endMs });
  }
  return apart;
};

/** What lies in both, each in order and none over another; where one begins inside, so does a part. */
export const common = (some: readonly Interval[], others: readonly Interval[]): Interval[] => {
  const both: Interval[] = [];
  let first = 0;
  for (const { startMs, endMs } of some) {
    while ((others[first]?.endMs ?? endMs) <= startMs) first += 1;
    for (let index = first; index < others.length; index += 1) {
      const other = others[index] as Interval;
      if (other.startMs >= endMs) break;
      both.push({ startMs: Math.max(startMs, other.startMs), endMs: Math.min(endMs, other.endMs) });
    }
  }
  return both;
};
