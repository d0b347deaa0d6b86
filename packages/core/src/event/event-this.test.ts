import { expect, test } from 'vitest';
import { EVENT_MOMENT } from '../testing/told-event.ts';
import { asksForThis } from './event-this.ts';
import { eventAskedFor } from './read-event.ts';

test.each([
  'Add this to my calendar',
  'can you please put it in my calendar?',
  'add to calendar',
  'Save this event to my calendar, thanks!',
  'make an event from this',
  'Trag das bitte in meinen Kalender ein',
  'Füge diesen Termin zu meinem Kalender hinzu.',
  'Schreib es in den Kalender',
  'mach daraus einen Termin',
  'Añade esto a mi calendario por favor',
  'ponlo en mi agenda',
  'Ajoute ça à mon agenda',
  'mets-le dans mon calendrier, s’il te plaît',
  'Adiciona isso na minha agenda',
  'coloca no meu calendário',
  'Добавь это в календарь',
  'добавь в мой календарь, пожалуйста',
])('“%s” asks for something else, and tells of nothing itself', (text) => {
  expect(asksForThis(text)).toBe(true);
  expect(eventAskedFor(text, EVENT_MOMENT)).toBeUndefined();
});

test.each(['add this to my shopping list', 'what is in my calendar', 'this is my calendar', 'ponlo ahí'])(
  '“%s” does not',
  (text) => {
    expect(asksForThis(text)).toBe(false);
  },
);

test.each([
  [
    'I have a meeting with the doctor tomorrow at 3pm. Please add it to my calendar.',
    'meeting with the doctor',
  ],
  ['dinner at seven pm tomorrow with Kim, put it in my calendar', 'dinner with Kim'],
  ['Put this in my calendar: dentist tomorrow at 3pm', 'dentist'],
  ['Zahnarzt morgen um 15 Uhr, trag das in meinen Kalender ein', 'Zahnarzt'],
  ['dentista mañana a las 15:00 y ponlo en mi calendario', 'dentista'],
  ['dentiste demain à 15h, ajoute-le à mon agenda', 'dentiste'],
  ['dentista amanhã às 15h, coloca isso na minha agenda', 'dentista'],
  ['стоматолог завтра в 15:00, добавь это в календарь', 'стоматолог'],
])('“%s” tells of it beside that', (text, title) => {
  expect(eventAskedFor(text, EVENT_MOMENT)).toMatchObject({ kind: 'event', title });
});

test.each([
  ['Schedule a call with Sam at 4 p.m. tomorrow', 'call with Sam'],
  ['I have an appointment with Dr. Smith tomorrow at 3 p.m.', 'appointment with Dr. Smith'],
  ['I have a meeting with the doctor tomorrow at three in the afternoon.', 'meeting with the doctor'],
])('the full stops of “%s” end no sentence, or the last one', (text, title) => {
  const read = eventAskedFor(text, EVENT_MOMENT);
  expect(read).toMatchObject({ kind: 'event', title });
  expect(read?.details).toBeUndefined();
});
