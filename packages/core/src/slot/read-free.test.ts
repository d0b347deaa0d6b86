import { expect, it } from 'vitest';
import { instantOf, localOf } from '../when/index.ts';
import { readFree } from './read-free.ts';

const ZONE = 'Europe/Berlin';
/** A Thursday. */
const NOW = '2027-03-11T10:00';
const told = (text: string): string => {
  const read = readFree(text, ZONE, instantOf(NOW, ZONE));
  if (!read) return 'asked';
  const { lengthMs, fromMs, toMs, partOfDay = '' } = read;
  return `${lengthMs / 60_000} ${localOf(fromMs, ZONE)} ${localOf(toMs, ZONE)} ${partOfDay}`.trim();
};

const NEXT_WEEK = '2027-03-15T00:00 2027-03-22T00:00';
const AHEAD = `${NOW} 2027-03-19T00:00`;
const TOMORROW = '2027-03-12T00:00 2027-03-13T00:00';

it.each([
  ['45 min next week', `45 ${NEXT_WEEK}`],
  ['next week 45 minutes', `45 ${NEXT_WEEK}`],
  ['1 hour tomorrow afternoon', `60 ${TOMORROW} afternoon`],
  ['30 Minuten am Freitag', `30 ${TOMORROW}`],
  ['eine Stunde nächste Woche', `60 ${NEXT_WEEK}`],
  ['1 hora mañana por la tarde', `60 ${TOMORROW} afternoon`],
  ['30 minutes la semaine prochaine', `30 ${NEXT_WEEK}`],
  ['1 hora amanhã', `60 ${TOMORROW}`],
  ['30 минут завтра', `30 ${TOMORROW}`],
  ['1 час на следующей неделе', `60 ${NEXT_WEEK}`],
  ['1h30 demain', `90 ${TOMORROW}`],
  ['45m tomorrow', `45 ${TOMORROW}`],
  ['1h', `60 ${AHEAD}`],
  ['for 1 hour and 30 minutes', `90 ${AHEAD}`],
  ['1.5 hours', `90 ${AHEAD}`],
  ['half an hour this week', '30 2027-03-11T10:00 2027-03-15T00:00'],
  ['30 min today', '30 2027-03-11T10:00 2027-03-12T00:00'],
  ['30 min on 1 April', '30 2027-04-01T00:00 2027-04-02T00:00'],
  ['2 hours in 3 days', '120 2027-03-14T00:00 2027-03-15T00:00'],
  ['1 hour tonight', '60 2027-03-11T10:00 2027-03-12T00:00 evening'],
  ['a 45 min slot tomorrow', `45 ${TOMORROW}`],
  ['30 Minuten heute Abend', '30 2027-03-11T10:00 2027-03-12T00:00 evening'],
  ['Eine halbe Stunde am Montag', '30 2027-03-15T00:00 2027-03-16T00:00'],
  ['une heure lundi matin', '60 2027-03-15T00:00 2027-03-16T00:00 morning'],
  ['uma hora na próxima semana', `60 ${NEXT_WEEK}`],
  ['una hora la próxima semana', `60 ${NEXT_WEEK}`],
  ['полчаса в пятницу', `30 ${TOMORROW}`],
  ['45 min in the morning', `45 ${AHEAD} morning`],
])('%s', (text, expected) => {
  expect(told(text)).toBe(expected);
});

it.each([
  '',
  'tomorrow',
  'in 2 hours',
  '2 hours from now',
  '2 days',
  '1 minute tomorrow',
  '14h tomorrow',
  '1 hour yesterday',
  '1 hour with Bob',
  '1 hour tomorrow at 9:00',
  '1 hour next Friday',
  '1 hour every day',
  '1 hour a day',
  '30 min 03/04',
  '30 min 31/02',
  '1 hour "tomorrow"',
  '1 hour tomorrow or Friday',
  '1 hour before Friday',
  '1 hour tomorrow Friday',
  `1 hour ${'!'.repeat(200)}`,
])('“%s” is not guessed', (text) => {
  expect(told(text)).toBe('asked');
});

it('on a Sunday the next week begins tomorrow', () => {
  const sundayMs = instantOf('2027-03-14T10:00', ZONE);
  expect(readFree('1 hour next week', ZONE, sundayMs)?.fromMs).toBe(instantOf('2027-03-15T00:00', ZONE));
});
