// Busy times day by day on the person's clock, as others would see them.
import { nextDayMs } from '../../texts/language.ts';

interface Span {
  startMs: number;
  endMs: number;
}

export interface BusyDay {
  /** When it begins, or the time shown begins. */
  atMs: number;
  /** Each within the day. */
  busy: (Span & { isWholeDay: boolean })[];
}

/** The days on which something is; what goes on over midnight is on both. */
export const busyDays = ({
  fromMs,
  toMs,
  busy,
}: {
  fromMs: number;
  toMs: number;
  busy: Span[];
}): BusyDay[] => {
  const days: BusyDay[] = [];
  for (let atMs = fromMs; atMs < toMs; atMs = nextDayMs(atMs)) {
    const endsMs = Math.min(nextDayMs(atMs), toMs);
    const spans = busy
      .filter(({ startMs, endMs }) => startMs < endsMs && endMs > atMs)
      .map((one) => ({
        startMs: Math.max(one.startMs, atMs),
        endMs: Math.min(one.endMs, endsMs),
        isWholeDay: one.startMs <= atMs && one.endMs >= endsMs,
      }));
    if (spans.length > 0) days.push({ atMs, busy: spans });
  }
  return days;
};
