// Whether what is connected has calendars, or only a place for notes.
import type { ConnectionProvider } from '@steward/core';

export const givesCalendars = (provider: ConnectionProvider): boolean =>
  provider !== 'notion' && provider !== 'apple-notes';

/** Who is invited there gets mail from the provider. The connectors say the same (`canInvite`). */
export const invitesGuests = (provider: ConnectionProvider): boolean =>
  provider === 'google' || provider === 'microsoft';

export const hasCalendar = (connected: readonly { provider: ConnectionProvider }[]): boolean =>
  connected.some(({ provider }) => givesCalendars(provider));
