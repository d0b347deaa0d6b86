// GET …/calendarView: what is in a period, series expanded, page after page; and …/events, found by an extended property.
import type { FakeReply, FakeRequest } from '../service/fake-request.ts';
import { fromLocal, toLocal } from '../service/zone-times.ts';
import { readQuery, readView, toAnswer } from './event-answer.ts';
import { refuse } from './graph-error.ts';
import type { GraphEvent, KeptCalendar } from './graph-store.ts';
import { instantOf, readLimit } from './graph-times.ts';

export interface Paging {
  /** The page that is shown is no longer than this, whatever was asked for. */
  pageSize: number;
}

const LISTING = ['$select', '$top', '$skip'];
const DAY_MS = 86_400_000;
const MAX_VIEW_MS = 1_825 * DAY_MS;

export const calendarView = (request: FakeRequest, { events }: KeptCalendar, paging: Paging): FakeReply => {
  const query = readQuery(request, [...LISTING, 'startDateTime', 'endDateTime']);
  const [from, to] = [readLimit(query.startDateTime), readLimit(query.endDateTime)];
  if (to < from) refuse('ErrorInvalidParameter');
  if (to - from > MAX_VIEW_MS) refuse('ErrorCalendarViewRangeTooBig');
  const found = [...events.values()]
    .flatMap(expand)
    .filter((event) => instantOf(event.start) < to && instantOf(event.end) > from)
    .sort((a, b) => instantOf(a.start) - instantOf(b.start));
  return page(request, query, found, paging);
};

/** Moved days keep their place in the series and have other times; deleted ones are not there. */
const expand = (event: GraphEvent): GraphEvent[] => {
  const { recurrence, exceptions = {}, ...master } = event;
  if (!recurrence) return [event];
  const step = recurrence.every === 'day' ? 1 : 7;
  const onDay = ({ dateTime, timeZone }: GraphEvent['start'], days: number) => {
    const local = toLocal(fromLocal(dateTime.slice(0, 19), 'UTC') + days * DAY_MS, 'UTC');
    return { dateTime: local, timeZone };
  };
  return Array.from({ length: recurrence.times }, (_, index) => {
    const start = onDay(master.start, index * step);
    const day = start.dateTime.slice(0, 10);
    if (day in exceptions && exceptions[day] === undefined) return [];
    const type = day in exceptions ? ('exception' as const) : ('occurrence' as const);
    const times = { start, end: onDay(master.end, index * step) };
    return [
      {
        ...master,
        ...times,
        id: `${event.id.slice(0, -1)}${index}=`,
        seriesMasterId: event.id,
        ...exceptions[day],
        type,
      },
    ];
  }).flat();
};

const FILTER =
  /^singleValueExtendedProperties\/Any\(ep: ep\/id eq '([^']+)' and ep\/value eq '((?:[^']|'')*)'\)$/;

export const eventsByProperty = (
  request: FakeRequest,
  { events }: KeptCalendar,
  paging: Paging,
): FakeReply => {
  const query = readQuery(request, [...LISTING, '$filter', '$expand']);
  const [, id, value = ''] = FILTER.exec(query.$filter ?? '') ?? refuse('BadRequest');
  // Values are compared without regard to capitals.
  const wanted = value.replaceAll("''", "'").toLowerCase();
  const found = [...events.values()].filter(({ singleValueExtendedProperties = [] }) =>
    singleValueExtendedProperties.some((one) => one.id === id && one.value.toLowerCase() === wanted),
  );
  return page(request, query, found, paging);
};

const page = (
  request: FakeRequest,
  query: Record<string, string>,
  found: GraphEvent[],
  { pageSize }: Paging,
): FakeReply => {
  const { $top = '10', $skip = '0' } = query;
  if (!/^[1-9]\d{0,3}$/.test($top) || Number($top) > 1_000 || !/^\d{1,6}$/.test($skip)) refuse('BadRequest');
  const view = readView(request, query);
  const next = Number($skip) + Math.min(Number($top), pageSize);
  return {
    status: 200,
    headers: { 'preference-applied': `outlook.timezone="${view.zone}"` },
    body: {
      value: found.slice(Number($skip), next).map((event) => toAnswer(event, view)),
      ...(next < found.length && { '@odata.nextLink': nextLink(request, next) }),
    },
  };
};

/** Whole, with the host that was asked; preferences are not in it. */
const nextLink = ({ url, headers }: FakeRequest, skip: number): string => {
  const next = new URL(url.pathname, `http://${headers.host}`);
  next.search = url.search;
  next.searchParams.set('$skip', String(skip));
  return next.href;
};
