// POST /freeBusy: what is busy, for each calendar, and for each calendar why that cannot be told.
import { type FakeReply, isObject } from '../service/fake-request.ts';
import { refuse } from './google-error.ts';
import type { GoogleStore, KeptCalendar } from './google-store.ts';
import { instantOf, mustBeZone, readInstant } from './google-times.ts';

const MAX_CALENDARS = 50;
const MAX_DAYS = 60;
const DAY_MS = 86_400_000;
const KNOWN = ['timeMin', 'timeMax', 'timeZone', 'items', 'groupExpansionMax', 'calendarExpansionMax'];

export const freeBusy = (
  body: Record<string, unknown> | undefined,
  account: string,
  store: GoogleStore,
): FakeReply => {
  if (!body) return refuse('parseError');
  if (Object.keys(body).some((name) => !KNOWN.includes(name))) refuse('invalid');
  const { timeMin, timeMax, timeZone, items } = body;
  if (typeof timeMin !== 'string' || typeof timeMax !== 'string') return refuse('required');
  const [from, to] = [readInstant(timeMin), readInstant(timeMax)];
  if (to <= from) refuse('timeRangeEmpty');
  if (to - from > MAX_DAYS * DAY_MS) refuse('timeRangeTooLong');
  if (timeZone !== undefined) mustBeZone(timeZone);
  if (!Array.isArray(items)) return refuse('required');
  const ids = items.map((item) =>
    isObject(item) && typeof item.id === 'string' && Object.keys(item).length === 1
      ? item.id
      : refuse('invalid'),
  );
  const calendars = ids.map((id, index): [string, object] => {
    // Those past the limit are no error of the whole.
    if (index >= MAX_CALENDARS) return [id, withError('tooManyCalendarsRequested')];
    const kept = store.find(account, id);
    if (!kept) return [id, withError('notFound')];
    if (kept.calendar.unreadable !== undefined) return [id, withError(kept.calendar.unreadable)];
    return [id, { busy: busyOf(kept, from, to) }];
  });
  return {
    status: 200,
    body: { kind: 'calendar#freeBusy', timeMin, timeMax, calendars: Object.fromEntries(calendars) },
  };
};

const withError = (reason: string): object => ({ errors: [{ domain: 'global', reason }], busy: [] });

/** Merged and cut to the period, as the service does. */
const busyOf = ({ calendar, events }: KeptCalendar, from: number, to: number): object[] => {
  const merged: [number, number][] = [];
  const blocking = [...events.values()]
    .filter(
      ({ status, transparency, eventType, attendees }) =>
        status !== 'cancelled' &&
        transparency !== 'transparent' &&
        eventType !== 'workingLocation' &&
        !attendees?.some(({ self, responseStatus }) => self && responseStatus === 'declined'),
    )
    .map(({ start, end }): [number, number] => [
      Math.max(from, instantOf(start, calendar.timeZone)),
      Math.min(to, instantOf(end, calendar.timeZone)),
    ])
    .filter(([start, end]) => end > start)
    .sort(([a], [b]) => a - b);
  for (const [start, end] of blocking) {
    const last = merged.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  const text = (ms: number): string => new Date(ms).toISOString().replace('.000', '');
  return merged.map(([start, end]) => ({ start: text(start), end: text(end) }));
};
