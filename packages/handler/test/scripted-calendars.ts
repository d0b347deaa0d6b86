// What somebody has connected, as a test says it.
import type { CalendarWindow } from '@steward/connectors';
import type { Connection } from '@steward/core';
import type { Accounts } from '../src/connections/accounts.ts';
import type { Linking, ProviderOffer } from '../src/connections/linking.ts';
import type { NoteTargets } from '../src/connections/note-targets.ts';
import type { Agenda, AgendaEvent, CalendarReading } from '../src/connections/reading.ts';
import type { IntegrationServices } from '../src/context/services.ts';

export interface Script {
  agenda: Partial<Agenda> | ((window: CalendarWindow, signal?: AbortSignal) => Promise<Agenda>);
  connected: Connection[];
  offers: ProviderOffer[];
}

/** `script` may be changed while the test runs. */
export const scriptedCalendars = (given: Partial<Script> = {}) => {
  const script: Script = { agenda: {}, connected: [], offers: [], ...given };
  const asked: { owner: number; window: CalendarWindow }[] = [];
  const integrations: IntegrationServices = {
    linking: {} as Linking,
    accounts: {
      list: async () => script.connected,
      offers: async () => script.offers,
    } as Pick<Accounts, 'list' | 'offers'> as Accounts,
    calendars: {
      async agenda(owner, window, signal) {
        asked.push({ owner, window });
        const { agenda } = script;
        if (typeof agenda === 'function') return await agenda(window, signal);
        return { events: [], missing: [], connections: 1, ...agenda };
      },
    } as Pick<CalendarReading, 'agenda'> as CalendarReading,
    notes: {} as NoteTargets,
    events: {} as IntegrationServices['events'],
    sharedBusy: { read: async () => ({ why: 'gone' }) },
    connections: {} as IntegrationServices['connections'],
  };
  return { integrations, script, asked };
};

/** `from`, `to`: with an offset, or both a day alone (the last one exclusive). */
export const sampleEvent = (
  title: string,
  from: string,
  to: string,
  changes: Partial<AgendaEvent> = {},
): AgendaEvent => ({
  ...{ connection: 'c1', calendarId: 'main', calendarName: 'Main', title, standing: 'busy' },
  startMs: Date.parse(from),
  endMs: Date.parse(to),
  ...(from.length === 10 && { days: { start: from, end: to } }),
  ...changes,
});

export const sampleConnection = (changes: Partial<Connection> = {}): Connection => ({
  ...{ owner: 1001, id: 'c1', provider: 'google', account: 'ada@example.org', scopes: [], state: 'active' },
  ...{ sealed: {}, generation: 1, calendars: [], createdAtMs: 0 },
  ...changes,
});
