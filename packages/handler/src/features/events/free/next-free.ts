// The next free times for something whose own time does not suit: for its card.
import { USUAL_QUIET_HOURS } from '@steward/core';
import { apart, findSlots } from '@steward/core/slots';
import type { Missing } from '../../../connections/reading.ts';
import type { Services } from '../../../context/services.ts';
import { searchFree } from './search-free.ts';

const MINUTE_MS = 60_000;
const AHEAD_MS = 14 * 24 * 60 * MINUTE_MS;

export interface NextFree {
  /** By their start; none begins at the time that was wished. Not known to be free where it is incomplete. */
  slots: { startMs: number; endMs: number }[];
  isIncomplete: boolean;
  missing: Missing[];
}

export interface WishedTime {
  owner: number;
  zone: string;
  minutes: number;
  fromMs: number;
  most: number;
  signal?: AbortSignal;
}

/** Within the working hours; for what was wished outside of them (a dinner), at any hour that is not quiet. */
export const nextFree = async (
  services: Pick<Services, 'clock' | 'integrations' | 'profiles'>,
  { owner, zone, minutes, fromMs, most, signal }: WishedTime,
): Promise<NextFree> => {
  const { clock, integrations, profiles } = services;
  if (!integrations) return { slots: [], isIncomplete: false, missing: [] };
  const profile = await profiles.get(owner);
  const lengthMs = minutes * MINUTE_MS;
  const beginMs = Math.max(fromMs, clock.now());
  const { workingHours, quiet = USUAL_QUIET_HOURS } = profile ?? {};
  const isWithin =
    workingHours !== undefined &&
    findSlots({
      ...{ busy: [], unread: [], people: [{ zone, workingHours }], fromMs, toMs: fromMs + lengthMs },
      ...{ lengthMs, stepMs: MINUTE_MS, bufferBeforeMs: 0, bufferAfterMs: 0, noticeMs: 0, nowMs: fromMs },
    }).slots.length > 0;
  const awake = quiet === 'off' ? undefined : { from: quiet.until, until: quiet.from };
  const { slots, isIncomplete, missing, events } = await searchFree(
    { clock, integrations },
    {
      ...{ owner, zone, profile, lengthMs, signal, hours: isWithin ? workingHours : awake },
      ...{ fromMs: beginMs, toMs: beginMs + AHEAD_MS },
    },
  );
  const next = slots
    .map(({ startMs, endMs }) => ({ startMs, endMs }))
    .sort((one, other) => one.startMs - other.startMs);
  // Where it could stay, what lies half in it is no other time.
  const wished = { startMs: fromMs, endMs: fromMs + lengthMs };
  const isTaken = events.some(({ startMs, endMs }) => startMs < wished.endMs && endMs > wished.startMs);
  const others = apart(isTaken ? next : [wished, ...next], most + 1);
  return {
    slots: others.filter(({ startMs }) => startMs !== fromMs).slice(0, most),
    ...{ isIncomplete, missing },
  };
};
