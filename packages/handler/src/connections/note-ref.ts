// How a note of Steward's own is named: apart from the places for notes, whose clients the start of the app need not read.
import { createHash } from 'node:crypto';
import type { NoteRef } from '@steward/core';

/** What the note of a draft is called here. */
export const noteRefOf = (owner: number, draft: { id: string; atMs: number }, part = 0): NoteRef => ({
  owner,
  // Parts stand in their order.
  atMs: draft.atMs + part,
  id: createHash('sha256').update(`${draft.id}/${part}`).digest('hex').slice(0, 16),
});
