// The face of this package.

export type {
  BusyInterval,
  Calendar,
  CalendarEvent,
  CalendarInfo,
  CalendarWindow,
  CallOptions,
  CreatedEvent,
  DraftTime,
  EventDraft,
  Reading,
  Standing,
  Unread,
} from './calendar/calendar.ts';
export { ConnectorError, type ConnectorErrorCode } from './connector-error.ts';
export {
  createGuardedFetch,
  type GuardedFetch,
  type GuardedFetchOptions,
  type GuardedRequest,
  type GuardedResponse,
} from './http/guarded-fetch.ts';
export {
  createIcsFeed,
  FEED_CALENDAR,
  type FeedKeeper,
  type IcsFeedDependencies,
  type KeptFeed,
} from './ics/ics-feed.ts';
