import { expect, test } from 'vitest';
import { TOLD_AT as NOW, told, TOLD_IN as ZONE } from '../../testing/told-when.ts';
import { instantOf, localOf } from '../local-time.ts';
import { hasWordsOfTime, readWhen, readWithoutSlips } from './read-when.ts';

test.each([
  ['in 1h', '2027-03-11T11:00'],
  ['in 45m', '2027-03-11T10:45'],
  ['in 1h 30m', '2027-03-11T11:30'],
  ['in 1h5m', '2027-03-11T11:05'],
  ['in 1.5 hours', '2027-03-11T11:30'],
  ['in 2 hours and 30 minutes', '2027-03-11T12:30'],
  ['in 2 and a half hours', '2027-03-11T12:30'],
  ['in 5 days at noon', '2027-03-16T12:00'],
  ['tomorrow morning at 10', '2027-03-12T10:00'],
  ['this afternoon at 3', '2027-03-11T15:00'],
  ['at 6 in the evening', '2027-03-11T18:00'],
  ['14:00 in the afternoon', '2027-03-11T14:00'],
  ['friday 5pm', '2027-03-12T17:00'],
  ['5:30 p.m. on friday', '2027-03-12T17:30'],
  ['April 1st at 9am', '2027-04-01T09:00'],
  ['1 April 2028 at 9:00', '2028-04-01T09:00'],
  ['the 1st of May at 8 in the evening', '2027-05-01T20:00'],
  ['on 4/15 at 3pm', '2027-04-15T15:00'],
  ['5/5 at 3pm', '2027-05-05T15:00'],
  ['15/4/27 at 15:00', '2027-04-15T15:00'],
  ['on 29 february at 9', '2028-02-29T09:00'],
  ['on the 31st of March at 8', '2027-03-31T08:00'],
  ['next week on Monday at 8', '2027-03-15T08:00'],
  ['Monday next week at 8', '2027-03-15T08:00'],
  ['Monday of next week at 8', '2027-03-15T08:00'],
  ['next week', '2027-03-18'],
  ['on monday', '2027-03-15'],
  ['tomorrow morning', '2027-03-12 morning'],
  ['noon on sunday', '2027-03-14T12:00'],
  ['on Thursday at 9', '2027-03-18T09:00'],
  ['3 hours later', '2027-03-11T13:00'],
  ['in 1 day and 2 hours', '2027-03-12T12:00'],
  ['in 45 seconds', '2027-03-11T10:00'],
  ['in three quarters of an hour', '2027-03-11T10:45'],
  ['tomorrow night at 11', '2027-03-12T23:00'],
  ['at twenty to six tomorrow evening', '2027-03-12T17:40'],
  ['at ten past four tomorrow afternoon', '2027-03-12T16:10'],
  ['Friday the 19th at 10am', '2027-03-19T10:00'],
  ['wed 9am', '2027-03-17T09:00'],
  ['today at midnight', '2027-03-12T00:00'],
  ['2027-03-20T16:00', '2027-03-20T16:00'],
  ['Mittwoch, 17. März, 15 Uhr', '2027-03-17T15:00'],
  ['heute Abend um dreiviertel acht', '2027-03-11T19:45'],
  ['morgen früh um zehn nach sieben', '2027-03-12T07:10'],
  ['mañana a las nueve y media', '2027-03-12T09:30'],
  ['mañana a las ocho menos cuarto de la tarde', '2027-03-12T19:45'],
  ['en dos horas y media', '2027-03-11T12:30'],
  ['este viernes a las 15h', '2027-03-12T15:00'],
  ['demain soir à 8h', '2027-03-12T20:00'],
  ['demain à huit heures moins le quart', '2027-03-12T07:45'],
  ['mardi de la semaine prochaine à 10h', '2027-03-16T10:00'],
  ['dans 2h30', '2027-03-11T12:30'],
  ['amanhã às nove e meia', '2027-03-12T09:30'],
  ['завтра в девять', '2027-03-12T09:00'],
  ['20 марта 2027 года в 10:15', '2027-03-20T10:15'],
  ['в час дня', '2027-03-11T13:00'],
  ['at 1730', '2027-03-11T17:30'],
  ['a las 5 de la tarde mañana', '2027-03-12T17:00'],
  ['в 3 часа дня', '2027-03-11T15:00'],
  ['через неделю', '2027-03-18'],
  ['dans 3 jours à 9h', '2027-03-14T09:00'],
  ['heute um 17 Uhr 45', '2027-03-11T17:45'],
  ['mañana a las 17 y media', '2027-03-12T17:30'],
  ['mañana a las 8 y cuarto', '2027-03-12T08:15'],
  ['el día 5 a las 10', '2027-04-05T10:00'],
  ['demain à 17 heures 45', '2027-03-12T17:45'],
  ['demain à 18 heures', '2027-03-12T18:00'],
  ['demain à 8 heures et demie', '2027-03-12T08:30'],
  ['le 5 à 10h', '2027-04-05T10:00'],
  ['amanhã às 17h45', '2027-03-12T17:45'],
  ['no dia 5 às 10h', '2027-04-05T10:00'],
  ['5-го числа в 10:00', '2027-04-05T10:00'],
  ['в 17 часов', '2027-03-11T17:00'],
  ['в 9 утра послезавтра', '2027-03-13T09:00'],
  ['1 de mayo de 2028 a las 10', '2028-05-01T10:00'],
])('%s is %s', (text, expected) => {
  expect(told(text)).toBe(expected);
});

