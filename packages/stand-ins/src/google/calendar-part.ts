// Google Calendar v3, as much of it as we use, for whoever shows a token with the scope.
import type { Grant } from '../oauth/grants.ts';
import type { OAuthPart } from '../oauth/oauth-part.ts';
import {
  type FakePart,
  type FakeReply,
  type FakeRequest,
  readJsonObject,
  readParameters,
  readSteps,
} from '../service/fake-request.ts';
import { LIST_PARAMETERS, listEvents, type Paging, toAnswer } from './event-list.ts';
import { insert, patch, remove } from './event-writes.ts';
import { freeBusy } from './free-busy.ts';
import { refuse } from './google-error.ts';
import type { GoogleCalendar, GoogleStore, KeptCalendar } from './google-store.ts';

export interface CalendarPartDependencies {
  oauth: Pick<OAuthPart, 'whoAsks'>;
  store: GoogleStore;
  paging: Paging;
}

const ROOT = '/calendar/v3';
const SCOPE = 'https://www.googleapis.com/auth/calendar.';

export const createCalendarPart =
  ({ oauth, store, paging }: CalendarPartDependencies): FakePart =>
  (request) => {
    const { pathname } = request.url;
    if (!pathname.startsWith(`${ROOT}/`)) return undefined;
    const grant = oauth.whoAsks(request) ?? refuse('authError');
    const steps = readSteps(pathname.slice(ROOT.length + 1), () => refuse('badRequest'));
    if (steps[0] === 'users' && steps[1] !== 'me') refuse('notFound');
    const route = `${request.method} ${steps.map((step, index) => (index % 2 === 1 ? '*' : step)).join('/')}`;
    const within = (account: string, id?: string) => ({
      account,
      kept: calendarOf(store, account, id),
      store,
    });
    switch (route) {
      case 'GET users/*/calendarList':
        return listCalendars(request, mayAll(grant, 'calendarlist.readonly'), store, paging);
      case 'GET users/*/calendarList/*': {
        const { account } = mayAll(grant, 'calendarlist.readonly');
        parametersOf(request, []);
        return { status: 200, body: toEntry(calendarOf(store, account, steps[3]).calendar) };
      }
      case 'POST freeBusy':
        parametersOf(request, []);
        return freeBusy(readJsonObject(request), mayAll(grant, 'freebusy').account, store);
      case 'GET calendars/*/events': {
        const { account } = mayAll(grant, 'events');
        const kept = calendarOf(store, account, steps[1]);
        if (kept.calendar.accessRole === 'freeBusyReader') refuse('forbidden');
        return listEvents(kept, parametersOf(request, LIST_PARAMETERS), store, paging);
      }
      case 'POST calendars/*/events':
        return insert(request, within(mayAll(grant, 'events').account, steps[1]));
      case 'PATCH calendars/*/events/*':
        return patch(request, within(mayAll(grant, 'events').account, steps[1]), steps[3] ?? '');
      case 'GET calendars/*/events/*': {
        parametersOf(request, ['timeZone']);
        const { calendar, events } = calendarOf(store, mayAll(grant, 'events').account, steps[1]);
        return { status: 200, body: toAnswer(events.get(steps[3] ?? '') ?? refuse('notFound'), calendar) };
      }
      case 'DELETE calendars/*/events/*':
        return remove(request, within(mayAll(grant, 'events').account, steps[1]), steps[3] ?? '');
      default:
        return undefined;
    }
  };

const parametersOf = ({ url }: FakeRequest, known: readonly string[]): Record<string, string> =>
  readParameters(url.searchParams, known, () => refuse('badRequest'));

const mayAll = (grant: Grant, scope: string): Grant =>
  grant.scopes.includes(SCOPE + scope) ? grant : refuse('insufficientPermissions');

const calendarOf = (store: GoogleStore, account: string, id = ''): KeptCalendar =>
  store.find(account, id) ?? refuse('notFound');

const toEntry = ({ unreadable: _, ...calendar }: GoogleCalendar): object => ({
  kind: 'calendar#calendarListEntry',
  selected: true,
  ...calendar,
});

const listCalendars = (
  request: FakeRequest,
  { account }: Grant,
  store: GoogleStore,
  { pageSize }: Paging,
): FakeReply => {
  const known = ['maxResults', 'pageToken', 'minAccessRole', 'showHidden'];
  const { maxResults = '100', pageToken = 'from-0' } = parametersOf(request, known);
  const [, from] = /^from-(\d+)$/.exec(pageToken) ?? [];
  if (!/^[1-9]\d{0,2}$/.test(maxResults) || Number(maxResults) > 250 || from === undefined) refuse('invalid');
  const all = store.calendars(account);
  const next = Number(from) + Math.min(Number(maxResults), pageSize);
  return {
    status: 200,
    body: {
      kind: 'calendar#calendarList',
      items: all.slice(Number(from), next).map(toEntry),
      ...(next < all.length ? { nextPageToken: `from-${next}` } : { nextSyncToken: 'calendars' }),
    },
  };
};
