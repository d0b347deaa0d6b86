// Whether what is connected has calendars, or only places for notes.
import type { Connection, ConnectionProvider } from '@steward/core';

export const isOfCalendars = (provider: ConnectionProvider): boolean =>
  provider !== 'notion' && provider !== 'apple-notes';

export const hasCalendar = (connected: readonly Connection[]): boolean =>
  connected.some(({ provider }) => isOfCalendars(provider));
