// What every store of archives promises.
import { describe, expect, it } from 'vitest';
import type { ArchiveStore } from '../../archive/archive-store.ts';
import { type Made, newGroup, newOwner, useSubject } from './subject.ts';

export const archiveStoreContract = (make: () => Promise<Made<{ archives: ArchiveStore }>>): void => {
  describe('a store of archives', () => {
    const subject = useSubject(make);

    it('reads an archive back as it was written, letter by letter', async () => {
      const { archives } = subject();
      const owner = newGroup();
      const body = JSON.stringify({ text: 'Grüße 👋 \u0000\r\n', long: 'é'.repeat(600_000) });
      expect(await archives.write(owner, 's-1', body)).toBe(`archives/${owner}/s-1.json`);
      expect((await archives.read(owner, 's-1')) === body).toBe(true);
    });

    it('writes over an archive of the same session', async () => {
      const { archives } = subject();
      const owner = newOwner();
      await archives.write(owner, 's-1', '{"n":1}');
      await archives.write(owner, 's-1', '{"n":2}');
      expect(await archives.read(owner, 's-1')).toBe('{"n":2}');
    });

    it('has no archive that was not written, and none that was removed', async () => {
      const { archives } = subject();
      const owner = newOwner();
      expect(await archives.read(owner, 's-1')).toBeUndefined();
      await archives.write(owner, 's-1', '{}');
      await archives.remove(owner, 's-1');
      await archives.remove(owner, 's-1');
      expect(await archives.read(owner, 's-1')).toBeUndefined();
      expect(await archives.list(owner)).toEqual([]);
    });

    it('lists the archives of an owner, and nobody else’s', async () => {
      const { archives } = subject();
      const owner = newOwner();
      for (const sessionId of ['s-2', 's-1']) await archives.write(owner, sessionId, '{}');
      // An id that begins with the owner's is another owner.
      await archives.write(Number(`${owner}7`), 's-3', '{}');
      expect((await archives.list(owner)).toSorted()).toEqual(['s-1', 's-2']);
      expect(await archives.list(newOwner())).toEqual([]);
      expect(await archives.read(newOwner(), 's-1')).toBeUndefined();
    });
  });
};
