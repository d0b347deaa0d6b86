// What asks for a note at once, in six languages; and what stays chat.
import { describe, expect, test } from 'vitest';
import { asksToSave, noteAskedFor } from './note-asked-for.ts';

describe('typed', () => {
  test.each([
    ['note: the door code is 4711', 'the door code is 4711'],
    ['Note to self: buy milk', 'buy milk'],
    ['**Note:** one\n- two', 'one\n- two'],
    ['Quick note: - milk\n- eggs', '- milk\n- eggs'],
    ['please take a note: Sam likes tea', 'Sam likes tea'],
    ['make a note that Sam prefers tea', 'Sam prefers tea'],
    ['Can you make a note of the code 4711?', 'the code 4711?'],
    ['take a note', ''],
    ['note:', ''],
    ['Notiz: der Türcode ist 4711', 'der Türcode ist 4711'],
    ['Mach mir bitte eine Notiz, dass Sam lieber Tee trinkt', 'Sam lieber Tee trinkt'],
    ['Notiere dir, dass die Miete steigt', 'die Miete steigt'],
    ['nota: el código es 4711', 'el código es 4711'],
    ['toma nota de que Sam prefiere el té', 'Sam prefiere el té'],
    ['note : le code est 4711', 'le code est 4711'],
    ['Prends note que Sam préfère le thé', 'Sam préfère le thé'],
    ['Nota para mim: ligar à mãe', 'ligar à mãe'],
    ['anote que o Sam prefere chá', 'o Sam prefere chá'],
    ['заметка: код от двери 4711', 'код от двери 4711'],
    ['Запиши, что Сэм любит чай', 'Сэм любит чай'],
  ])('%s', (text, words) => {
    expect(noteAskedFor(text, 'typed')).toBe(words);
  });

  test.each([
    'Note that the moon is far away',
    'What does “note: x” do?',
    'Notes: one, two, three. Please summarise them',
    'Write a note to my landlord about the heating',
    'make a note for my landlord',
    'I noted: nothing',
    'notable: it rains',
    'Idea: a lamp that dims with the sun',
    'Write down the steps for baking bread',
    'Note que je préfère le thé',
    'Merke dir, dass ich Anna heiße',
    'запиши молоко в список покупок',
    'The note: it was short',
  ])('%s is chat', (text) => {
    expect(noteAskedFor(text, 'typed')).toBeUndefined();
  });
});

test.each([
  ['Note that the door code is 4711.', 'the door code is 4711.'],
  ['Note, the door code is 4711', 'the door code is 4711'],
  ['Notiz. Der Türcode ist 4711', 'Der Türcode ist 4711'],
  ['Take a note. Milk is out', 'Milk is out'],
  ['Note que Sam préfère le thé', 'Sam préfère le thé'],
  ['Notable people in history', undefined],
  ['Note that I am new to this. How does it work?', undefined],
  ['What is a note?', undefined],
])('spoken: %s', (text, words) => {
  expect(noteAskedFor(text, 'spoken')).toBe(words);
});

describe('in reply', () => {
  test.each([
    'Save this!',
    'please keep that as a note',
    'note it down, thanks',
    'save this to my notes',
    'Speicher das bitte',
    'Merk dir das',
    'als Notiz speichern',
    'Guarda esto',
    'guárdalo, por favor',
    'anótalo en mis notas',
    'garde ça',
    'Note-le stp',
    'enregistre ce message dans mes notes',
    'guarda isso',
    'salva essa mensagem',
    'anota aí',
    'сохрани это, пожалуйста',
    'запиши в заметки',
  ])('%s', (text) => {
    expect(asksToSave(text)).toBe(true);
  });

  test.each([
    'save this as a PDF',
    'keep it short',
    'Merk dir das für die nächste Antwort',
    'guarda silencio',
    'note the difference',
  ])('%s is chat', (text) => {
    expect(asksToSave(text)).toBe(false);
  });
});
