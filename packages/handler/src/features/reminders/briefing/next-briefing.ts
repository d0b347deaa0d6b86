// When a briefing comes: once a local day, spread over the minutes behind its time, since so many people choose the same.
import type { Briefing } from '@steward/core';
import { addDays, dayAt, instantOf, tzVersion } from '@steward/core/when';

const SPREAD_SECONDS = 300;

/** Always the same of an owner. */
export const spreadOf = (owner: number): number => (Math.abs(owner) % SPREAD_SECONDS) * 1_000;

const dueOn = ({ owner, time }: Pick<Briefing, 'owner' | 'time'>, day: string, zone: string): number =>
  instantOf(`${day}T${time}`, zone) + spreadOf(owner);

/** The local day that one is for: the one whose own time is nearest, also where other time zone data moved that. */
export const dayOf = (briefing: Pick<Briefing, 'owner' | 'time'>, zone: string, dueMs: number): string => {
  const away = (day: string): number => Math.abs(dueOn(briefing, day, zone) - dueMs);
  const day = dayAt(dueMs, zone);
  return [-1, 1]
    .map((count) => addDays(day, count))
    .reduce((nearest, other) => (away(other) < away(nearest) ? other : nearest), day);
};

/** Undefined where the time zone data of this process is not newer than what it was computed with. */
export const movedBriefing = (
  briefing: Briefing,
  zone: string,
): { dueMs: number; tzVersion: string } | undefined => {
  const { dueMs, tzVersion: known } = briefing;
  if (dueMs === undefined || known === undefined || known >= tzVersion()) return undefined;
  return { dueMs: dueOn(briefing, dayOf(briefing, zone, dueMs), zone), tzVersion: tzVersion() };
};

/** On no day twice, also behind a flight to the west. */
export const nextBriefing = (
  briefing: Pick<Briefing, 'owner' | 'time' | 'lastDay'>,
  zone: string,
  afterMs: number,
): number => {
  const today = dayAt(afterMs, zone);
  const { lastDay = '' } = briefing;
  // A last day that lies further ahead is of a clock that was set back since.
  const notOn = lastDay <= addDays(today, 1) ? lastDay : '';
  for (let day = addDays(today, -1); ; day = addDays(day, 1)) {
    const dueMs = dueOn(briefing, day, zone);
    if (day > notOn && dueMs > afterMs) return dueMs;
  }
};
