// Spanish.
import { holidaysOf, inWords, minutesBeside, numbersOf } from '../names.ts';
import { dayFirst, inFigures } from '../shared-phrases.ts';
import type { Lexicon } from '../token.ts';

export const spanish: Lexicon = {
  language: 'es',
  watch:
    'ayer|anteayer|antes|después|despues|hasta|desde|entre|hacia|fin de semana|navidad|nochebuena|nochevieja|año nuevo|semana santa|pascua|reyes|amanecer|atardecer|anochecer|segundos?|media|cuarto|menos|madrugada|noches?|tardes?|mañanas|dentro de|hace|excepto|otro no',
  often:
    'mañana ayer lunes martes miércoles jueves viernes sábado domingo medianoche mediodía septiembre octubre noviembre diciembre febrero',
  alike: 'mañanas viernas manzana manana',
  stray: 'en|cuando|durante|al|desde|después|antes',
  links: ['que', 'de', 'a'],
  phrases: [
    ...inFigures({ ahead: 'en|dentro de', dates: dayFirst, hours: 'h|hs|hrs' }),
    ['y media', { kind: 'plus', minutes: 30 }],
    ['y cuarto', { kind: 'plus', minutes: 15 }],
    ['menos cuarto', { kind: 'plus', minutes: -15 }],
    ...minutesBeside(
      '(?=[ym])(?<=las? (?:\\d{1,2}|\\p{L}+) )',
      ['y', 'menos'],
      'cinco diez (?:quince) veinte veinticinco',
    ),
    ...numbersOf([
      ['un(?= (?:minuto|día|dia|mes|año))', 1],
      ['quince', 15],
      ['veinte', 20],
      ['treinta', 30],
      ['cuarenta y cinco', 45],
    ]),
    ['media hor(?:it)?a', { kind: 'duration', value: 30, unit: 'minute' }],
    [
      'una hora y media|(?=h)(?<=(?:en|dentro de|cada) )hora y media',
      { kind: 'duration', value: 90, unit: 'minute' },
    ],
    ['un cuarto de hora', { kind: 'duration', value: 15, unit: 'minute' }],
    ['tres cuartos de hora', { kind: 'duration', value: 45, unit: 'minute' }],
    ['en|dentro de', { kind: 'in' }],
    // Eight days, or a week.
    ['(?:de hoy )?en ocho días', { kind: 'doubtful' }],
    ...inWords({
      days: ['anteayer|antes de ayer', 'ayer', 'hoy', 'mañana', 'pasado mañana'],
      units: 'segundos min|minutos? horas|(?<=(?:una|1|cada)\\s+)hora d[ií]as? semanas? mes(?:es)? años?',
      numbers: 'una dos tres cuatro cinco seis siete ocho nueve diez once doce',
      weekdays: 'lunes martes mi[ée]rcoles jueves viernes s[áa]bado domingo',
      each: ['lunes martes miércoles jueves viernes sábados domingos', 'los '],
      short: ['lun mar mi[ée] jue vie s[áa]b dom', 'a las?'],
      months: 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
      nths: 'primer[oa]? segund[oa] tercer[oa]? cuart[oa]',
    }),
    ...holidaysOf('a las?', [
      ['(?:en )?nochebuena|(?:el )?día antes de navidad', 24, 12],
      ['(?:en |el día de )?navidad', 25, 12],
      ['(?:en )?nochevieja', 31, 12],
    ]),
    ['(?:el )?d[ií]a (\\d{1,2})', ([day]) => ({ kind: 'ordinal', value: Number(day) })],
    ['el (\\d{1,2})(?! ?h| ?horas?|[/:.]| ?d[ií]as?)', ([day]) => ({ kind: 'ordinal', value: Number(day) })],
    ['próxim[oa]|proxim[oa]|que viene|siguiente', { kind: 'next' }],
    ['pasad[oa]', { kind: 'doubtful' }],
    ['este|esta', { kind: 'this' }],
    ['último|última', { kind: 'last' }],
    [
      'de la (?:mañana|madrugada)|(?=[pe])(?<=(?:mañana|hoy|\\p{L}+[so]) )(?:por|en) la mañana',
      { kind: 'part', part: 'morning' },
    ],
    ['por la mañana', { kind: 'part', part: 'morning', often: true }],
    ['(?<=todas las )(?:mañanas)', { kind: 'part', part: 'morning' }],
    ['(?<=todas las )(?:tardes)', { kind: 'part', part: 'afternoon' }],
    ['(?<=todas las )(?:noches)', { kind: 'part', part: 'evening' }],
    ['esta mañana', { kind: 'part', part: 'morning', today: true }],
    [
      'de la tarde|(?=[pe])(?<=(?:mañana|hoy|\\p{L}+[so]) )(?:por|en) la tarde',
      { kind: 'part', part: 'afternoon' },
    ],
    ['por la tarde', { kind: 'part', part: 'afternoon', often: true }],
    ['esta tarde', { kind: 'part', part: 'afternoon', today: true }],
    [
      'de la noche|(?=[pe])(?<=(?:mañana|hoy|\\p{L}+[so]) )(?:por|en) la noche',
      { kind: 'part', part: 'evening' },
    ],
    ['por la noche', { kind: 'part', part: 'evening', often: true }],
    ['esta noche', { kind: 'part', part: 'evening', today: true }],
    ['(?:a|al) mediod[ií]a', { kind: 'clock', hour: 12, minute: 0, certain: true }],
    ['a medianoche', { kind: 'midnight' }],
    ['a las?|a eso de las?', { kind: 'at' }],
    ['cada|todos los|todas las', { kind: 'every', interval: 1 }],
    ['cada dos', { kind: 'every', interval: 2 }],
    ['una vez (?:al|por) día', { kind: 'repeat', frequency: 'daily' }],
    ['una vez (?:a la|por) semana', { kind: 'repeat', frequency: 'weekly' }],
    ['diariamente', { kind: 'repeat', frequency: 'daily' }],
    ['mensualmente', { kind: 'repeat', frequency: 'monthly' }],
    ['d[ií]as? laborables?|días de semana|entre semana|de lunes a viernes', { kind: 'workday' }],
    ['del mes', { kind: 'ofMonth' }],
    ['de cada mes|de todos los meses', { kind: 'ofMonth', each: true }],
    ['(?:a )?(?:fin|final) de mes', { kind: 'endOfMonth' }],
    ['el|la|de|y|del|en punto', { kind: 'joint' }],
  ],
};
