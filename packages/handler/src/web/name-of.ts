// What a person is called in the app.
import type { Profile } from '@steward/core';

/** As Telegram told it; undefined for who has not written yet. */
export const nameOf = (profile: Profile | undefined): string | undefined =>
  [profile?.firstName, profile?.lastName].filter(Boolean).join(' ') || profile?.username;
