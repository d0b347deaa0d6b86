// Which texts are looked at for a note: every one that may ask for one, and no plain question.
import { asksToSave, noteAskedFor } from '@steward/core/routing';
import { expect, test } from 'vitest';
import type { NoteDependencies } from './dependencies.ts';
import { createNotes } from './notes.ts';

const isLookedAt = (text: string, isReply = false): boolean => {
  const place = { message_id: 1, date: 1, chat: { id: 1, type: 'private' as const } };
  const message = { ...place, text, ...(isReply && { reply_to_message: place }) };
  const { contents = [] } = createNotes({} as NoteDependencies);
  return contents.some(({ takes }) => takes(message));
};

test.each([
  'note: milk',
  '@StewardBot note to self: milk',
  'Can you make a quick note of the code?',
  'Notiz: Milch',
  'notiere mir bitte, dass die Milch alle ist',
  'Mach mir bitte eine kurze Notiz, dass es regnet',
  'nueva nota: leche',
  'anota que no hay leche',
  'mémo : lait',
  'prends note que le lait est fini',
  'nota para mim: leite',
  'anote que acabou o leite',
  'заметка: молоко',
  'запиши, что молоко кончилось',
])('%s', (text) => {
  expect([isLookedAt(text), noteAskedFor(text.replace(/^@\w+ /, ''), 'typed')]).toEqual([
    true,
    expect.any(String),
  ]);
});

test.each([
  'save this',
  'keep it for later',
  'speicher das',
  'sichere das bitte',
  'behalte das',
  'schreib das auf',
  'guárdalo',
  'apúntalo',
  'enregistre ça',
  'conserve ce message',
  'garde ça',
  'salva isso',
  'grave isso',
  'сохрани это',
  'запомни это',
])('in reply: %s', (text) => {
  expect([isLookedAt(text, true), isLookedAt(text), asksToSave(text)]).toEqual([true, false, true]);
});

test.each([
  'What is the capital of France?',
  'Schreibe mir ein Gedicht',
  'I do not know',
  'Another question',
])('not: %s', (text) => {
  expect(isLookedAt(text)).toBe(false);
});