test.each([
  ['jeden Samstagabend um 8', 'every Saturday at 20:00'],
  ['call on monday at ten thirty', '2027-03-15T10:30'],
  ['lundi à dix heures trente', '2027-03-15T10:30'],
  ['call on 20 march at ten', '2027-03-20T10:00'],
  ['Elternabend am Montag um halb neun', '2027-03-15T08:30'],
  ['jeden Samstagabend und Sonntagabend um 8', 'every Saturday and Sunday at 20:00'],
  ['every monday and wednesday at 18:00', 'every Monday and Wednesday at 18:00'],
  ['every 3 days at 8', 'every 3 days at 08:00'],
  ['every morning at 7', 'every day at 07:00'],
  ['every month on the 1st at 9:00', 'every month on the 1st at 09:00'],
  ['every month at the end of the month at 9:00', 'every month on the last day at 09:00'],
  ['every year on december 25 at 8am', 'every year on the 25th of December at 08:00'],
  ['every 2 weeks on friday at 16:00', 'every 2 weeks on Friday at 16:00'],
  ['weekly on Friday at 10', 'every Friday at 10:00'],
  ['every 15 minutes', 'every 15 minutes'],
  ['alle 2 Stunden', 'every 2 hours'],
  ['toda segunda às 9', 'every Monday at 09:00'],
  ['по понедельникам в 9', 'every Monday at 09:00'],
  ['un mardi sur deux à 10h', 'every 2 weeks on Tuesday at 10:00'],
  ['every night at 10pm', 'every day at 22:00'],
  ['every first monday of the month at 9', 'every month on the 1st Monday at 09:00'],
  ['every second Tuesday of the month at 9', 'every month on the 2nd Tuesday at 09:00'],
  ['every second Tuesday at 9', 'every 2 weeks on Tuesday at 09:00'],
  ['every month on the second tuesday at 9', 'every month on the 2nd Tuesday at 09:00'],
  ['on the last working day of every month at 12:00', 'every month on the last working day at 12:00'],
  ['every last day of the month at 18:00', 'every month on the last day at 18:00'],
  ['on the 31st of every month at 9', 'every month on the 31st at 09:00'],
  ['every January 1st at midnight', 'every year on the 1st of January at 00:00'],
  ['monday to friday at 8', 'every weekday at 08:00'],
  ['jeden 1. des Monats um 9 Uhr', 'every month on the 1st at 09:00'],
  ['an Werktagen um 6:45', 'every weekday at 06:45'],
  ['tous les matins à 7h', 'every day at 07:00'],
  ['le premier lundi de chaque mois à 9h', 'every month on the 1st Monday at 09:00'],
  ['todo ano em 4 de julho às 10', 'every year on the 4th of July at 10:00'],
  ['de segunda a sexta às 8', 'every weekday at 08:00'],
  ['в последний день месяца в 18:00', 'every month on the last day at 18:00'],
  ['каждое утро в 7', 'every day at 07:00'],
])('%s comes again: %s', (text, expected) => {
  expect(told(text)).toBe(expected);
});

