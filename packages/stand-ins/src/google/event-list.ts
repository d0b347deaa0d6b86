// GET …/events: a period in pages, or what changed since a token.
import type { FakeReply } from '../service/fake-request.ts';
import { withFields } from './fields-mask.ts';
import { refuse } from './google-error.ts';
import type { GoogleCalendar, GoogleEvent, GoogleStore, KeptCalendar } from './google-store.ts';
import { instantOf, mustBeZone, readInstant, toTold } from './google-times.ts';

export const LIST_PARAMETERS = [
  'maxResults',
  'pageToken',
  'syncToken',
  'timeMin',
  'timeMax',
  'timeZone',
  'singleEvents',
  'orderBy',
  'showDeleted',
  'eventTypes',
  'maxAttendees',
  'fields',
];
/** What a sync token forbids beside it. */
const NOT_WITH_SYNC = ['timeMin', 'timeMax', 'orderBy'];

export interface Paging {
  /** The page that is shown is no longer than this, whatever was asked for. */
  pageSize: number;
}

interface Position {
  from: number;
  /** How far changes were when the first page was made. */
  at: number;
  since?: number;
  query: string;
}

export const listEvents = (
  { calendar, events }: KeptCalendar,
  parameters: Record<string, string>,
  store: GoogleStore,
  { pageSize }: Paging,
): FakeReply => {
  const { syncToken, pageToken, maxResults = '250', orderBy, singleEvents = 'false' } = parameters;
  const { maxAttendees = '200' } = parameters;
  if (!/^[1-9]\d{0,3}$/.test(maxAttendees)) refuse('invalid');
  if (!/^[1-9]\d{0,3}$/.test(maxResults) || Number(maxResults) > 2_500) refuse('invalid');
  for (const flag of [singleEvents, parameters.showDeleted ?? 'false'])
    if (!['true', 'false'].includes(flag)) refuse('invalid');
  if (orderBy !== undefined && !['startTime', 'updated'].includes(orderBy)) refuse('invalid');
  if (orderBy === 'startTime' && singleEvents !== 'true') refuse('badRequest');
  if (parameters.timeZone !== undefined) mustBeZone(parameters.timeZone);
  const { timeMin, timeMax } = parameters;
  const from = timeMin === undefined ? Number.NEGATIVE_INFINITY : readInstant(timeMin);
  const to = timeMax === undefined ? Number.POSITIVE_INFINITY : readInstant(timeMax);
  if (to <= from) refuse('timeRangeEmpty');
  if (syncToken !== undefined && NOT_WITH_SYNC.some((name) => parameters[name] !== undefined))
    refuse('badRequest');

  // All but the token must stay as it was on the first page.
  const { pageToken: _page, maxResults: _size, ...rest } = parameters;
  const query = JSON.stringify(Object.entries(rest).sort());
  const since = syncToken === undefined ? undefined : readSyncToken(syncToken, store);
  const position: Position = pageToken
    ? readPage(pageToken, query)
    : { from: 0, at: store.now(), query, ...(since !== undefined && { since }) };

  const starts = (event: GoogleEvent): number => instantOf(event.start, calendar.timeZone);
  const found = [...events.values()]
    .filter(({ changed, status }) =>
      position.since === undefined
        ? status !== 'cancelled' || parameters.showDeleted === 'true'
        : changed > position.since,
    )
    .filter((event) => starts(event) < to && instantOf(event.end, calendar.timeZone) > from)
    .sort((a, b) => starts(a) - starts(b));
  const size = Math.min(Number(maxResults), pageSize);
  const items = found.slice(position.from, position.from + size);
  const next = position.from + size;
  return {
    status: 200,
    body: withFields(
      {
        kind: 'calendar#events',
        summary: calendar.summary,
        timeZone: calendar.timeZone,
        accessRole: calendar.accessRole,
        items: items.map((event) => toAnswer(withAttendees(event, Number(maxAttendees)), calendar)),
        ...(next < found.length
          ? { nextPageToken: encode({ ...position, from: next }) }
          : { nextSyncToken: `sync-${position.at}` }),
      },
      parameters.fields,
    ),
  };
};

/** A cancelled one of a sync tells little more than that. */
export const toAnswer = (
  { changed: _, ...event }: GoogleEvent & { changed?: number },
  { timeZone }: Pick<GoogleCalendar, 'timeZone'>,
): object => ({
  kind: 'calendar#event',
  ...event,
  start: toTold(event.start, timeZone),
  end: toTold(event.end, timeZone),
});

/** Of more than that, only the person's own. */
const withAttendees = (event: GoogleEvent, most: number): GoogleEvent => {
  const { attendees = [] } = event;
  if (attendees.length <= most) return event;
  return { ...event, attendees: attendees.filter(({ self }) => self), attendeesOmitted: true };
};

const readSyncToken = (token: string, store: GoogleStore): number => {
  const [, change] = /^sync-(\d+)$/.exec(token) ?? [];
  const known = change !== undefined && store.remembers(Number(change));
  return known ? Number(change) : refuse('fullSyncRequired');
};

const encode = (position: Position): string => Buffer.from(JSON.stringify(position)).toString('base64url');

const readPage = (token: string, query: string): Position => {
  try {
    const position: Position = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (position.query === query) return position;
  } catch {
    // Refused below.
  }
  return refuse('invalid');
};
