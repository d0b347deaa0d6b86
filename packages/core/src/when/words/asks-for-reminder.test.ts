import { describe, expect, test } from 'vitest';
import { instantOf } from '../local-time.ts';
import { asksForReminder } from './asks-for-reminder.ts';
import { readWhen, withoutCue } from './read-when.ts';

describe('what asks for a reminder', () => {
  test.each([
    'remind me in 5 minutes to drink',
    'Please remind me tomorrow',
    'Could you please remind me at 9?',
    'set a reminder for 5pm: tea',
    'Reminder: dentist tomorrow at 9',
    "don't let me forget the milk",
    'Erinnere mich morgen um 9 an den Müll',
    'Bitte erinner mich in 2 Stunden',
    'Kannst du mich morgen um 9 an den Müll erinnern?',
    'Könntest du mich morgen um 9 daran erinnern, Mama anzurufen?',
    'Recuérdame mañana llamar',
    '¿Puedes recordarme mañana a las 9 la cita?',
    'Rappelle-moi demain d’appeler',
    'Peux-tu me rappeler demain à 9h le dentiste',
    'Lembre-me amanhã de ligar',
    'me lembra amanhã às 9h',
    'Напомни завтра в 9',
    'Напомните мне через час',
    'Remind us tomorrow at 9am to deploy',
    'Erinnere uns morgen um 9 an den Müll',
    'Recuérdanos mañana llamar',
    'Rappelle-nous demain d’appeler',
    'Lembre-nos amanhã de ligar',
    'Напомни нам завтра в 9',
  ])('%s', (text) => expect(asksForReminder(text)).toBe(true));

  test.each([
    'Remind me what we said yesterday',
    'remind me again why bees dance',
    'Remind me, how old is the sun?',
    'reminders are useful',
    'A reminder about bees',
    'Please explain reminders',
    'Erinnere mich, was wir gestern gesagt haben',
    'Kannst du mich verstehen?',
    'Was heißt „erinnere mich“?',
    'rappelle-moi ce que nous avons dit',
    'recuérdame qué dijimos',
    'напомни, как это работает',
    'The reminder: nothing',
  ])('not: %s', (text) => expect(asksForReminder(text)).toBe(false));
});

test.each([
  ['Kannst du mich morgen um 9 Uhr an den Müll erinnern?', 'Müll'],
  ['Kannst du mich morgen um 9 Uhr daran erinnern, Mama anzurufen?', 'Mama anzurufen'],
  ['call mum, tomorrow at 5pm', 'call mum'],
  ['in 2 hours', ''],
  ['Remind us tomorrow at 9am to deploy', 'deploy'],
  ['remind me about this tomorrow at 5pm', 'this'],
  ['remind me about this in 2 hours', 'this'],
  ['Dentist tomorrow at 9:00. What do I bring?', 'Dentist. What do I bring?'],
  ['remind me about this on 12 March at 9am', 'this'],
  ['Reminder: tomorrow at 9am - dentist', 'dentist'],
  ['tomorrow at 9am\n- milk\n-  eggs', '- milk\n-  eggs'],
  ['remind me to buy  two   apples tomorrow at 9am', 'buy  two   apples'],
  ['Erinnere mich in 20 Minuten daran, den Ofen auszuschalten', 'den Ofen auszuschalten'],
])('%s: the words are kept as they were written', (text, what) => {
  const now = instantOf('2027-03-11T10:00', 'Europe/Berlin');
  expect(readWhen(text, 'Europe/Berlin', now)?.what).toBe(what);
});

test.each([
  ['remind me to buy milk', 'buy milk'],
  ['Erinnere mich an den Müll', 'Müll'],
  ['buy milk ', 'buy milk'],
])('%s without what asks', (text, what) => expect(withoutCue(text)).toBe(what));
