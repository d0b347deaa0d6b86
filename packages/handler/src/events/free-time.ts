// What free time is looked for by: the same for one person and for several.
import { type Profile, USUAL_NOTICE_MINUTES, USUAL_WORKING_HOURS, type WorkingHours } from '@steward/core';
import { type FreeRequest, HOURS_OF_PART, type SlotSearch } from '@steward/core/slots';

const MINUTE_MS = 60_000;
/** From one start to the next: people like quarters. */
const STEP_MS = 15 * MINUTE_MS;
/** What lies just beside the time that is looked through counts as well: for buffers, and for gaps that are too short. */
const BESIDE_MS = 150 * MINUTE_MS;

interface Span {
  fromMs: number;
  toMs: number;
}

/** What has to be read of a calendar to look through a time. */
export const withBeside = ({ fromMs, toMs }: Span): Span => ({
  fromMs: fromMs - BESIDE_MS,
  toMs: toMs + BESIDE_MS,
});

/** On any day where there are none. */
export interface TakenHours extends Omit<WorkingHours, 'days'> {
  days?: readonly number[];
}

/** For who has set none: those of the part that was named, and the one day that was, whichever it is. */
export const hoursFor = (
  { count, part }: { count: number; part?: FreeRequest['partOfDay'] },
  profile: Profile | undefined,
): TakenHours => {
  if (profile?.workingHours) return profile.workingHours;
  const { from, until } = part ? HOURS_OF_PART[part] : USUAL_WORKING_HOURS;
  return { from, until, ...(count > 1 && { days: USUAL_WORKING_HOURS.days }) };
};

type Conditions = Pick<SlotSearch, 'stepMs' | 'bufferBeforeMs' | 'bufferAfterMs' | 'noticeMs' | 'preferred'>;

/** By what who looks has set. */
export const conditionsOf = (profile: Profile | undefined): Conditions => {
  const bufferMs = (profile?.bufferMinutes ?? 0) * MINUTE_MS;
  return {
    ...{ stepMs: STEP_MS, bufferBeforeMs: bufferMs, bufferAfterMs: bufferMs },
    noticeMs: (profile?.noticeMinutes ?? USUAL_NOTICE_MINUTES) * MINUTE_MS,
    preferred: profile?.preferredHours,
  };
};
