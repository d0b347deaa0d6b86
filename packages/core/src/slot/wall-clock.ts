// A zone's clock on the wall as plain numbers: what it shows is counted in ms like UTC, so days are all of one length.
import { zoneChanges } from '../when/zone-changes.ts';

export const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

export interface WallClock {
  /** What it shows at an instant. */
  at(ms: number): number;
  /** The first instant at which it shows that time or a later one: behind a gap; of two alike the first. */
  first(wallMs: number): number;
}

/** Good from three days before `fromMs` until three days behind `toMs`. */
export const createWallClock = (zone: string, fromMs: number, toMs: number): WallClock => {
  const { first, changes } = zoneChanges(zone, fromMs - 3 * DAY_MS, toMs + 3 * DAY_MS);
  const spans = [
    { startMs: Number.NEGATIVE_INFINITY, offsetMs: first * MINUTE_MS },
    ...changes.map(({ atMs, after }) => ({ startMs: atMs, offsetMs: after * MINUTE_MS })),
  ];
  return {
    at: (ms) => ms + Number(spans.findLast(({ startMs }) => startMs <= ms)?.offsetMs),
    first: (wallMs) =>
      Math.min(
        ...spans.map(({ startMs, offsetMs }, index) => {
          const ms = Math.max(wallMs - offsetMs, startMs);
          return ms < (spans[index + 1]?.startMs ?? Number.POSITIVE_INFINITY) ? ms : Number.POSITIVE_INFINITY;
        }),
      ),
  };
};
