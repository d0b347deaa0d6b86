// What stands in a person's calendars.
import type { Calendar, CalendarEvent, CalendarWindow } from '@steward/connectors';
import type { Connection } from '@steward/core';
import type { ConnectionFault } from '@steward/core/web-contract';

export interface AgendaEvent extends CalendarEvent {
  /** Of the connection. */
  connection: string;
  calendarName: string;
}

/** A calendar, or some of its events, that could not be read. */
export interface Missing {
  connection: string;
  /** Whose account, as the person knows it. */
  account: string;
  /** Absent: the whole account. */
  calendarName?: string;
  why: ConnectionFault | 'unreadable-events' | 'broken';
}

export interface Agenda {
  /** By their start, then as long as they last; those without a time first. */
  events: AgendaEvent[];
  missing: Missing[];
  /** How many connections with calendars there are. */
  connections: number;
}

export interface CalendarReading {
  /** Every calendar of the person's that is connected. Slow providers are given up at the signal and are missing then. */
  agenda(owner: number, window: CalendarWindow, signal?: AbortSignal): Promise<Agenda>;
  /**
   * Reads what is busy, and keeps it sealed; writes down when and how that went. Never throws for what a provider does. Given
   * up at the signal, or after 45 s.
   */
  read(connection: Connection, signal?: AbortSignal): Promise<void>;
  /**
   * The calendar of a connection for one thing: gets a token, and another one where that is refused.
   * Throws a `ConnectionFailure`; `auth` where only connecting anew helps.
   */
  withCalendar<T>(connection: Connection, use: (calendar: Calendar) => Promise<T>): Promise<T>;
}
