// Google Calendar as a calendar of an assistant. No Google library: they weigh 400 kB and more for these eight requests.
import type { Calendar, CalendarInfo } from '../calendar/calendar.ts';
import { ConnectorError } from '../connector-error.ts';
import { readName } from '../http/read-fields.ts';
import type { TokenApiDependencies } from '../http/token-api.ts';
import { createGoogleApi } from './google-api.ts';
import { createFromDraft, undoCreated } from './google-drafts.ts';
import { readBusy, readEvents } from './google-events.ts';
import { inviteToCreated } from './google-guests.ts';

/** For one access token: `auth` means that it is no longer accepted, and another may be. */
export const createGoogleCalendar = (dependencies: TokenApiDependencies): Calendar => {
  const api = createGoogleApi(dependencies);
  return {
    test: async (options = {}) => {
      // Of the primary calendar the id is the account's address.
      const name = readName((await api.ask('GET', 'users/me/calendarList/primary', options)).id);
      if (name === undefined) throw new ConnectorError('bad-answer');
      return { name, addresses: [name] };
    },
    calendars: async (options = {}) =>
      (await api.list('users/me/calendarList', { query: { maxResults: '250' }, ...options })).map(toInfo),
    busy: (calendarIds, window, options) => readBusy(api, calendarIds, window, options),
    events: (calendarIds, window, options) => readEvents(api, calendarIds, window, options),
    create: (calendarId, draft, options) => createFromDraft(api, calendarId, draft, options),
    canInvite: true,
    invite: (created, draft, addresses, options) => inviteToCreated(api, created, draft, addresses, options),
    undo: (created, options) => undoCreated(api, created, options),
  };
};

const toInfo = ({ id, summaryOverride, summary, accessRole }: Record<string, unknown>): CalendarInfo => {
  if (typeof id !== 'string' || id === '') throw new ConnectorError('bad-answer');
  return {
    id,
    // What the person calls it comes first.
    name: readName(summaryOverride) ?? readName(summary) ?? id,
    writable: accessRole === 'owner' || accessRole === 'writer',
  };
};
