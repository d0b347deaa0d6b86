// Conditional changes of profiles in memory.
import { isDeepStrictEqual } from 'node:util';
import { PROFILE_ITEM, type Profile, type ProfileStore } from '../owner/profile.ts';
import type { SettingsStore } from '../owner/settings-store.ts';
import type { MemoryTable } from './memory-table.ts';

export const createMemorySettings = (
  table: MemoryTable,
  profiles: Pick<ProfileStore, 'update'>,
): SettingsStore => ({
  async change(owner, read, changes) {
    const item = table.get<Partial<Profile>>(owner, PROFILE_ITEM.prefix);
    const { updatedAtMs: _when, ...said } = changes;
    const names = Object.keys(said) as (keyof typeof said)[];
    if (!names.every((name) => isDeepStrictEqual(item?.[name], read?.[name]))) return false;
    // Nothing comes between: it is written before it is waited for.
    await profiles.update(owner, changes);
    return true;
  },
});
