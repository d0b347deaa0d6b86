// How a note of Steward's own is named: apart from the places for notes, whose clients the start of the app need not read.
import { createHash } from 'node:crypto';
import type { NoteRef } from '@steward/core';

/** What the note of a draft is called here. */
export const noteRefOf = (owner: number, draft: { id: string; atMs: number }): NoteRef => ({
  ...{ owner, atMs: draft.atMs },
  id: shortHash(`${draft.id}/0`),
});

/** A part of a long one: the first names them all, and they stand in their order. */
export const partOf = (first: NoteRef, part: number): NoteRef =>
  part === 0 ? first : { ...first, atMs: first.atMs + part, id: shortHash(`${first.id}/${part}`) };

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
