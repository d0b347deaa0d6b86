// Whether what is connected has calendars, or only a place for notes.
import type { ConnectionProvider } from '@steward/core';

export const givesCalendars = (provider: ConnectionProvider): boolean =>
  provider !== 'notion' && provider !== 'apple-notes';

export const hasCalendar = (connected: readonly { provider: ConnectionProvider }[]): boolean =>
  connected.some(({ provider }) => givesCalendars(provider));
