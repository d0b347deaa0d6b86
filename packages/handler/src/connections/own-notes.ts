// Steward's own notes as a place that notes are written to; and the outbox for Apple Notes, which is the same with a mark.
import { ConnectorError, cutText, MAX_NOTE_CHARACTERS, type NoteTarget } from '@steward/connectors/notes';
import type { Note, NoteStore } from '@steward/core';
import { noteRefOf } from './note-ref.ts';

export interface OwnNotesDependencies {
  notes: NoteStore;
  owner: number;
  /** They wait there to be fetched. */
  waitsFor?: Note['waitsFor'];
}

/** An item holds 400 kB, and a character of UTF-16 up to three bytes. */
const MAX_PART = 90_000;

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
        ...{ ...noteRefOf(owner, draft, index), text: part },
        ...(title !== undefined && { title }),
        ...(waitsFor !== undefined && { waitsFor }),
      });
    return { noteId: `${first.atMs}-${first.id}` };
  },
});
