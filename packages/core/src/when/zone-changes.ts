// When the clocks of a zone change, for those who keep times of it without our time zone data.
import { Temporal } from 'temporal-polyfill';

/** Offsets are minutes east of UTC. */
export interface ZoneChange {
  /** Unix ms. */
  atMs: number;
  before: number;
  after: number;
}

export interface ZoneChanges {
  /** The offset at the beginning. */
  first: number;
  changes: ZoneChange[];
}

const MINUTE_NS = 60_000_000_000;

export const zoneChanges = (zone: string, fromMs: number, untilMs: number): ZoneChanges => {
  let at = Temporal.Instant.fromEpochMilliseconds(fromMs).toZonedDateTimeISO(zone);
  const offset = () => Math.round(at.offsetNanoseconds / MINUTE_NS);
  const first = offset();
  const changes: ZoneChange[] = [];
  for (let before = first; ; before = offset()) {
    const next = at.getTimeZoneTransition('next');
    if (!next || next.epochMilliseconds > untilMs) return { first, changes };
    at = next;
    changes.push({ atMs: at.epochMilliseconds, before, after: offset() });
  }
};
