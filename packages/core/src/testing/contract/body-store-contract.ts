// What every store of archives, or of the text of documents, promises.

import { describe, expect, it } from 'vitest';
import { type BodyKind, type BodyStore, bodyPath } from '../../archive/archive-store.ts';
import { bodyText, textBody } from '../memory-bodies.ts';
import { type Made, newGroup, newOwner, useSubject } from './subject.ts';

export const bodyStoreContract = (kind: BodyKind, make: () => Promise<Made<{ bodies: BodyStore }>>): void => {
  describe(`a store of ${kind}`, () => {
    const subject = useSubject(make);

    it('reads an archive back as it was written, letter by letter', async () => {
      const { bodies } = subject();
      const owner = newGroup();
      const body = JSON.stringify({ text: 'Grüße 👋 \u0000\r\n', long: 'é'.repeat(600_000) });
      expect(await bodies.write(owner, 's-1', textBody(body))).toBe(bodyPath(kind, owner, 's-1'));
      expect((await bodyText(await bodies.read(owner, 's-1'))) === body).toBe(true);
    });

    it('takes an archive of many parts, and one of none', async () => {
      const { bodies } = subject();
      const owner = newOwner();
      const body = `[${'"abcdefghijklmno",'.repeat(1_000_000)}0]`;
      await bodies.write(owner, 's-1', textBody(body, 300_000));
      expect((await bodyText(await bodies.read(owner, 's-1'))) === body).toBe(true);
      await bodies.write(owner, 's-2', textBody(''));
      expect(await bodyText(await bodies.read(owner, 's-2'))).toBe('');
    });

    it('shows nothing of an archive that broke off', async () => {
      const { bodies } = subject();
      const owner = newOwner();
      for (const before of [1, 40, 70]) {
        const broken = async function* () {
          for (let piece = 0; piece < before; piece += 1) yield Buffer.alloc(300_000, 'x');
          throw new Error('broke off');
        };
        await expect(bodies.write(owner, 's-1', broken())).rejects.toThrow('broke off');
        expect(await bodies.read(owner, 's-1')).toBeUndefined();
      }
      expect(await bodies.list(owner)).toEqual([]);
    });

    it('writes over an archive of the same session', async () => {
      const { bodies } = subject();
      const owner = newOwner();
      await bodies.write(owner, 's-1', textBody('{"n":1}'));
      await bodies.write(owner, 's-1', textBody('{"n":2}'));
      expect(await bodyText(await bodies.read(owner, 's-1'))).toBe('{"n":2}');
    });

    it('has no archive that was not written, and none that was removed', async () => {
      const { bodies } = subject();
      const owner = newOwner();
      expect(await bodies.read(owner, 's-1')).toBeUndefined();
      await bodies.write(owner, 's-1', textBody('{}'));
      await bodies.remove(owner, 's-1');
      await bodies.remove(owner, 's-1');
      expect(await bodies.read(owner, 's-1')).toBeUndefined();
      expect(await bodies.list(owner)).toEqual([]);
    });

    it('lists the archives of an owner in order, and nobody else’s', async () => {
      const { bodies } = subject();
      const owner = newOwner();
      for (const sessionId of ['s-2', 's-1', 's-10']) await bodies.write(owner, sessionId, textBody('{}'));
      // An id that begins with the owner's is another owner.
      await bodies.write(Number(`${owner}7`), 's-3', textBody('{}'));
      expect(await bodies.list(owner)).toEqual(['s-1', 's-10', 's-2']);
      expect(await bodies.list(newOwner())).toEqual([]);
      expect(await bodies.read(newOwner(), 's-1')).toBeUndefined();
    });
  });
};
