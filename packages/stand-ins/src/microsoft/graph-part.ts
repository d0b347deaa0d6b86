// Microsoft Graph v1.0, as much of calendars as we use, for whoever shows a token with the scope.
import type { Grant } from '../oauth/grants.ts';
import type { OAuthPart } from '../oauth/oauth-part.ts';
import {
  type FakePart,
  type FakeReply,
  type FakeRequest,
  readJsonObject,
  readSteps,
} from '../service/fake-request.ts';
import { calendarView, eventsByProperty } from './calendar-view.ts';
import { etagOf, readQuery, readView, toAnswer } from './event-answer.ts';
import { readAttendees, readEvent } from './event-body.ts';
import { refuse } from './graph-error.ts';
import type { GraphEvent, GraphStore, KeptCalendar } from './graph-store.ts';

export interface GraphSwitches {
  pageSize: number;
  /** Requests to a mailbox wait for this. */
  held?: Promise<unknown>;
  /** It no longer knows which transaction ids were used. */
  forgetsTransactions?: boolean;
}

export interface GraphPartDependencies {
  oauth: Pick<OAuthPart, 'whoAsks'>;
  store: GraphStore;
  switches: GraphSwitches;
}

const ROOT = '/v1.0/';
/** At once, for one mailbox. */
const MAX_AT_ONCE = 4;
const ID = /^[\w-]+=$/;

export const createGraphPart = ({ oauth, store, switches }: GraphPartDependencies): FakePart => {
  const atWork = new Map<string, number>();
  return async (request) => {
    const { pathname } = request.url;
    if (!pathname.startsWith(ROOT)) return undefined;
    const grant = oauth.whoAsks(request) ?? refuse('InvalidAuthenticationToken');
    const steps = readSteps(pathname.slice(ROOT.length), () => refuse('BadRequest'));
    if (steps[0] !== 'me') return undefined;
    if (steps.length === 1 && request.method === 'GET') return me(request, may(grant, 'User.Read'));
    const { account } = grant;
    const others = atWork.get(account) ?? 0;
    if (others >= MAX_AT_ONCE) refuse('ApplicationThrottled', { 'retry-after': '1' });
    atWork.set(account, others + 1);
    try {
      await switches.held;
      return answer(request, steps, grant, { store, switches });
    } finally {
      atWork.set(account, (atWork.get(account) ?? 1) - 1);
    }
  };
};

type Within = Pick<GraphPartDependencies, 'store' | 'switches'>;

const answer = (
  request: FakeRequest,
  steps: string[],
  grant: Grant,
  { store, switches }: Within,
): FakeReply | undefined => {
  const reading = () => may(grant, 'Calendars.Read', 'Calendars.ReadWrite').account;
  const writing = () => may(grant, 'Calendars.ReadWrite').account;
  const [, , id = '', last] = steps;
  const route = `${request.method} ${steps.map((step, index) => (index === 2 ? '*' : step)).join('/')}`;
  switch (route) {
    case 'GET me/calendars':
      return listCalendars(request, reading(), { store, switches });
    case 'GET me/calendars/*':
      readQuery(request, ['$select']);
      return { status: 200, body: calendarOf(store, reading(), id).calendar };
    case 'GET me/calendars/*/calendarView':
      return calendarView(request, calendarOf(store, reading(), id), switches);
    case 'GET me/calendars/*/events':
      return eventsByProperty(request, calendarOf(store, reading(), id), switches);
    case 'POST me/calendars/*/events':
      return insert(request, writing(), id, { store, switches });
    case 'GET me/events/*': {
      const { event } = eventOf(store, reading(), id);
      return {
        status: 200,
        body: toAnswer(event, readView(request, readQuery(request, ['$select', '$expand']))),
      };
    }
    case 'DELETE me/events/*': {
      const { kept, event } = mayChange(request, store, writing(), id);
      kept.events.delete(event.id);
      mail(store, event, event.attendees, 'cancellation');
      return { status: 204 };
    }
    case 'PATCH me/events/*': {
      const { kept, event } = mayChange(request, store, writing(), id);
      const { attendees: before = [] } = event;
      const attendees = readAttendees(readJsonObject(request) ?? refuse('BadRequest'), before);
      const changed = store.put(kept, { ...event, attendees });
      mail(store, event, others(attendees, before), 'invitation');
      mail(store, event, others(before, attendees), 'cancellation');
      return { status: 200, body: toAnswer(changed, readView(request, readQuery(request, []))) };
    }
    default:
      return last === undefined ? undefined : refuse('ResourceNotFound');
  }
};

