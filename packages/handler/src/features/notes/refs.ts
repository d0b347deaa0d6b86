// Notes in buttons: by their own name, which never means another one.
import type { SavedNote } from '@steward/connectors/notes';
import type { NoteRef } from '@steward/core';
import { callbackData } from '../../telegram/buttons.ts';

export const noteButton = (text: string, action: string, { atMs, id }: NoteRef, ...more: number[]) => ({
  text,
  data: callbackData(action, atMs, id, ...more),
});

/** `nback:<page>:<version>:<Unix ms when it was asked for, to the base of 36>`: 57 bytes. */
export const notionButton = (text: string, { noteId, version = '' }: SavedNote, atMs: number) => ({
  text,
  data: callbackData('nback', noteId.replaceAll('-', ''), version, atMs.toString(36)),
});

export const readNotionNote = ([noteId = '', version = '', at = '']: string[]):
  | { saved: SavedNote; atMs: number }
  | undefined =>
  /^[\da-f]{32}$/i.test(noteId) && /^[\da-z]{1,9}$/.test(version) && /^[\da-z]{1,9}$/.test(at)
    ? { saved: { noteId, version }, atMs: Number.parseInt(at, 36) }
    : undefined;

export const readRef = (owner: number, [atMs = '', id = '']: string[]): NoteRef | undefined =>
  /^\d{1,16}$/.test(atMs) && /^[\da-f]{16}$/.test(id) ? { owner, atMs: Number(atMs), id } : undefined;

export const toNotes = { text: '📋 Notes', data: callbackData('notes', 0) };
