// When something that has no time of its own may ring.
import { addDays, dayAt, instantOf } from '@steward/core/when';

const HOUR_MS = 3_600_000;

/** This evening while that lies ahead, else tomorrow morning. */
export const soon = ({ nowMs, zone }: { nowMs: number; zone: string }): number => {
  const today = dayAt(nowMs, zone);
  const eveningMs = instantOf(`${today}T18:00`, zone);
  return eveningMs > nowMs + HOUR_MS ? eveningMs : instantOf(`${addDays(today, 1)}T09:00`, zone);
};
