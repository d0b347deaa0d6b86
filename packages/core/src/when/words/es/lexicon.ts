// Spanish.
import { clockPhrases, dayFirst, isoDate, numberPhrases, shortDurations } from '../shared-phrases.ts';
import { type Lexicon, listed, type Meaning, numbersOf, phrasesOf } from '../token.ts';

const NUMBERS = 'una dos tres cuatro cinco seis siete ocho nueve diez once doce';

const halfPast = (hour: string | undefined, minute: number): Meaning | undefined =>
  Number(hour) < 24 ? { kind: 'clock', hour: Number(hour), minute, certain: Number(hour) > 12 } : undefined;

export const spanish: Lexicon = {
  language: 'es',
  watch:
    'ayer|anteayer|antes|después|despues|hasta|desde|entre|hacia|fin de semana|navidad|segundos?|media|cuarto|menos|madrugada|noche|tarde|hace|excepto',
  wholeDayClock: true,
  cues: ['por favor', 'recuérdame', 'recuerdame', 'recordatorio'],
  links: ['que', 'de', 'a'],
  phrases: [
    ...shortDurations('en|dentro de'),
    isoDate,
    dayFirst,
    ...clockPhrases(true),
    ...numberPhrases,
    ['(\\d{1,2}) y media', ([hour]) => halfPast(hour, 30)],
    ['(\\d{1,2}) y cuarto', ([hour]) => halfPast(hour, 15)],
    ...numbersOf(listed(NUMBERS)),
    ...numbersOf([
      ['un(?= (?:minuto|día|dia|mes|año))', 1],
      ['quince', 15],
      ['veinte', 20],
      ['treinta', 30],
      ['cuarenta y cinco', 45],
    ]),
    ['media hora', { kind: 'duration', value: 30, unit: 'minute' }],
    ['una hora y media', { kind: 'duration', value: 90, unit: 'minute' }],
    ['un cuarto de hora', { kind: 'duration', value: 15, unit: 'minute' }],
    ['min|minutos?', { kind: 'unit', unit: 'minute' }],
    ['horas?', { kind: 'unit', unit: 'hour' }],
    ['d[ií]as?', { kind: 'unit', unit: 'day' }],
    ['semanas?', { kind: 'unit', unit: 'week' }],
    ['mes(?:es)?', { kind: 'unit', unit: 'month' }],
    ['años?', { kind: 'unit', unit: 'year' }],
    ['en|dentro de', { kind: 'in' }],
    ['hoy', { kind: 'day', offset: 0 }],
    ['mañana', { kind: 'day', offset: 1 }],
    ['pasado mañana', { kind: 'day', offset: 2 }],
    ...phrasesOf(
      [
        ['lunes', 1],
        ['martes', 2],
        ['miércoles|miercoles', 3],
        ['jueves', 4],
        ['viernes', 5],
        ['sábado|sabado', 6],
        ['domingo', 7],
      ] as [string, number][],
      (weekday) => ({ kind: 'weekday', weekday }),
    ),
    ...phrasesOf(
      [
        ['los lunes', 1],
        ['los martes', 2],
        ['los miércoles', 3],
        ['los jueves', 4],
        ['los viernes', 5],
        ['los sábados', 6],
        ['los domingos', 7],
      ] as [string, number][],
      (weekday) => ({ kind: 'weekday', weekday, each: true }),
    ),
    ...phrasesOf(
      listed('enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'),
      (month) => ({ kind: 'month', month }),
    ),
    ['(?:el )?d[ií]a (\\d{1,2})', ([day]) => ({ kind: 'ordinal', value: Number(day) })],
    ['próxim[oa]|proxim[oa]|que viene', { kind: 'next' }],
    ['este|esta', { kind: 'this' }],
    ['último|última', { kind: 'last' }],
    ['(?:por|de) la mañana|esta mañana', { kind: 'part', part: 'morning' }],
    ['(?:por|de) la tarde|esta tarde', { kind: 'part', part: 'afternoon' }],
    ['(?:por|de) la noche|esta noche', { kind: 'part', part: 'evening' }],
    ['(?:a|al) mediod[ií]a', { kind: 'clock', hour: 12, minute: 0, certain: true }],
    ['a medianoche', { kind: 'clock', hour: 0, minute: 0, certain: true }],
    ['a las?', { kind: 'at' }],
    ['cada|todos los|todas las', { kind: 'every', interval: 1 }],
    ['cada dos', { kind: 'every', interval: 2 }],
    ['diariamente', { kind: 'repeat', frequency: 'daily' }],
    ['mensualmente', { kind: 'repeat', frequency: 'monthly' }],
    ['días laborables|días de semana|entre semana', { kind: 'workday' }],
    ['(?:del|de cada) mes', { kind: 'ofMonth' }],
    ['(?:a )?(?:fin|final) de mes', { kind: 'endOfMonth' }],
    ['el|la|de|y|del', { kind: 'joint' }],
  ],
};