test.each([
  ['at 9', '2027-03-11T21:00 or 2027-03-12T09:00'],
  ['à 3h', '2027-03-11T15:00 or 2027-03-12T03:00'],
  ['tomorrow at 3', '2027-03-12T03:00 or 2027-03-12T15:00'],
  ['next Friday', '2027-03-12 or 2027-03-19'],
  ['03/04', '2027-04-03 or 2028-03-04'],
  ['3/4 at 15:00', '2027-04-03T15:00 or 2028-03-04T15:00'],
  ['on Thursday at 15:00', '2027-03-11T15:00 or 2027-03-18T15:00'],
  ['quarter to six', '2027-03-11T17:45 or 2027-03-12T05:45'],
  ['half eight tomorrow', '2027-03-12T07:30 or 2027-03-12T08:30 or 2027-03-12T19:30 or 2027-03-12T20:30'],
  ['um 5 Uhr 75', 'none'],
])('%s is asked: %s', (text, expected) => {
  expect(told(text)).toBe(expected);
});

test('after midnight "tomorrow" may be today', () => {
  expect(told('tomorrow at 8', '2027-03-11T00:30')).toBe('2027-03-11T08:00 or 2027-03-12T08:00');
  expect(told('tomorrow', '2027-03-11T03:59')).toBe('2027-03-11 or 2027-03-12');
});

test.each([
  'monday at 9 and tuesday at 10',
  'before friday',
  'until tomorrow',
  'last friday',
  'every weekend at 10',
  'every evening',
  'every day at 3',
  'every 2 hours tomorrow',
  'every monday tomorrow at 9',
  'every day on monday at 9',
  'on the last Friday of the month tomorrow at 9',
  'call John at 555 1234 tomorrow at 9',
  'not tomorrow but friday or saturday',
  'christmas at 9 tomorrow',
  'tomorrow at 9 for 30 minutes',
  'between 2 and 3 pm tomorrow',
  'in 2 hours tomorrow',
  'at 9 in the evening pm am',
  'tonight at 12',
  'tomorrow at 9 or 10',
  'at 9 to 11 tomorrow',
  'mañana a las 9 o 10',
  'завтра в 9 или 10',
  'tomorrow at 8 about the evening show',
  'Monday the 19th at 10am',
  'every Friday of the month at 9',
  'on the 5th of the month at 9',
  'on the first Monday at 9',
  'in 1 day and 2 hours at 9',
  'mañana a las 0 menos cuarto',
  'mañana a las 8:15 y media',
  '14pm tomorrow at 9 at 10',
  'tomorrow morning at midnight',
  'jeden Samstagabend und Sonntagmorgen um 8',
  'prepare christmas eve dinner at 9am',
  'buy christmas gifts at 9am',
  "order sushi for new year's eve at 8pm",
  'tomorrow at 75 past 4',
  'tomorrow at half 9 pm',
  'every 2 weeks every friday and every monday at 9',
  'a week from monday the 19th at 9',
  'lundi en huit à 9h',
])('%s is not guessed', (text) => {
  expect(told(text)).toBe('unclear');
});

test.each([
  'buy milk',
  'call May',
  'march to the store',
  'sun cream',
  'second floor',
  'in the second week',
  '“See you tomorrow at 9”, she said',
  'version 2.5 is out, 300 people came',
  'at 25:00',
  'à 25h',
  'à 25 heures',
  'in 1 week and 2 days',
  'a las 25 y media',
  'às 25h',
  'um 25 Uhr',
  `tomorrow at 9 ${'x'.repeat(2_000)}`,
])('%s names no time', (text) => {
  expect(told(text)).toBe('none');
});

test('what has been and what no calendar has is said', () => {
  expect(told('today at 9:00')).toBe('was 2027-03-11T09:00');
  expect(told('2020-05-01 at 14:30')).toBe('was 2020-05-01T14:30');
  expect(told('on 2020-05-01 at midnight')).toBe('was 2020-05-01T00:00');
  expect(told('on 31 april at 9')).toBe('never');
  expect(told('every year on 30 february at 9')).toBe('never');
});

