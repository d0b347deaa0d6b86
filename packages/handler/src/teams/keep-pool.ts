// Which teams' allowances a person's turns count for as well: noted in their profile, which every turn reads anyway.
import { type Clock, type ProfileStore, type SettingsStore, StewardError } from '@steward/core';

export interface PoolDependencies {
  profiles: Pick<ProfileStore, 'get'>;
  settings: SettingsStore;
  clock: Pick<Clock, 'now'>;
}

/** Whoever changes the same profile all the time loses against nobody for long. */
const TRIES = 5;

/**
 * `isPool`: the person is in the team, and it has an allowance. Only a hint: both are read at each turn, so that one too many
 * costs a read. Safe to repeat.
 */
export const keepPool = async (
  { profiles, settings, clock }: PoolDependencies,
  user: number,
  team: number,
  isPool: boolean,
): Promise<void> => {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const profile = await profiles.get(user);
    const { pools = [] } = profile ?? {};
    if (pools.includes(team) === isPool) return;
    const kept = isPool ? [...pools, team] : pools.filter((id) => id !== team);
    const changes = { pools: kept.length > 0 ? kept : null, updatedAtMs: clock.now() };
    if (await settings.change(user, profile, changes)) return;
  }
  throw new StewardError('storage-unavailable', 'A profile changed too often', { retryable: true });
};
