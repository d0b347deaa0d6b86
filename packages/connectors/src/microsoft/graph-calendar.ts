// Calendars of Outlook (Microsoft 365 and personal accounts) as a calendar of an assistant. No Microsoft library: MSAL and the Graph
// client weigh 270 kB for these nine requests.
import { busyOf } from '../calendar/busy-of.ts';
import type { Calendar, CalendarInfo } from '../calendar/calendar.ts';
import { ConnectorError } from '../connector-error.ts';
import { readName, readToken } from '../http/read-fields.ts';
import type { TokenApiDependencies } from '../http/token-api.ts';
import { createGraphApi } from './graph-api.ts';
import { createFromDraft, undoCreated } from './graph-drafts.ts';
import { readEvents } from './graph-events.ts';
import { inviteToCreated } from './graph-guests.ts';
import { BUSY_FIELDS, EVENT_FIELDS } from './read-graph-event.ts';

/** For one access token: `auth` means that it is no longer accepted, and another may be. */
export const createGraphCalendar = (dependencies: TokenApiDependencies): Calendar => {
  const api = createGraphApi(dependencies);
  return {
    test: async (options = {}) => {
      const select = { $select: 'mail,userPrincipalName' };
      const { mail, userPrincipalName } = await api.ask('GET', 'me', { query: select, ...options });
      const name = readName(mail ?? userPrincipalName);
      if (name === undefined) throw new ConnectorError('bad-answer');
      // An account need not have a mailbox.
      await api.ask('GET', 'me/calendars', { query: { $select: 'id', $top: '1' }, ...options });
      return { name, addresses: [name] };
    },
    calendars: async (options = {}) =>
      (await api.list('me/calendars', { query: { $select: 'id,name,canEdit' }, ...options })).map(toInfo),
    busy: async (calendarIds, window, options) =>
      busyOf(await readEvents(api, calendarIds, window, { ...options, fields: BUSY_FIELDS })),
    events: (calendarIds, window, options) =>
      readEvents(api, calendarIds, window, { ...options, fields: EVENT_FIELDS }),
    create: (calendarId, draft, options) => createFromDraft(api, calendarId, draft, options),
    canInvite: true,
    invite: (created, draft, addresses, options) => inviteToCreated(api, created, draft, addresses, options),
    undo: (created, options) => undoCreated(api, created, options),
  };
};

const toInfo = ({ id, name, canEdit }: Record<string, unknown>): CalendarInfo => {
  const known = readToken(id);
  if (known === undefined) throw new ConnectorError('bad-answer');
  return { id: known, name: readName(name) ?? 'Calendar', writable: canEdit === true };
};
