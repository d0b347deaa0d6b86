// What stands in a person's calendars, whoever keeps them: all of them beside each other, and what cannot be read is told.
import type { CalendarWindow } from '@steward/connectors';
import type { Connection } from '@steward/core';
import { type AccessDependencies, createAccessSource } from './access-source.ts';
import { ConnectionFailure } from './accounts.ts';
import { faultOfCode, toFailure } from './connection-fault.ts';
import { givesCalendars } from './gives-calendars.ts';
import { knownAs } from './known-as.ts';
import { createMeasureCalls } from './measure-calls.ts';
import { createOpenCalendar, type OpenCalendarDependencies } from './open-calendar.ts';
import { createReadBusy, type ReadBusyDependencies } from './read-busy.ts';
import type { Agenda, AgendaEvent, CalendarReading, Missing } from './reading.ts';
import { withRenewal } from './with-renewal.ts';
import { createWithin } from './within.ts';

export type CalendarReadingDependencies = Omit<AccessDependencies, 'measure'> &
  Omit<OpenCalendarDependencies, 'access'> &
  Omit<ReadBusyDependencies, 'withCalendar'>;

/** Somebody waits for it. */
const AGENDA_MS = 15_000;

export const createCalendarReading = (dependencies: CalendarReadingDependencies): CalendarReading => {
  const { connections, log, clock } = dependencies;
  const measure = createMeasureCalls(dependencies);
  const open = createOpenCalendar({
    ...dependencies,
    access: createAccessSource({ ...dependencies, measure }),
  });
  const within = createWithin(clock);

  const withCalendar: CalendarReading['withCalendar'] = async (connection, use) => {
    const { provider } = connection;
    try {
      return await withRenewal(
        (refused) => open(connection, refused),
        ({ calendar }) => measure(provider, () => use(calendar)),
      );
    } catch (error) {
      const failure = toFailure(error);
      const why = failure instanceof ConnectionFailure ? failure.why : 'unexpected';
      log.warn('A provider was asked in vain', {
        ...{ action: 'provider', connection: connection.id, provider, outcome: why },
      });
      throw failure;
    }
  };

  const readOne = async (
    connection: Connection,
    window: CalendarWindow,
    signal: AbortSignal | undefined,
  ): Promise<Pick<Agenda, 'events' | 'missing'>> => {
    const { owner, id, state } = connection;
    const account = knownAs(connection);
    const lacks = (why: Missing['why']) => ({ events: [], missing: [{ connection: id, account, why }] });
    if (state === 'broken') return lacks('broken');
    try {
      return await within(AGENDA_MS, signal, (limit) =>
        withCalendar(connection, async (calendar) => {
          const options = { signal: limit };
          // It was connected just now.
          const isKnown = connection.calendars.length > 0;
          const all = isKnown ? connection.calendars : await calendar.calendars(options);
          const names = new Map(all.map((one) => [one.id, one.name]));
          const { items, unread } = await calendar.events([...names.keys()], window, options);
          const named = ({ calendarId }: { calendarId: string }) => ({
            connection: id,
            calendarName: names.get(calendarId) ?? '',
          });
          return {
            events: items.map((event): AgendaEvent => ({ ...event, ...named(event) })),
            missing: unread.map(({ calendarId, code }) => ({
              ...{ ...named({ calendarId }), account },
              why: code === 'unreadable-events' ? code : faultOfCode(code),
            })),
          };
        }),
      );
    } catch (error) {
      if (!(error instanceof ConnectionFailure)) throw error;
      // It may have turned out just now.
      const isBroken = error.why === 'auth' && (await connections.get(owner, id))?.state === 'broken';
      return lacks(isBroken ? 'broken' : error.why);
    }
  };

  return {
    withCalendar,
    read: createReadBusy({ ...dependencies, withCalendar }),
    async agenda(owner, window, signal) {
      const all = (await connections.list(owner)).filter(
        ({ state, provider }) => state !== 'pending' && givesCalendars(provider),
      );
      const each = await Promise.all(all.map((connection) => readOne(connection, window, signal)));
      return {
        events: each.flatMap(({ events }) => events).sort(byTime),
        missing: each.flatMap(({ missing }) => missing),
        connections: all.length,
      };
    },
  };
};

const byTime = (a: AgendaEvent, b: AgendaEvent): number =>
  Number(a.days === undefined) - Number(b.days === undefined) || a.startMs - b.startMs || a.endMs - b.endMs;
