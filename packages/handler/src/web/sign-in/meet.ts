// Who opens the Mini App before they ever wrote to the bot: their names, as Telegram signed them, so that the app greets a
// person and no number. Whoever wrote is known by what they wrote with.
import type { Profile, SettingsStore } from '@steward/core';

type Names = Pick<Profile, 'firstName' | 'lastName' | 'username' | 'languageCode'>;

export interface Meeting {
  settings: SettingsStore;
  now: () => number;
}

/** @param initData believed already */
export const meet = async (
  { settings, now }: Meeting,
  owner: number,
  person: Profile | undefined,
  initData: string,
): Promise<void> => {
  const names = namesIn(initData);
  if (person?.firstName !== undefined || names.firstName === undefined) return;
  // Where the worker writes them at the same moment, its word is as good.
  await settings.change(owner, person, { ...names, updatedAtMs: now() });
};

const namesIn = (initData: string): Names => {
  const user = JSON.parse(new URLSearchParams(initData).get('user') ?? '{}') as Record<string, unknown>;
  const text = (name: string) =>
    typeof user[name] === 'string' && user[name] !== '' ? user[name] : undefined;
  const [firstName, lastName, username, languageCode] = [
    ...['first_name', 'last_name', 'username', 'language_code'].map(text),
  ];
  return {
    ...(firstName !== undefined && { firstName }),
    ...(lastName !== undefined && { lastName }),
    ...(username !== undefined && { username }),
    ...(languageCode !== undefined && { languageCode }),
  };
};
