// What of somebody's time is free: their calendars, hours, buffers and notice, put together for the finder.
import type { Profile, QuietHours } from '@steward/core';
import { findSlots, type SlotSearch, type Slots } from '@steward/core/slots';
import type { AgendaEvent, Missing } from '../../../connections/reading.ts';
import type { Services } from '../../../context/services.ts';
import { conditionsOf, type TakenHours, withBeside } from '../../../events/free-time.ts';
import { takenTime } from '../../../events/taken-time.ts';

export interface FreeSearch {
  owner: number;
  zone: string;
  profile: Profile | undefined;
  fromMs: number;
  toMs: number;
  lengthMs: number;
  /** At any hour where there are none. */
  hours?: TakenHours | undefined;
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
  const { owner, zone, signal } = search;
  const { accounts: connections, calendars } = integrations;
  const window = { zone, ...withBeside(search) };
  const { events, missing } = await takenTime({ calendars, connections }, { owner, window, signal });
  const whole = { ...searchOf(search, clock.now()), busy: events, unread: missing };
  const again = (changes: Partial<SlotSearch>): Slots => findSlots({ ...whole, ...changes });
  return { ...again({}), events, missing, again };
};

/** Without a calendar. */
const searchOf = (search: FreeSearch, nowMs: number): Omit<SlotSearch, 'busy' | 'unread'> => {
  const { zone, profile, hours, fromMs, toMs, lengthMs, within } = search;
  return {
    ...{ people: [{ zone, workingHours: hours }], fromMs, toMs, lengthMs, within, nowMs },
    ...conditionsOf(profile),
  };
};
