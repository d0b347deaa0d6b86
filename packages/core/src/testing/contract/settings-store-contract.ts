// What every store of settings promises.
import { describe, expect, it } from 'vitest';
import type { ProfileChanges, ProfileStore } from '../../owner/profile.ts';
import type { SettingsStore } from '../../owner/settings-store.ts';
import { type Made, newOwner, useSubject } from './subject.ts';

export type SettingsStoreSubject = { profiles: ProfileStore; settings: SettingsStore };

const zone = { name: 'Europe/Berlin', from: 'app' as const };
const workingHours = { from: '09:00', until: '17:00', days: [1, 5] };

export const settingsStoreContract = (make: () => Promise<Made<SettingsStoreSubject>>): void => {
  describe('a store of settings', () => {
    const subject = useSubject(make);

    it('makes a profile, and changes what is as it was read, whatever else of it has changed', async () => {
      const { profiles, settings } = subject();
      const owner = newOwner();
      expect(await settings.change(owner, undefined, { zone, workingHours, updatedAtMs: 1 })).toBe(true);
      const read = await profiles.get(owner);
      const made = { owner, createdAtMs: 1, updatedAtMs: 1, nextNumber: 1 };
      expect(read).toEqual({ ...made, zone, workingHours });
      await profiles.update(owner, { lastAtMs: 5, updatedAtMs: 5 });
      const changes = { zone: { ...zone, name: 'UTC' }, quiet: 'off' as const };
      const change = { ...changes, workingHours: null, updatedAtMs: 6 };
      expect(await settings.change(owner, read, change)).toBe(true);
      expect(await profiles.get(owner)).toEqual({ ...made, ...changes, lastAtMs: 5, updatedAtMs: 6 });
    });

    it('changes nothing where one of them is another one meanwhile, there or gone', async () => {
      const { profiles, settings } = subject();
      const owner = newOwner();
      const quiet = { from: '23:00', until: '06:00' };
      await profiles.update(owner, { quiet, workingHours, think: 'on', updatedAtMs: 1 });
      const read = await profiles.get(owner);
      const refused = async (now: ProfileChanges, changes: ProfileChanges): Promise<void> => {
        await profiles.update(owner, { ...now, updatedAtMs: 2 });
        const before = await profiles.get(owner);
        expect(await settings.change(owner, read, { ...changes, updatedAtMs: 9 })).toBe(false);
        expect(await profiles.get(owner)).toEqual(before);
      };
      await refused({ quiet: { ...quiet, until: '06:30' } }, { quiet: 'off', think: 'show' });
      await refused({ quiet: 'off' }, { quiet: null });
      await refused({ workingHours: { ...workingHours, days: [1, 5, 6] } }, { workingHours: null });
      await refused({ workingHours: { ...workingHours, days: [1, 4] } }, { workingHours: null });
      await refused({ think: null }, { think: 'show' });
      await refused({ defaultModel: 'm:1b' }, { defaultModel: null });
    });

    it('lets one of several changes win that were made of the same reading', async () => {
      const { profiles, settings } = subject();
      const owner = newOwner();
      await profiles.update(owner, { streaming: 'edit', updatedAtMs: 1 });
      const read = await profiles.get(owner);
      const won = await Promise.all(
        (['draft', 'off', null] as const).map((streaming) =>
          settings.change(owner, read, { streaming, updatedAtMs: 2 }),
        ),
      );
      expect(won.filter(Boolean)).toHaveLength(1);
    });
  });
};
