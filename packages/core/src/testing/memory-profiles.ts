// Profiles in memory. The counter of numbers can lie there alone, before the profile is made and after it is forgotten.
import { PROFILE_ITEM, type Profile, type ProfileStore } from '../owner/profile.ts';
import { type MemoryTable, withChanges } from './memory-table.ts';

/** With the counter of reminders, which is none of a profile's own. */
type ProfileItem = Partial<Omit<Profile, 'owner'>> & { nextReminder?: number };

const { prefix: PROFILE } = PROFILE_ITEM;

export const createMemoryProfiles = (table: MemoryTable): ProfileStore => ({
  async get(owner) {
    const item = table.get<ProfileItem>(owner, PROFILE);
    if (item?.createdAtMs === undefined) return undefined;
    const { createdAtMs, updatedAtMs = createdAtMs, nextNumber = 1, nextReminder: _other, ...rest } = item;
    return { owner, createdAtMs, updatedAtMs, nextNumber, ...rest };
  },
  async update(owner, changes) {
    const item: ProfileItem = {
      nextNumber: 1,
      createdAtMs: changes.updatedAtMs,
      ...table.get<ProfileItem>(owner, PROFILE),
    };
    table.put(owner, PROFILE, withChanges(item, changes));
  },
  async mark(owner, marks) {
    const item = table.get<ProfileItem>(owner, PROFILE);
    if (item?.createdAtMs !== undefined) table.put(owner, PROFILE, withChanges(item, marks));
  },
  async takeNumbers(owner, count) {
    const item = table.get<ProfileItem>(owner, PROFILE);
    const first = item?.nextNumber ?? 1;
    table.put(owner, PROFILE, { ...item, nextNumber: first + count });
    return first;
  },
});
