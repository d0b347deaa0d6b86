import { expect, test } from 'vitest';
import { readLead } from './lead.ts';

const MINUTE_MS = 60_000;

test.each([
  ['tomorrow at 9 call mum, and 10 minutes before', 'tomorrow at 9 call mum', 10],
  ['and 10 minutes before', '', 10],
  ['an hour before', '', 60],
  ['call mum at 9 and a day in advance!', 'call mum at 9', 1_440],
  ['morgen um 9 Zahnarzt und 15 Minuten vorher', 'morgen um 9 Zahnarzt', 15],
  ['mañana a las 9 cita y 10 minutos antes', 'mañana a las 9 cita', 10],
  ['demain à 9h dentiste et 1 heure avant', 'demain à 9h dentiste', 60],
  ['amanhã às 9h dentista e 10 minutos antes', 'amanhã às 9h dentista', 10],
  ['every day at 9am and 10 minutes before to take pills', 'every day at 9am to take pills', 10],
  ['täglich um 9 und 10 Minuten vorher an die Pillen', 'täglich um 9 an die Pillen', 10],
  ['завтра в 9 врач и за 10 минут', 'завтра в 9 врач', 10],
  ['завтра в 9 врач и за 2 часа до этого', 'завтра в 9 врач', 120],
])('%s', (text, rest, minutes) => {
  expect(readLead(text)).toEqual({ rest, leadMs: minutes * MINUTE_MS });
});

test.each([
  '10 minutes before the meeting',
  'be there 10 minutes before',
  'read this and 10 minutes before bed',
  'and 0 minutes before',
  'call mum',
])('%s says nothing of it', (text) => expect(readLead(text)).toBeUndefined());
