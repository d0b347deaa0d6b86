// Steward's own notes as a place that notes are written to; and the outbox for Apple Notes, which is the same with a mark.
import { ConnectorError, cutText, MAX_NOTE_CHARACTERS, type NoteTarget } from '@steward/connectors/notes';
import type { Note, NoteRef, NoteStore } from '@steward/core';
import { noteRefOf, partOf } from './note-ref.ts';

export interface OwnNotesDependencies {
  notes: NoteStore;
  owner: number;
  /** They wait there to be fetched. */
  waitsFor?: Note['waitsFor'];
}

/** An item holds 400 kB, and a character of UTF-16 up to three bytes. */
const MAX_PART = 90_000;
const MOST_PARTS = Math.ceil(MAX_NOTE_CHARACTERS / (MAX_PART - 1));

/** With all its parts, the last one first: what dies in between can be repeated. False where it is not there. */
export const removeOwnNote = async (notes: NoteStore, first: NoteRef): Promise<boolean> => {
  let parts = 1;
  while (parts < MOST_PARTS && (await notes.get(partOf(first, parts)))) parts += 1;
  for (let part = parts - 1; part > 0; part -= 1) await notes.remove(partOf(first, part));
  return await notes.remove(first);
};

export const createOwnNotes = ({ notes, owner, waitsFor }: OwnNotesDependencies): NoteTarget => ({
  test: async () => {},
  async save(draft, { again = false, signal } = {}) {
    if (signal?.aborted) throw new ConnectorError('aborted');
    const { title, text } = draft;
    if (text.length > MAX_NOTE_CHARACTERS) throw new ConnectorError('too-large');
    const first = noteRefOf(owner, draft);
    if (again && !(await notes.knows(first))) throw new ConnectorError('gone', { status: 410 });
    const parts = text === '' ? [''] : cutText(text, MAX_PART);
    for (const [index, part] of parts.entries())
      await notes.add({
        ...{ ...partOf(first, index), text: part },
        ...(title !== undefined && { title }),
        ...(waitsFor !== undefined && { waitsFor }),
      });
    return { noteId: `${first.atMs}-${first.id}` };
  },
  async undo({ noteId }, { signal } = {}) {
    if (signal?.aborted) throw new ConnectorError('aborted');
    const [atMs, id = ''] = noteId.split('-');
    return (await removeOwnNote(notes, { owner, atMs: Number(atMs), id })) ? 'undone' : 'gone';
  },
});
