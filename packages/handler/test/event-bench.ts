// Cards of events on the bench: calendars in memory, behind the making and taking back that is the product's own.
import { type Calendar, ConnectorError } from '@steward/connectors';
import type { Connection } from '@steward/core';
import { createFakeClock } from '@steward/core/testing';
import type { Accounts } from '../src/connections/accounts.ts';
import { toFailure } from '../src/connections/connection-fault.ts';
import type { Agenda } from '../src/connections/reading.ts';
import { createEvents } from '../src/events/create-events.ts';
import { createBench, USER } from './bench.ts';
import { sampleConnection, scriptedCalendars } from './scripted-calendars.ts';

/** Thursday, 11 March 2027, 10:00 in Berlin. */
export const THURSDAY = Date.parse('2027-03-11T09:00Z');

export const calendarOf = (id: string, name: string, more: object = {}) => ({
  ...{ id, name, isBusy: true, isWritable: true },
  ...more,
});

export const connectionOf = (changes: Partial<Connection> = {}): Connection =>
  sampleConnection({
    ...{ owner: USER.id, calendars: [calendarOf('main', 'Work')], target: 'main', targetChosenAtMs: 1 },
    ...changes,
  });

type Kept = Parameters<Calendar['create']>[1] & { calendarId: string; etag: string; guests?: string[] };

/** `fails`: by the next calls to the provider, in order; `before`: nothing was written. */
export const createEventBench = ({
  connected = [connectionOf()],
  isOff = false,
}: {
  connected?: Connection[];
  isOff?: boolean;
} = {}) => {
  const clock = createFakeClock(THURSDAY, { mode: 'auto' });
  const kept = new Map<string, Kept>();
  /** To whom, in order; what was not an invitation says so. */
  const mails: string[] = [];
  const fails: { code: ConstructorParameters<typeof ConnectorError>[0]; isAfter?: true }[] = [];
  const { integrations, script } = scriptedCalendars({ connected });
  const failing = async <T>(work: () => T): Promise<T> => {
    const fault = fails.shift();
    if (fault && !fault.isAfter) throw new ConnectorError(fault.code);
    const done = work();
    if (fault) throw new ConnectorError(fault.code);
    return done;
  };
  const calendar: Pick<Calendar, 'create' | 'invite' | 'undo'> = {
    create: (calendarId, draft, { again = false } = {}) =>
      failing(() => {
        const found = kept.get(draft.id);
        if (again && !found) throw new ConnectorError('gone');
        kept.set(draft.id, found ?? { ...draft, calendarId, etag: '"1"' });
        const eventId = draft.id;
        return { calendarId, eventId, etag: '"1"', link: `https://calendar.example/${eventId.slice(0, 4)}` };
      }),
    invite: (created, _draft, addresses) =>
      failing(() => {
        const found = kept.get(created.eventId);
        if (!found) throw new ConnectorError('gone');
        const guests = [...new Set([...(found.guests ?? []), ...addresses])];
        mails.push(...guests.slice(found.guests?.length ?? 0));
        const etag = `"${guests.length + 1}"`;
        kept.set(created.eventId, { ...found, guests, etag });
        return { ...created, etag, guests };
      }),
    undo: ({ eventId, etag, guests = [] }) =>
      failing(() => {
        const found = kept.get(eventId);
        if (found?.etag === etag) mails.push(...guests.map((guest) => `${guest} is told`));
        if (found && found.etag !== etag) throw new ConnectorError('precondition');
        return kept.delete(eventId) ? ('deleted' as const) : ('was-gone' as const);
      }),
  };
  const found = async (_owner: number, id: string) => script.connected.find((one) => one.id === id);
  const bench = createBench({
    clock,
    replace: ({ drafts, events, profiles, reminders }) => {
      if (isOff) return {};
      const connections = { list: async () => script.connected, get: found };
      const calendars = {
        ...integrations.calendars,
        withCalendar: async <T>(_connection: Connection, use: (one: Calendar) => Promise<T>): Promise<T> => {
          try {
            return await use(calendar as Calendar);
          } catch (error) {
            throw toFailure(error);
          }
        },
      };
      return {
        integrations: {
          ...{
            ...integrations,
            calendars,
            accounts: { ...integrations.accounts, ...(connections as Pick<Accounts, 'list'>) },
          },
          events: createEvents({ drafts, events, connections, calendars, clock, profiles, reminders }),
        },
      };
    },
  });
  const agenda = (known: Partial<Agenda>): void => void Object.assign(script, { agenda: known });
  return {
    ...{ ...bench, bench, clock, kept, mails, fails, script, agenda },
    /** The drafts as they are stored. */
    drafts: (owner: number = USER.id) => bench.services.drafts.list(owner),
    /** The message with that much of its text on it, as it is now. */
    card: (part = '📅') => bench.chat().findLast(({ text }) => text.includes(part)),
    /** Taps a button of a message, found by its label. */
    tapOn: async (label: string, part?: string) => {
      const shown = bench.chat().filter(({ text }) => part === undefined || text.includes(part));
      const message = shown.findLast(({ buttons }) => buttons.some(({ text }) => text.includes(label)));
      const data = message?.buttons.find(({ text }) => text.includes(label))?.data;
      if (!message || data === undefined) throw new Error(`No button ${label}`);
      const place = { message_id: message.id, date: 1, chat: { id: USER.id, type: 'private' } };
      await bench.tap(data, { message: place });
      return data;
    },
  };
};

export type EventBench = ReturnType<typeof createEventBench>;

export const inBerlin = async ({ services }: EventBench, owner: number = USER.id): Promise<void> =>
  void (await services.profiles.update(owner, {
    zone: { name: 'Europe/Berlin', from: 'command' },
    updatedAtMs: THURSDAY,
  }));
