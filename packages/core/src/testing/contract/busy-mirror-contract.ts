// What every store of busy mirrors promises.
import { describe, expect, it } from 'vitest';
import type { BusyMirror, BusyMirrorStore } from '../../connection/busy-mirror.ts';
import type { OwnerDataStore } from '../../owner/owner-data.ts';
import { SAMPLE_MS } from '../samples.ts';
import { type Made, newOwner, useSubject } from './subject.ts';

export interface BusyMirrorSubject {
  busyMirrors: BusyMirrorStore;
  ownerData: OwnerDataStore;
}

export const busyMirrorContract = (make: () => Promise<Made<BusyMirrorSubject>>): void => {
  describe('a store of busy mirrors', () => {
    const subject = useSubject(make);
    const stored = async (changes: Partial<BusyMirror>): Promise<BusyMirror> => {
      const mirror = {
        ...{ owner: 1, connection: 'a', calendar: 'work', sealed: 'sealed-1' },
        ...{ fromMs: SAMPLE_MS, toMs: SAMPLE_MS + 1, readAtMs: SAMPLE_MS - 1 },
        ...changes,
      };
      await subject().busyMirrors.put(mirror);
      return mirror;
    };
    const calendars = async (owner: number) =>
      (await subject().busyMirrors.list(owner))
        .map(({ connection, calendar }) => `${connection} ${calendar}`)
        .sort();

    it('keeps the newest of each calendar, whatever its name', async () => {
      const owner = newOwner();
      const calendar = `https://calendar.example/${'long/'.repeat(400)}`;
      await stored({ owner, calendar });
      const newest = await stored({ owner, calendar, sealed: 'sealed-2', readAtMs: SAMPLE_MS });
      expect(await subject().busyMirrors.list(owner)).toEqual([newest]);
      expect(await calendars(newOwner())).toEqual([]);
    });

    it('removes that of a calendar, or those of a connection, and no others', async () => {
      const owner = newOwner();
      for (const calendar of ['work', 'home', 'team']) await stored({ owner, calendar });
      await stored({ owner, connection: 'ab' });
      await subject().busyMirrors.remove(owner, 'a', 'work');
      await subject().busyMirrors.remove(owner, 'a', 'none');
      expect(await calendars(owner)).toEqual(['a home', 'a team', 'ab work']);
      await subject().busyMirrors.remove(owner, 'a');
      await subject().busyMirrors.remove(owner, 'a');
      expect(await calendars(owner)).toEqual(['ab work']);
    });

    it('goes with its owner', async () => {
      const owner = newOwner();
      await stored({ owner });
      await subject().ownerData.removeAll(owner);
      expect(await calendars(owner)).toEqual([]);
    });
  });
};