const may = (grant: Grant, ...scopes: string[]): Grant =>
  scopes.some((scope) => grant.scopes.includes(scope)) ? grant : refuse('ErrorAccessDenied');

const mustBeId = (id: string): string => (ID.test(id) ? id : refuse('ErrorInvalidIdMalformed'));

const calendarOf = (store: GraphStore, account: string, id: string): KeptCalendar =>
  store.mailbox(account).calendars.get(mustBeId(id)) ?? refuse('ErrorItemNotFound');

const eventOf = (store: GraphStore, account: string, id: string) =>
  store.find(account, mustBeId(id)) ?? refuse('ErrorItemNotFound');

const mustWrite = ({ calendar }: KeptCalendar): void => {
  if (!calendar.canEdit) refuse('ErrorAccessDenied');
};

/** Who changes it says which version is meant. */
const mayChange = (request: FakeRequest, store: GraphStore, account: string, id: string) => {
  const { kept, event } = eventOf(store, account, id);
  const wanted = request.headers['if-match'];
  mustWrite(kept);
  if (wanted !== undefined && wanted !== '*' && wanted !== etagOf(event)) refuse('ErrorIrresolvableConflict');
  return { kept, event };
};

type Attendees = NonNullable<GraphEvent['attendees']>;

const others = (all: Attendees, without: Attendees): Attendees =>
  all.filter((one) => !without.some((other) => other.emailAddress.address === one.emailAddress.address));

const mail = (
  { mails }: GraphStore,
  event: GraphEvent,
  to: Attendees = [],
  what: 'invitation' | 'cancellation',
): void => {
  mails.push(...to.map(({ emailAddress }) => ({ to: emailAddress.address, what, event: event.id })));
};

const me = (request: FakeRequest, { account }: Grant): FakeReply => {
  readQuery(request, ['$select']);
  // A personal account may have no `mail`.
  return {
    status: 200,
    body: { id: `id-of-${account}`, displayName: account, mail: null, userPrincipalName: account },
  };
};

const listCalendars = (request: FakeRequest, account: string, { store, switches }: Within): FakeReply => {
  const { $top = '10', $skip = '0' } = readQuery(request, ['$select', '$top', '$skip']);
  const all = [...store.mailbox(account).calendars.values()].map(({ calendar }) => calendar);
  const next = Number($skip) + Math.min(Number($top), switches.pageSize);
  const link = new URL(request.url.pathname, `http://${request.headers.host}`);
  link.search = String(new URLSearchParams({ $top, $skip: String(next) }));
  return {
    status: 200,
    body: {
      value: all.slice(Number($skip), next),
      ...(next < all.length && { '@odata.nextLink': link.href }),
    },
  };
};

/** A transaction id makes one event: asked for again as it was, it is that one. */
const insert = (
  request: FakeRequest,
  account: string,
  id: string,
  { store, switches }: Within,
): FakeReply => {
  const kept = calendarOf(store, account, id);
  mustWrite(kept);
  const body = readEvent(readJsonObject(request) ?? refuse('BadRequest'));
  const view = readView(request, readQuery(request, []));
  const { transactions } = store.mailbox(account);
  const key = body.transactionId ?? '';
  const wanted = `${id} ${request.body}`;
  const used = switches.forgetsTransactions ? undefined : transactions.get(key);
  if (used) {
    const first = store.find(account, used.eventId)?.event;
    if (used.request !== wanted || !first) refuse('ErrorDuplicateTransactionId');
    else return { status: 201, body: toAnswer(first, view) };
  }
  const event = store.add(kept, body);
  if (key !== '') transactions.set(key, { request: wanted, eventId: event.id });
  return { status: 201, body: toAnswer(event, view) };
};
