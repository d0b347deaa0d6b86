import { expect, test } from 'vitest';
import { EVENT_MOMENT } from '../testing/told-event.ts';
import { POINTED_EVENT, withPointed } from './pointed-event.ts';
import { readEvent } from './read-event.ts';

const TEXT = 'please come to the harbour for our picnic tomorrow at 3pm, mum is there';
const pointed = (words: object) =>
  withPointed(
    readEvent(TEXT, EVENT_MOMENT),
    TEXT,
    POINTED_EVENT.parse({ title: '', place: '', attendees: '', ...words }),
  );

test('words of the text become the title, the place and who comes', () => {
  expect(pointed({ title: ' our picnic', place: 'the harbour', attendees: 'mum' })).toMatchObject({
    kind: 'event',
    title: 'our picnic',
    place: 'the harbour',
    attendees: ['mum'],
  });
});

test('words that do not stand there, or that say when, change nothing', () => {
  const read = readEvent(TEXT, EVENT_MOMENT);
  expect(pointed({ title: 'Our Picnic', place: 'tomorrow', attendees: 'dad' })).toEqual(read);
  expect(pointed({ title: 'picnic tomorrow at 3pm', place: ' ' })).toEqual(read);
});

test('who was read out of the text stays', () => {
  const text = 'lunch with anna tomorrow at 3pm';
  const read = readEvent(text, EVENT_MOMENT);
  expect(withPointed(read, text, { title: 'lunch', place: '', attendees: 'with anna' })).toEqual({
    ...read,
    title: 'lunch',
  });
});
