// The face of this package.

export { type CalDavDependencies, createCalDav } from './caldav/caldav.ts';
export { eventText } from './caldav/event-text.ts';
export type {
  Account,
  BusyInterval,
  Calendar,
  CalendarEvent,
  CalendarInfo,
  CalendarWindow,
  CallOptions,
  CreatedEvent,
  CreateOptions,
  DraftTime,
  EventDraft,
  Reading,
  Standing,
  UndoOptions,
  Unread,
} from './calendar/calendar.ts';
export { ConnectorError, type ConnectorErrorCode } from './connector-error.ts';
export { createGoogleCalendar } from './google/google-calendar.ts';
export {
  createGuardedFetch,
  type GuardedFetch,
  type GuardedFetchOptions,
  type GuardedRequest,
  type GuardedResponse,
} from './http/guarded-fetch.ts';
export type { TokenApiDependencies } from './http/token-api.ts';
export {
  createIcsFeed,
  FEED_CALENDAR,
  type FeedKeeper,
  type IcsFeedDependencies,
  type KeptFeed,
} from './ics/ics-feed.ts';
export { createGraphCalendar } from './microsoft/graph-calendar.ts';
export {
  createOAuthClient,
  type OAuthClient,
  type OAuthClientDependencies,
  type OAuthGrant,
} from './oauth/oauth-client.ts';
export { OAuthError, type OAuthErrorCode } from './oauth/oauth-error.ts';
export {
  googleProvider,
  microsoftOf,
  microsoftProvider,
  notionProvider,
  type OAuthAccount,
  type OAuthProvider,
  providerAt,
} from './oauth/oauth-provider.ts';
export { newVerifier } from './oauth/pkce.ts';
export { type Callback, readCallback } from './oauth/read-callback.ts';
export type { OAuthTokens } from './oauth/token-answer.ts';
