// Notes of Steward's own, and those that wait for the Shortcut which carries them to Apple Notes.
import type { OwnedItems } from '../owner/owned-items.ts';

/** What names a note: when it was asked for, and an id that comes from what asked. */
export interface NoteRef {
  owner: number;
  /** Unix ms. */
  atMs: number;
  /** 16 digits of hex. */
  id: string;
}

export interface Note extends NoteRef {
  title?: string;
  text: string;
  /** It is there until it was fetched. */
  waitsFor?: 'apple-notes';
}

/** How long it is known that a note was fetched, behind which nothing asks for it again. */
export const FETCHED_MS = 30 * 24 * 60 * 60 * 1000;

/** `NOTE#<ms>#<id>`. */
export const NOTE_ITEMS = {
  prefix: 'NOTE#',
  move: 'copy',
  forget: 'remove',
} as const satisfies OwnedItems;

/** All reads are strongly consistent. */
export interface NoteStore {
  /** False where there is one of that name, or was until it was fetched: nothing is changed then. */
  add(note: Note): Promise<boolean>;
  /** Whether `add` would be told so. */
  knows(ref: NoteRef): Promise<boolean>;
  get(ref: NoteRef): Promise<Note | undefined>;
  /** Newest first, `most` of them. */
  list(owner: number, most: number): Promise<Note[]>;
  /** Those that wait, oldest first, `most` of them. */
  waiting(owner: number, most: number): Promise<Note[]>;
  /** False where there is none. */
  remove(ref: NoteRef): Promise<boolean>;
  /** Its words go, and that it was fetched stays for `FETCHED_MS`. False where none of that name waits. */
  acknowledge(ref: NoteRef, nowMs: number): Promise<boolean>;
}
