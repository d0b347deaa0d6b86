// Portuguese.
import { holidaysOf, inWords, minutesBeside, numbersOf } from '../names.ts';
import { dayFirst, inFigures } from '../shared-phrases.ts';
import type { Lexicon } from '../token.ts';

const FIVES = ['cinco', 'dez', 'quinze', 'vinte'];

export const portuguese: Lexicon = {
  language: 'pt',
  watch:
    'ontem|anteontem|antes|depois|até|desde|entre|fim de semana|natal|páscoa|carnaval|réveillon|ano novo|véspera|amanhecer|anoitecer|segundos|meia|quarto|menos|madrugada|noites?|tardes?|manhãs?|daqui|atrás|exceto',
  often:
    'amanhã ontem segunda-feira segunda terça quarta quinta sexta sábado domingo sábados domingos segundas terças quartas quintas sextas meia-noite janeiro fevereiro setembro outubro novembro dezembro',
  alike: 'segundo segundos segunde quarto quartos quinto sexto terço cesta',
  stray: 'em|n[ao]s?|ao|quando|durante|depois|antes',
  links: ['de', 'que', 'para', 'do', 'da'],
  phrases: [
    ...inFigures({ ahead: 'em|daqui a|daqui', dates: dayFirst, hours: 'h|hs|horas' }),
    ['e meia', { kind: 'plus', minutes: 30 }],
    ['e (?:um )?quarto', { kind: 'plus', minutes: 15 }],
    ['menos (?:um )?quarto', { kind: 'plus', minutes: -15 }],
    ...minutesBeside('(?=[em])(?<=às? (?:\\d{1,2}|\\p{L}+) )', ['e', 'menos'], 'cinco dez (?:quinze) vinte'),
    [
      '(?:às )?(cinco|dez|quinze|vinte) (?:para|pra)s?(?: as)?(?= \\p{L})',
      ([minutes = '']) => ({ kind: 'minutes', minutes: -5 * (FIVES.indexOf(minutes.toLowerCase()) + 1) }),
    ],
    // A date, not a time from now.
    ['em(?= \\d{1,2}(?:º|o|/| de \\p{L}))', { kind: 'joint' }],
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
    ['três quartos de hora', { kind: 'duration', value: 45, unit: 'minute' }],
    ['em|daqui(?: a)?|dentro de', { kind: 'in' }],
    // Eight days, or a week.
    ['daqui a oito dias', { kind: 'doubtful' }],
    ...inWords({
      days: ['anteontem', 'ontem', 'hoje', 'amanhã', 'depois de amanhã'],
      units: 'segundos min|minutos? horas|(?<=(?:uma|1|cada)\\s+)hora dias? semanas? mês|meses anos?',
      numbers: 'uma duas três quatro cinco seis sete oito nove dez onze doze',
      weekdays:
        'segunda(?:-feira)? terça(?:-feira)? quarta(?:-feira)? quinta(?:-feira)? sexta(?:-feira)? sábado domingo',
      each: [
        'segundas(?:-feiras)? terças(?:-feiras)? quartas(?:-feiras)? quintas(?:-feiras)? sextas(?:-feiras)? sábados domingos',
        '(?:[àa]s |a?os )?',
      ],
      short: ['seg ter qua qui sex s[áa]b dom', 'às?'],
      months: 'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro',
      nths: 'primeir[oa] segund[oa] terceir[oa] quart[oa]',
    }),
    ...holidaysOf('às?', [
      ['(?:na )?véspera de natal', 24, 12],
      ['(?:no (?:dia de )?)?natal', 25, 12],
      ['(?:na )?véspera de ano novo', 31, 12],
    ]),
    ['(?:no )?dia (\\d{1,2})', ([day]) => ({ kind: 'ordinal', value: Number(day) })],
    ['1[ºo°]', { kind: 'ordinal', value: 1 }],
    ['próxim[oa]|que vem|seguinte', { kind: 'next' }],
    ['passad[oa]', { kind: 'doubtful' }],
    ['este|esta|nest[ea]', { kind: 'this' }],
    ['últim[oa]', { kind: 'last' }],
    [
      '(?:da|pela) (?:manhã|madrugada)|(?=d)(?<=(?:amanhã|hoje|feira|\\p{L}+[ao]) )de manhã',
      { kind: 'part', part: 'morning' },
    ],
    ['de manhã', { kind: 'part', part: 'morning', often: true }],
    ['(?<=todas as )manhãs', { kind: 'part', part: 'morning' }],
    ['(?<=todas as )tardes', { kind: 'part', part: 'afternoon' }],
    ['(?<=todas as )noites', { kind: 'part', part: 'evening' }],
    ['n?esta manhã', { kind: 'part', part: 'morning', today: true }],
    [
      'da tarde|(?=[àd])(?<=(?:amanhã|hoje|feira|\\p{L}+[ao]) )(?:à|de) tarde',
      { kind: 'part', part: 'afternoon' },
    ],
    ['(?:à|de) tarde', { kind: 'part', part: 'afternoon', often: true }],
    ['n?esta tarde', { kind: 'part', part: 'afternoon', today: true }],
    [
      'da noite|(?=[àd])(?<=(?:amanhã|hoje|feira|\\p{L}+[ao]) )(?:à|de) noite',
      { kind: 'part', part: 'evening' },
    ],
    ['(?:à|de) noite', { kind: 'part', part: 'evening', often: true }],
    ['n?esta noite', { kind: 'part', part: 'evening', today: true }],
    ['(?:ao )?meio-dia', { kind: 'clock', hour: 12, minute: 0, certain: true }],
    ['(?:à )?meia-noite', { kind: 'midnight' }],
    ['às|à|por volta d[ao]s?|lá pelas?|(?=a)(?<=(?:amanhã|hoje|feira) )as(?= \\d)', { kind: 'at' }],
    [
      'de (\\d{1,2}) em \\1(?= (?:dias|horas|minutos))',
      ([interval]) => ({ kind: 'every', interval: Number(interval) }),
    ],
    ['(?:a )?cada|tod[oa]|tod[oa]s? [oa]s?', { kind: 'every', interval: 1 }],
    ['uma vez (?:por|ao) dia', { kind: 'repeat', frequency: 'daily' }],
    ['uma vez por semana', { kind: 'repeat', frequency: 'weekly' }],
    ['diariamente', { kind: 'repeat', frequency: 'daily' }],
    ['mensalmente', { kind: 'repeat', frequency: 'monthly' }],
    ['dias úteis|dia útil|de segunda a sexta(?:-feira)?', { kind: 'workday' }],
    ['do mês', { kind: 'ofMonth' }],
    ['de cada mês|de todos os meses', { kind: 'ofMonth', each: true }],
    ['(?:no )?(?:fim|final) do mês', { kind: 'endOfMonth' }],
    ['de|e|n[ao]s?|o|a|em ponto', { kind: 'joint' }],
  ],
};
