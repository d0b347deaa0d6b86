// An iCalendar text → the events that touch a window. What cannot be read is counted, never guessed and never left out in silence.
import type { CalendarEvent, CalendarWindow } from '../calendar/calendar.ts';
import { isWithin } from '../calendar/is-within.ts';
import { ConnectorError } from '../connector-error.ts';
import { expandSeries, type Start, startOf } from './expand-series.ts';
import { addDays, toMs } from './moment.ts';
import { endOf, type IcsEvent, readEvent } from './read-event.ts';
import { createZoneResolver } from './resolve-zone.ts';
import { splitComponents } from './split-components.ts';

export interface ReadCalendarOptions {
  calendarId: string;
  window: CalendarWindow;
  /** Whose answers to invitations count. */
  addresses?: readonly string[];
}

export interface ReadCalendar {
  events: CalendarEvent[];
  unreadable: number;
}

/** What is not expanded by then counts as unreadable: some rules take long, and a feed can be full of them. */
const MAX_EXPANDING_MS = 10_000;
const DAY_MS = 86_400_000;

/** @throws {ConnectorError} `bad-answer` when the text is no calendar */
export const readCalendar = (
  text: string,
  { calendarId, window, addresses = [] }: ReadCalendarOptions,
): ReadCalendar => {
  const split = splitComponents(text);
  if (!split) throw new ConnectorError('bad-answer');
  const resolveZone = createZoneResolver(split.zones);
  const byUid = new Map<string, IcsEvent[]>();
  let unreadable = split.broken;
  for (const [index, lines] of split.events.entries()) {
    try {
      const event = readEvent(lines, { resolveZone, addresses });
      // Without a name it belongs to nothing else.
      const key = event.uid || `#${index}`;
      const versions = byUid.get(key);
      if (versions) versions.push(event);
      else byUid.set(key, [event]);
    } catch {
      unreadable += 1;
    }
  }
  const events: CalendarEvent[] = [];
  const startedMs = performance.now();
  for (const versions of byUid.values()) {
    try {
      if (performance.now() - startedMs > MAX_EXPANDING_MS) throw new RangeError('too long');
      events.push(
        ...occurrencesOf(versions, window).map(({ event, start }) =>
          shown(event, start, calendarId, window.zone),
        ),
      );
    } catch {
      unreadable += 1;
    }
  }
  const touching = events.filter((event) => isWithin(event, window));
  return { events: touching.sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs), unreadable };
};

interface Occurrence {
  event: IcsEvent;
  start: Start;
}

/** @param versions what has the same UID: a series and what was changed of it; where it came twice, the latest counts */
const occurrencesOf = (
  versions: IcsEvent[],
  { fromMs, toMs: untilMs, zone }: CalendarWindow,
): Occurrence[] => {
  const replacing = new Map<number, IcsEvent>();
  const masters: IcsEvent[] = [];
  const first = versions.find(({ replaces }) => !replaces);
  const latest = Math.max(...versions.filter(({ replaces }) => !replaces).map(({ sequence }) => sequence));
  for (const event of versions) {
    const key = event.replaces && startOf(first ?? event, event.replaces, zone).ms;
    if (key === undefined) {
      if (event.sequence === latest) masters.push(event);
    } else if (event.sequence >= (replacing.get(key)?.sequence ?? 0)) replacing.set(key, event);
  }
  const found = masters
    .filter(({ cancelled }) => !cancelled)
    .flatMap((event) => {
      const reach = 'ms' in event.length ? event.length.ms : (event.length.days + 1) * DAY_MS;
      return expandSeries(event, fromMs - reach, untilMs, zone)
        .filter(({ ms }) => !replacing.has(ms))
        .map((start) => ({ event, start }));
    });
  for (const event of replacing.values()) {
    if (event.cancelled) continue;
    const day = event.start.isDay ? event.start.local : undefined;
    found.push({ event, start: { ms: toMs(event.start, zone), day } });
  }
  return [...new Map(found.map((one) => [`${one.start.ms} ${one.event.title}`, one])).values()];
};

const shown = (event: IcsEvent, { ms, day }: Start, calendarId: string, zone: string): CalendarEvent => ({
  calendarId,
  title: event.title,
  ...(event.location !== undefined && { location: event.location }),
  startMs: ms,
  endMs: endOf(event, ms, day, zone),
  ...(day !== undefined &&
    'days' in event.length && { days: { start: day, end: addDays(day, event.length.days) } }),
  standing: event.standing,
  ...(event.isOnline && { isOnline: true }),
});
