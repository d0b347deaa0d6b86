// What of somebody's time is free: their calendars, hours, buffers and notice, put together for the finder.
import { type Profile, type QuietHours, USUAL_NOTICE_MINUTES, type WorkingHours } from '@steward/core';
import { findSlots, type SlotSearch, type Slots } from '@steward/core/slots';
import type { AgendaEvent, Missing } from '../../../connections/reading.ts';
import type { Services } from '../../../context/services.ts';
import { takenTime } from '../../../events/taken-time.ts';

const MINUTE_MS = 60_000;
/** From one start to the next: people like quarters. */
const STEP_MS = 15 * MINUTE_MS;
/** What lies just beside the time that is looked through counts as well: for buffers, and for gaps that are too short. */
const BESIDE_MS = 150 * MINUTE_MS;

export interface FreeSearch {
  owner: number;
  zone: string;
  profile: Profile | undefined;
  fromMs: number;
  toMs: number;
  lengthMs: number;
  /** At any hour where there are none. */
  hours?: (Omit<WorkingHours, 'days'> & { days?: readonly number[] }) | undefined;
  within?: QuietHours | undefined;
  signal?: AbortSignal | undefined;
}

export interface FoundFree extends Slots {
  /** What takes time then. */
  events: AgendaEvent[];
  missing: Missing[];
  /** The same search with other conditions, without reading anything again. */
  again(changes: Partial<SlotSearch>): Slots;
}

type SearchDependencies = Pick<Services, 'clock'> & Required<Pick<Services, 'integrations'>>;

export const searchFree = async (
  { clock, integrations }: SearchDependencies,
  search: FreeSearch,
): Promise<FoundFree> => {
  const { owner, zone, fromMs, toMs, signal } = search;
  const { accounts: connections, calendars } = integrations;
  const window = { zone, fromMs: fromMs - BESIDE_MS, toMs: toMs + BESIDE_MS };
  const { events, missing } = await takenTime({ calendars, connections }, { owner, window, signal });
  const whole = { ...conditionsOf(search, clock.now()), busy: events, unread: missing };
  const again = (changes: Partial<SlotSearch>): Slots => findSlots({ ...whole, ...changes });
  return { ...again({}), events, missing, again };
};

/** Without a calendar. */
const conditionsOf = (search: FreeSearch, nowMs: number): Omit<SlotSearch, 'busy' | 'unread'> => {
  const { zone, profile, hours, fromMs, toMs, lengthMs, within } = search;
  const bufferMs = (profile?.bufferMinutes ?? 0) * MINUTE_MS;
  return {
    ...{ people: [{ zone, workingHours: hours }], fromMs, toMs, lengthMs, within, nowMs },
    ...{ stepMs: STEP_MS, bufferBeforeMs: bufferMs, bufferAfterMs: bufferMs },
    noticeMs: (profile?.noticeMinutes ?? USUAL_NOTICE_MINUTES) * MINUTE_MS,
    preferred: profile?.preferredHours,
  };
};
