// Notes in buttons: by their own name, which never means another one.
import type { NoteRef } from '@steward/core';
import { callbackData } from '../../telegram/buttons.ts';

export const noteButton = (text: string, action: string, { atMs, id }: NoteRef, ...more: number[]) => ({
  text,
  data: callbackData(action, atMs, id, ...more),
});

export const readRef = (owner: number, [atMs = '', id = '']: string[]): NoteRef | undefined =>
  /^\d{1,16}$/.test(atMs) && /^[\da-f]{16}$/.test(id) ? { owner, atMs: Number(atMs), id } : undefined;

export const toNotes = { text: '📋 Notes', data: callbackData('notes', 0) };