test.each(['tomorrow at 02:30', 'at 02:30', 'on Sunday at 02:30'])(
  '%s, when the clocks skip it, moves forward and says so',
  (text) => {
    const now = text === 'at 02:30' ? '2027-03-13T10:00' : '2027-03-13T01:00';
    const said = text === 'tomorrow at 02:30' ? '2027-03-13T10:00' : now;
    expect(told(text, said, 'America/New_York')).toBe('2027-03-14T03:30');
    const when = readWhen(text, 'America/New_York', instantOf(said, 'America/New_York'))?.when;
    expect(when).toMatchObject({ skipped: '2027-03-14T02:30' });
  },
);

test('so long from now needs no clock on a wall', () => {
  const found = (text: string) => readWhen(text, ZONE, instantOf(NOW, ZONE))?.when;
  expect(found('in 20 minutes')).toMatchObject({ elapsed: true });
  expect(found('tomorrow at 9am')).not.toHaveProperty('elapsed');
  expect(found('tomorrow at 9am')).not.toHaveProperty('skipped');
});

test.each([
  ['remind me in 20 minutes to turn off the oven', 'turn off the oven', 'en'],
  ['Remind me to call mum tomorrow at 5pm', 'call mum', 'en'],
  ['remind me of "The 5th Wave" on friday at 8pm', '"The 5th Wave"', 'en'],
  ['tomorrow at 9 pay 250 euros for 2 tickets', 'pay 250 euros for 2 tickets', 'en'],
  ['remind me to read chapter 9 tomorrow', 'read chapter 9', 'en'],
  ['erinnere mich morgen um 9 Uhr an den Zahnarzt', 'Zahnarzt', 'de'],
  ['recuérdame mañana a las 9 llamar a mamá', 'llamar a mamá', 'es'],
  ['rappelle-moi demain à 9h d’appeler maman', 'appeler maman', 'fr'],
  ['напомни завтра в 9 утра позвонить маме', 'позвонить маме', 'ru'],
  ['lembra-me amanhã às 9h de ligar à mãe', 'ligar à mãe', 'pt'],
])('%s: what is left is what to do', (text, what, language) => {
  expect(readWhen(text, ZONE, instantOf(NOW, ZONE))).toMatchObject({ what, language });
});

test.each([
  ['at 7am London time', 'unclear'],
  ['at 7am EST', 'unclear'],
  ['at 7am your time', 'unclear'],
  ['a las 9 hora de Madrid', 'unclear'],
  ['в 19:00 по московскому времени', 'unclear'],
  ['remind me on my birthday at 9am', 'unclear'],
  ['remind me when I get home at 9pm to call', 'unclear'],
  ['rappelle-moi pour mon anniversaire à 9h', 'unclear'],
  ['remind me about tomorrow’s meeting at 6pm', 'unclear'],
  ['remind me at 9am to call mum tomorrow', 'unclear'],
  ['remind me to call mum tomorrow at 9am', '2027-03-12T09:00'],
  ['recuérdame mañana la cena de las 21:00', 'unclear'],
  ['in a day or two at 9am', 'unclear'],
  ['dans 2 ou 3 heures', 'unclear'],
  ['tomorrow from 5pm', 'unclear'],
  ['morgen 9-10 Uhr', 'unclear'],
  ['3 times at 9am', 'unclear'],
  ['biweekly on Friday at 9am', 'unclear'],
  ['every 2nd Friday at 9am', 'unclear'],
  ['le lundi à 9h', 'unclear'],
  ['через день в 9:00', 'unclear'],
  ['el viernes pasado a las 9:00', 'unclear'],
  ['un lunes sí y otro no a las 8:00', 'unclear'],
])('%s: what stands beside a time makes it another one, so it is %s', (text, expected) => {
  expect(told(text)).toBe(expected);
});

