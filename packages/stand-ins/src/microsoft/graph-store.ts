// The calendars of a pretended mailbox, and their events. What is deleted is gone, but a transaction id stays used.
import { createHash } from 'node:crypto';
import type { FakeMail } from '../service/mails.ts';
import type { GraphTime } from './graph-times.ts';

export interface GraphAttendee {
  emailAddress: { address: string; name?: string };
  type?: string;
  status?: { response: string; time: string };
}

export interface GraphEvent {
  id: string;
  /** Another with each change; the ETag is made of it. */
  changeKey: string;
  subject: string;
  body: { contentType: 'text' | 'html'; content: string };
  location: { displayName: string };
  isOnlineMeeting?: boolean;
  start: GraphTime;
  end: GraphTime;
  isAllDay: boolean;
  isCancelled: boolean;
  showAs: string;
  sensitivity: string;
  responseStatus: { response: string; time: string };
  type: 'singleInstance' | 'seriesMaster' | 'occurrence' | 'exception';
  seriesMasterId?: string;
  /** Of a series. */
  recurrence?: { every: 'day' | 'week'; times: number };
  /** What happened to single days of a series; undefined: deleted. */
  exceptions?: Record<string, Partial<GraphEvent> | undefined>;
  transactionId?: string;
  singleValueExtendedProperties?: { id: string; value: string }[];
  attendees?: GraphAttendee[];
}

/** An event as tests seed it; the rest is filled in. */
export type SeededGraphEvent = Partial<Omit<GraphEvent, 'id' | 'changeKey' | 'type'>> &
  Pick<GraphEvent, 'start' | 'end'>;

export interface GraphCalendar {
  id: string;
  name: string;
  canEdit: boolean;
  isDefaultCalendar: boolean;
}

export interface KeptCalendar {
  calendar: GraphCalendar;
  events: Map<string, GraphEvent>;
}

interface Mailbox {
  calendars: Map<string, KeptCalendar>;
  /** What was made with it, and from which request. */
  transactions: Map<string, { request: string; eventId: string }>;
}

const DEFAULTS = {
  subject: '',
  body: { contentType: 'text', content: '' },
  location: { displayName: '' },
  isAllDay: false,
  isCancelled: false,
  showAs: 'busy',
  sensitivity: 'normal',
  responseStatus: { response: 'organizer', time: '0001-01-01T00:00:00Z' },
} as const;

export const createGraphStore = () => {
  const mailboxes = new Map<string, Mailbox>();
  const mails: FakeMail[] = [];
  let made = 0;
  const mark = (prefix: string): string => {
    made += 1;
    return prefix + createHash('sha256').update(`${prefix}${made}`).digest('base64url');
  };
  const mailbox = (account: string): Mailbox => {
    const found = mailboxes.get(account) ?? { calendars: new Map(), transactions: new Map() };
    mailboxes.set(account, found);
    return found;
  };
  const put = ({ events }: KeptCalendar, event: GraphEvent): GraphEvent => {
    const stored = { ...event, changeKey: mark('') };
    events.set(stored.id, stored);
    return stored;
  };
  return {
    mailbox,
    /** Whatever was sent, in order. */
    mails,
    addCalendar: (account: string, { name = 'Calendar', canEdit = true } = {}): GraphCalendar => {
      const { calendars } = mailbox(account);
      const calendar = { id: `${mark('AAMk')}=`, name, canEdit, isDefaultCalendar: calendars.size === 0 };
      calendars.set(calendar.id, { calendar, events: new Map() });
      return calendar;
    },
    put,
    add: (kept: KeptCalendar, event: SeededGraphEvent): GraphEvent =>
      put(kept, {
        ...DEFAULTS,
        ...event,
        id: `${mark('AAMkE')}=`,
        changeKey: '',
        type: event.recurrence ? 'seriesMaster' : 'singleInstance',
      }),
    /** Wherever in the mailbox it is. */
    find: (account: string, id: string): { kept: KeptCalendar; event: GraphEvent } | undefined => {
      for (const kept of mailbox(account).calendars.values()) {
        const event = kept.events.get(id);
        if (event) return { kept, event };
      }
      return undefined;
    },
  };
};

export type GraphStore = ReturnType<typeof createGraphStore>;
