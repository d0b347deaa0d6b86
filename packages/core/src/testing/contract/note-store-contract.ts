// What every store of notes promises.
import { describe, expect, it } from 'vitest';
import type { Note, NoteStore } from '../../note/note.ts';
import type { OwnerDataStore } from '../../owner/owner-data.ts';
import { SAMPLE_MS } from '../samples.ts';
import { type Made, newGroup, newOwner, useSubject } from './subject.ts';

export interface NoteStoreSubject {
  notes: NoteStore;
  ownerData: OwnerDataStore;
}

export const noteStoreContract = (make: () => Promise<Made<NoteStoreSubject>>): void => {
  describe('a store of notes', () => {
    const subject = useSubject(make);
    const noteOf = (owner: number, index: number, more: Partial<Note> = {}): Note => ({
      ...{ owner, atMs: SAMPLE_MS + index, id: `000000000000000${index}`, text: `Note ${index}` },
      ...more,
    });

    it('keeps each once under its name, and lists the newest first', async () => {
      const { notes } = subject();
      const [owner, other] = [newOwner(), newOwner()];
      const [one, two] = [noteOf(owner, 1, { title: 'One' }), noteOf(owner, 2)];
      expect(await notes.add(one)).toBe(true);
      expect(await notes.add({ ...one, text: 'Another' })).toBe(false);
      for (const note of [two, noteOf(owner, 3), noteOf(other, 1)]) await notes.add(note);
      expect(await notes.get(one)).toEqual(one);
      expect(await notes.list(owner, 2)).toEqual([noteOf(owner, 3), two]);
      expect(await notes.remove(two)).toBe(true);
      expect(await notes.remove(two)).toBe(false);
      expect(await notes.get(two)).toBeUndefined();
      expect(await notes.list(owner, 9)).toEqual([noteOf(owner, 3), one]);
      expect(await notes.waiting(owner, 9)).toEqual([]);
      // Nobody fetches what does not wait.
      expect(await notes.acknowledge(one, SAMPLE_MS)).toBe(false);
    });

    it('hands out what waits, oldest first, and knows afterwards that it was fetched', async () => {
      const { notes } = subject();
      const owner = newOwner();
      const all = [1, 2, 3].map((index) => noteOf(owner, index, { waitsFor: 'apple-notes' }));
      for (const note of [...all, noteOf(owner, 4)]) await notes.add(note);
      expect(await notes.waiting(owner, 2)).toEqual(all.slice(0, 2));
      const [first = noteOf(owner, 1)] = all;
      expect(await notes.acknowledge(first, SAMPLE_MS + 9)).toBe(true);
      expect(await notes.acknowledge(first, SAMPLE_MS + 9)).toBe(false);
      expect(await notes.waiting(owner, 9)).toEqual(all.slice(1));
      expect(await notes.get(first)).toBeUndefined();
      expect((await notes.list(owner, 9)).map(({ id }) => id)).not.toContain(first.id);
      expect(await notes.remove(first)).toBe(false);
      expect([await notes.knows(first), await notes.add(first)]).toEqual([true, false]);
      expect(await notes.knows(noteOf(owner, 9))).toBe(false);
    });

    it('moves with a group and goes with /forget', async () => {
      const { notes, ownerData } = subject();
      const [from, to] = [newGroup(), newGroup()];
      await notes.add(noteOf(from, 1));
      await ownerData.move(from, to);
      expect(await notes.list(from, 9)).toEqual([]);
      expect(await notes.list(to, 9)).toEqual([noteOf(to, 1)]);
      await ownerData.removeAll(to);
      expect(await notes.list(to, 9)).toEqual([]);
    });
  });
};
