// What a card shows beside what was said: where the event goes, what stands in its way, and when there would be room.
import type { Connection, EventDraft } from '@steward/core';
import { hasCalendar } from '../../../connections/gives-calendars.ts';
import type { Way } from '../../../events/events.ts';
import { placeOf } from '../../../events/place-of.ts';
import type { CommandContext } from '../../feature.ts';
import type { EventDependencies } from '../dependencies.ts';
import { nextFree } from '../free/next-free.ts';
import { type Place, placesOf } from './places.ts';

export interface Surroundings {
  /** Why no calendar takes it: none may here, none is connected, none can be written to, none was chosen. */
  place: Place | 'off' | 'group' | 'none' | 'read-only' | 'unchosen';
  places: Place[];
  /** Undefined: there is no calendar to look at. */
  way: Way | 'late' | undefined;
  /** Unix ms. */
  slots: number[];
}

/** A chat is patient, and its next message is not. */
const AT_MOST_MS = 15_000;
const SLOTS = 3;

/** `found`: what is in its way, where that was looked at already. */
export const lookAround = async (
  services: EventDependencies,
  context: CommandContext,
  draft: EventDraft,
  found?: Way,
): Promise<Surroundings> => {
  const { clock, integrations } = services;
  const without = { places: [], way: undefined, slots: [] };
  if (context.isGroup) return { ...without, place: 'group' };
  if (!integrations) return { ...without, place: 'off' };
  const connections = await integrations.accounts.list(draft.owner);
  const places = placesOf(connections);
  const place = whereOf(draft, connections, places);
  if (!hasCalendar(connections)) return { ...without, place: 'none' };
  const ended = new AbortController();
  const waiting = AbortSignal.any([context.signal, ended.signal]);
  const late = clock.sleep(AT_MOST_MS, waiting).then(() => ({ way: found ?? ('late' as const), slots: [] }));
  try {
    return { place, places, ...(await Promise.race([looked(services, draft, found, ended.signal), late])) };
  } finally {
    ended.abort();
  }
};

const whereOf = (
  draft: EventDraft,
  connections: readonly Connection[],
  places: readonly Place[],
): Surroundings['place'] => {
  const at = placeOf(draft, connections);
  if (!at) return places.length > 0 ? 'unchosen' : hasCalendar(connections) ? 'read-only' : 'none';
  const { calendar, connection } = at;
  const known = places.find((one) => one.connection === connection.id && one.calendar === calendar);
  return (
    known ?? {
      ...{ connection: connection.id, calendar, account: connection.account },
      name: connection.calendars.find(({ id }) => id === calendar)?.name ?? '',
      isBroken: connection.state === 'broken',
    }
  );
};

const looked = async (
  services: EventDependencies,
  { owner, time }: EventDraft,
  found: Way | undefined,
  signal: AbortSignal,
): Promise<Pick<Surroundings, 'way' | 'slots'>> => {
  if (!time) return { way: found, slots: [] };
  const free =
    'days' in time
      ? undefined
      : nextFree(services, {
          ...{ owner, zone: time.zone, minutes: time.minutes, fromMs: time.startMs, most: SLOTS, signal },
        });
  const [way, next] = await Promise.all([
    found ?? services.integrations?.events.check({ owner, time }),
    free,
  ]);
  // Of what was not read whole, nothing is called free.
  const slots = next && !next.isIncomplete ? next.slots : [];
  return { way, slots: slots.map(({ startMs }) => startMs) };
};
