// Portuguese.
import { clockPhrases, dayFirst, isoDate, numberPhrases, shortDurations } from '../shared-phrases.ts';
import { type Lexicon, listed, numbersOf, phrasesOf } from '../token.ts';

const WEEKDAYS: [string, number][] = [
  ['segunda(?:-feira)?', 1],
  ['terça(?:-feira)?', 2],
  ['quarta(?:-feira)?', 3],
  ['quinta(?:-feira)?', 4],
  ['sexta(?:-feira)?', 5],
  ['sábado', 6],
  ['domingo', 7],
];

export const portuguese: Lexicon = {
  language: 'pt',
  watch:
    'ontem|anteontem|antes|depois|até|desde|entre|fim de semana|natal|segundos|meia|quarto|menos|madrugada|noite|tarde|manhã|atrás|exceto',
  wholeDayClock: true,
  cues: ['por favor', 'lembra-me', 'lembre-me', 'me lembre', 'me lembra', 'lembrete'],
  links: ['de', 'que', 'para', 'do', 'da'],
  phrases: [
    ...shortDurations('em|daqui a'),
    isoDate,
    dayFirst,
    ...clockPhrases(true),
    [
      '(\\d{1,2}) ?h(?: ?(\\d{2}))?',
      ([hour, minute = '0']) =>
        Number(hour) < 24 && Number(minute) < 60
          ? { kind: 'clock', hour: Number(hour), minute: Number(minute), certain: true }
          : undefined,
    ],
    ...numberPhrases,
    ...numbersOf(listed('uma duas três quatro cinco seis sete oito nove dez onze doze')),
    ...numbersOf([
      ['um(?= (?:minuto|dia|mês|ano))', 1],
      ['dois', 2],
      ['quinze', 15],
      ['vinte', 20],
      ['trinta', 30],
    ]),
    ['meia hora', { kind: 'duration', value: 30, unit: 'minute' }],
    ['uma hora e meia', { kind: 'duration', value: 90, unit: 'minute' }],
    ['um quarto de hora', { kind: 'duration', value: 15, unit: 'minute' }],
    ['min|minutos?', { kind: 'unit', unit: 'minute' }],
    ['horas?', { kind: 'unit', unit: 'hour' }],
    ['dias?', { kind: 'unit', unit: 'day' }],
    ['semanas?', { kind: 'unit', unit: 'week' }],
    ['mês|meses', { kind: 'unit', unit: 'month' }],
    ['anos?', { kind: 'unit', unit: 'year' }],
    ['em|daqui a|dentro de', { kind: 'in' }],
    ['hoje', { kind: 'day', offset: 0 }],
    ['amanhã', { kind: 'day', offset: 1 }],
    ['depois de amanhã', { kind: 'day', offset: 2 }],
    ...phrasesOf(WEEKDAYS, (weekday) => ({ kind: 'weekday', weekday })),
    ...phrasesOf(
      [
        ['às segundas', 1],
        ['às terças', 2],
        ['às quartas', 3],
        ['às quintas', 4],
        ['às sextas', 5],
        ['aos sábados', 6],
        ['aos domingos', 7],
      ] as [string, number][],
      (weekday) => ({ kind: 'weekday', weekday, each: true }),
    ),
    ...phrasesOf(
      listed('janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro'),
      (month) => ({ kind: 'month', month }),
    ),
    ['(?:no )?dia (\\d{1,2})', ([day]) => ({ kind: 'ordinal', value: Number(day) })],
    ['próxim[oa]|que vem', { kind: 'next' }],
    ['este|esta|nest[ea]', { kind: 'this' }],
    ['últim[oa]', { kind: 'last' }],
    ['(?:da|de|pela) manhã', { kind: 'part', part: 'morning' }],
    ['(?:da|à|de) tarde', { kind: 'part', part: 'afternoon' }],
    ['(?:da|à|de) noite', { kind: 'part', part: 'evening' }],
    ['(?:ao )?meio-dia', { kind: 'clock', hour: 12, minute: 0, certain: true }],
    ['(?:à )?meia-noite', { kind: 'clock', hour: 0, minute: 0, certain: true }],
    ['às|à', { kind: 'at' }],
    ['cada|tod[oa]|tod[oa]s? [oa]s?', { kind: 'every', interval: 1 }],
    ['diariamente', { kind: 'repeat', frequency: 'daily' }],
    ['mensalmente', { kind: 'repeat', frequency: 'monthly' }],
    ['dias úteis|dia útil', { kind: 'workday' }],
    ['do mês|de cada mês', { kind: 'ofMonth' }],
    ['(?:no )?(?:fim|final) do mês', { kind: 'endOfMonth' }],
    ['de|e|na|no|o|a', { kind: 'joint' }],
  ],
};
