import { expect, test } from 'vitest';
import { EVENT_MOMENT } from '../testing/told-event.ts';
import { POINTED_EVENT, withPointed, wordsToPointAt } from './pointed-event.ts';
import { readEvent } from './read-event.ts';

const TEXT = 'please come to the harbour for our picnic tomorrow at 3pm, mum is there';
const NOTHING = { title: '', place: '', attendees: '', length_words: '' };
const pointed = (words: object, text = TEXT) =>
  withPointed(readEvent(text, EVENT_MOMENT), text, POINTED_EVENT.parse({ ...NOTHING, ...words }));

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
  expect(pointed({ title: 'lunch', attendees: 'with anna' }, text)).toEqual({ ...read, title: 'lunch' });
});

test('what a shorter title leaves out is kept beside it, unless it is a word or two', () => {
  expect(pointed({ title: 'our picnic', place: 'the harbour' })).toMatchObject({
    details: readEvent(TEXT, EVENT_MOMENT).title,
  });
  expect(pointed({ title: 'picnic' }, 'a big picnic tomorrow at 3pm\nbring cake')).toMatchObject({
    details: 'bring cake',
  });
});

const minutes = (text: string, length_words: string): number => {
  const read = pointed({ length_words }, text);
  return read.kind === 'event' && read.when.kind === 'time'
    ? (read.when.endMs - read.when.startMs) / 60_000
    : 0;
};

test.each([
  ['dentist tomorrow at 3pm (1,5 Std)', '1,5 Std', 90],
  ['dentist tomorrow at 3pm, a 1.5hr thing', '1.5hr', 90],
  ['dentist tomorrow at 3pm, media hora', 'media hora', 30],
  ['dentist tomorrow at 3pm, media hora', '30 minutes', 60],
  ['dentist tomorrow at 3pm, it is short', 'short', 60],
  ['dentist tomorrow at 3pm, a 30.5hr thing', '30.5hr', 60],
  ['dentist tomorrow at 3pm for 20 minutes, media hora', 'media hora', 20],
  ['dentist all day tomorrow, media hora', 'media hora', 0],
  ['dentist sometime, media hora', 'media hora', 0],
])('of “%s” with “%s” as its length it lasts %i minutes', (text, words, lasts) => {
  expect(minutes(text, words)).toBe(lasts);
});

test.each([
  ['schedule lunch with our new neighbours tomorrow at 3pm', 'lunch with our new neighbours tomorrow at 3pm'],
  ['Lunch with our new neighbours tomorrow at 3pm', 'Lunch with our new neighbours tomorrow at 3pm'],
  ['Lunch tomorrow at 3pm\nbring cake', 'Lunch tomorrow at 3pm\nbring cake'],
  ['Lunch with Anna tomorrow at 3pm', undefined],
  ['tomorrow at 3pm', undefined],
])('of “%s” a model is shown %s', (text, words) => {
  expect(wordsToPointAt(readEvent(text, EVENT_MOMENT), text)).toBe(words);
});