test.each([
  ['this morning at 9', 'was 2027-03-11T09:00'],
  ['this evening at 6', '2027-03-11T18:00'],
  ['Mi 14 Uhr', '2027-03-17T14:00'],
  ['вт 14:00', '2027-03-16T14:00'],
  ['пн в 9:00', '2027-03-15T09:00'],
  ['Sat, 9am', '2027-03-13T09:00'],
  ['vie a las 15:00', '2027-03-12T15:00'],
  ['ven. à 15h', '2027-03-12T15:00'],
  ['sex às 15h', '2027-03-12T15:00'],
  ['yesterday at 5', 'was 2027-03-10T05:00'],
  ['hier à 5h', 'was 2027-03-10T05:00'],
  ['позавчера в 9:00', 'was 2027-03-09T09:00'],
  ['a las 9:30 pm', '2027-03-11T21:30'],
  ['às 9 p. m.', '2027-03-11T21:00'],
  ['um 9 pm', '2027-03-11T21:00'],
  ['at 13 pm', 'unclear'],
  ['el 15 a las 8:00', '2027-03-15T08:00'],
  ['15-го в 9:00', '2027-03-15T09:00'],
  ['в 14.30', '2027-03-11T14:30'],
  ['через полгода в 9:00', '2027-09-11T09:00'],
  ['по понедельникам и средам в 9:00', 'every Monday and Wednesday at 09:00'],
  ['cada 8 horas', 'every 8 hours'],
  ['de 2 em 2 horas', 'every 2 hours'],
  ['каждые два дня в 9:00', 'every 2 days at 09:00'],
  ['em 25/12/2027 às 9h', '2027-12-25T09:00'],
  ['el 4.12.2027 a las 9:00', '2027-12-04T09:00'],
  ['on 04.12.2027 at 9am', '2027-04-12T09:00 or 2027-12-04T09:00'],
  ['on 25-12-2027 at 9am', '2027-12-25T09:00'],
  ['on 25-13-2027 at 9am', 'unclear'],
  ['in two days’ time at 9am', '2027-03-13T09:00'],
  ['in twenty five minutes', '2027-03-11T10:25'],
  ['d’ici vendredi 18h', '2027-03-12T18:00'],
])('%s is %s', (text, expected) => {
  expect(told(text)).toBe(expected);
});

test('what is left is in the language that asks', () => {
  expect(readWhen('remind me at 15h to leave', ZONE, instantOf(NOW, ZONE))?.what).toBe('leave');
  expect(readWhen('me lembre dentro de 2 horas de ligar', ZONE, instantOf(NOW, ZONE))?.what).toBe('ligar');
});

test.each([
  ['remind me in 5 min. to eat', 'eat'],
  ['remind me in 20 minutes. Drink water.', 'Drink water.'],
  ['erinnere mich in 5 Min. an den Kuchen', 'Kuchen'],
  ['напомни через 5 мин. поесть', 'поесть'],
  ['remind me in 5 min to edit .env', 'edit .env'],
  ['remind me in 5 min ... or so', '... or so'],
  ["rappelle-moi d'ici vendredi 18h de payer", 'payer'],
])('%s: the full stop goes with its time, and “%s” is left', (text, what) => {
  expect(readWhen(text, ZONE, instantOf(NOW, ZONE))?.what).toBe(what);
});

test.each([
  ['every 2 weeks on Monday at 9am', '2027-03-15T09:00'],
  ['every other Monday at 9am', '2027-03-15T09:00'],
  ['every other Thursday at 9am', '2027-03-18T09:00'],
  ['every 3 days at 9am', '2027-03-12T09:00'],
  ['every 3 days at 11:00', '2027-03-11T11:00'],
  ['alle zwei Wochen um 9 Uhr', '2027-03-18T09:00'],
  ['cada 2 meses el 5 a las 9:00', '2027-04-05T09:00'],
])('%s counts from the one that comes next', (text, first) => {
  const when = readWhen(text, ZONE, instantOf(NOW, ZONE))?.when;
  expect(when?.kind === 'rule' && localOf(when.firstMs, ZONE)).toBe(first);
});

test('a text without its slips of the pen', () => {
  const read = (text: string) => readWithoutSlips(text, ZONE, instantOf(NOW, ZONE));
  expect(read('tommorow at 6pm')).toEqual({ kind: 'at', ms: instantOf('2027-03-12T18:00', ZONE) });
  expect(read('every thurday at 9am')).toMatchObject({ kind: 'rule' });
  expect(read('tomorrow at 6pm')).toBeUndefined();
  expect(read('tommorow or friday at 6pm')).toBeUndefined();
});

test.each([
  ['tommorow', true],
  ['after the game', true],
  ['on friday', true],
  ['in two hours', true],
  ['buy milk and bread', false],
])('whether %s has words of time: %s', (text, expected) => {
  expect(hasWordsOfTime(text)).toBe(expected);
});
