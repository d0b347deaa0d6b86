// What every place for notes promises, whoever keeps it. Each test begins with an empty one.
import { describe, expect, it } from 'vitest';
import type { NoteDraft, NoteTarget } from '../notes/note-target.ts';

export interface NoteSubject {
  target: NoteTarget;
  /** What is there, the oldest first. A long text may be several. */
  notes(): Promise<{ title?: string; text: string }[]>;
  /** As the person does it: all that is there. */
  removeAll(): Promise<unknown>;
  close(): Promise<unknown>;
}

export const NOTE_DRAFT: NoteDraft = {
  id: 'draft-1',
  title: 'Door & code',
  text: 'It is "4711" <ring> ☕\n\n\tand \\ then\r\n… 😀',
  atMs: Date.parse('2026-12-03T09:00:00Z'),
};

/** Longer than what any place takes at once: words, long lines, many lines, characters of two units at every border. */
export const LONG_TEXT = `${'word '.repeat(500)}\n${`${'😀'.repeat(501)}a\n`.repeat(120)}${'x\n'.repeat(300)}a${'😀'.repeat(90_000)}`;

const code = (name: string) => expect.objectContaining({ name: 'ConnectorError', code: name });

export const noteTargetContract = (make: () => Promise<NoteSubject>): void => {
  const using = (test: (subject: NoteSubject) => Promise<void>) => async () => {
    const subject = await make();
    try {
      await test(subject);
    } finally {
      await subject.close();
    }
  };
  const allOf = async ({ notes }: NoteSubject) => (await notes()).map(({ text }) => text).join('');

  describe('a place for notes', () => {
    it(
      'has the note of a draft once, word for word, however often it is saved',
      using(async (subject) => {
        const { target, notes } = subject;
        await target.test();
        const saved = await target.save(NOTE_DRAFT);
        expect(await target.save(NOTE_DRAFT)).toEqual(saved);
        expect(await target.save(NOTE_DRAFT, { again: true })).toEqual(saved);
        expect(await notes()).toEqual([{ title: NOTE_DRAFT.title, text: NOTE_DRAFT.text }]);
        await target.save({ ...NOTE_DRAFT, id: 'draft-2' });
        expect(await notes()).toHaveLength(2);
      }),
    );

    it(
      'loses nothing of a long text, and has it once',
      using(async (subject) => {
        const long = { id: 'long', text: LONG_TEXT, atMs: NOTE_DRAFT.atMs };
        await subject.target.save(long);
        await subject.target.save(long, { again: true });
        expect((await allOf(subject)) === LONG_TEXT).toBe(true);
        const tooLong = { ...long, id: 'more', text: 'x'.repeat(400_001) };
        await expect(subject.target.save(tooLong)).rejects.toEqual(code('too-large'));
      }),
    );

    it(
      'does not make a note again unasked that was deleted meanwhile',
      using(async ({ target, notes, removeAll }) => {
        await target.save(NOTE_DRAFT);
        await removeAll();
        await expect(target.save(NOTE_DRAFT, { again: true })).rejects.toEqual(code('gone'));
        expect(await notes()).toEqual([]);
      }),
    );

    it(
      'takes a note back whole, and leaves the others',
      using(async ({ target, notes, removeAll }) => {
        await target.save({ ...NOTE_DRAFT, id: 'other' });
        const saved = await target.save({ id: 'long', text: LONG_TEXT, atMs: NOTE_DRAFT.atMs });
        expect(await target.undo(saved)).toBe('undone');
        expect(await notes()).toHaveLength(1);
        expect(await target.undo(saved)).toBe('gone');
        const short = await target.save(NOTE_DRAFT);
        await removeAll();
        expect(await target.undo(short)).toBe('gone');
      }),
    );

    it(
      'is given up when asked to',
      using(async ({ target, notes }) => {
        await expect(target.save(NOTE_DRAFT, { signal: AbortSignal.abort() })).rejects.toEqual(
          code('aborted'),
        );
        expect(await notes()).toEqual([]);
      }),
    );
  });
};
