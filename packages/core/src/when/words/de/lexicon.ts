// German.
import {
  clockPhrases,
  dottedDates,
  halfDay,
  hourPhrases,
  isoDate,
  numberPhrases,
  shortDurations,
  shortWeekdays,
} from '../shared-phrases.ts';
import { type Lexicon, listed, numbersOf, phrasesOf } from '../token.ts';

const HOURS = 'eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|\\d{1,2}(?![\\d:.])';
const SPOKEN_MINUTES: Record<string, number> = { fünf: 5, zehn: 10, zwanzig: 20 };
const NUMBERS = 'eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf';

export const german: Lexicon = {
  language: 'de',
  watch:
    'gestern|vorgestern|vor|nach|bis|seit|ab|zwischen|gegen|wochenende|weihnachten|ostern|silvester|sekunden?|übernächste[rnms]?|dreiviertel|viertel|halb|mitternacht|mittag|\\p{L}+(?:abend|morgen|mittag|nacht)|abend|nacht|nächte|stündlich|außer|monats\\p{L}+|(?:zwei|drei|vier|mehr|\\d+ ?)mals?|(?:mo|di|mi|do|fr|sa|so)\\.? ?[-–] ?(?:mo|di|mi|do|fr|sa|so)',
  stray: 'nach|vor|bei|beim|wenn|sobald|während|am|im|zu[mr]?',
  links: ['an den', 'an die', 'an das', 'ans', 'an', 'daran', 'dass', 'zu'],
  phrases: [
    ...shortDurations('in'),
    isoDate,
    ...dottedDates,
    // "9 am Freitag" is no hour of the morning.
    halfDay('p'),
    ...clockPhrases(true),
    ...hourPhrases('uhr'),
    ...numberPhrases,
    ...numbersOf(listed(NUMBERS)),
    ...numbersOf([
      ['eine?[rmns]?(?= (?:minute|stunde|tag|woche|monat|jahr))', 1],
      ['fünfzehn', 15],
      ['zwanzig', 20],
      ['dreißig', 30],
      ['vierzig', 40],
      ['fünfundvierzig', 45],
    ]),
    ['(?:einer )?halben stunde', { kind: 'duration', value: 30, unit: 'minute' }],
    ['zweieinhalb stunden', { kind: 'duration', value: 150, unit: 'minute' }],
    ['anderthalb stunden|eineinhalb stunden', { kind: 'duration', value: 90, unit: 'minute' }],
    ['(?:einer )?viertelstunde', { kind: 'duration', value: 15, unit: 'minute' }],
    ['(?:einer )?dreiviertelstunde', { kind: 'duration', value: 45, unit: 'minute' }],
    ['sek|sekunden', { kind: 'unit', unit: 'second' }],
    ['min|minuten?', { kind: 'unit', unit: 'minute' }],
    ['std|stunden?', { kind: 'unit', unit: 'hour' }],
    ['tage?n?', { kind: 'unit', unit: 'day' }],
    ['wochen?', { kind: 'unit', unit: 'week' }],
    ['monate?n?', { kind: 'unit', unit: 'month' }],
    ['jahre?n?', { kind: 'unit', unit: 'year' }],
    ['in', { kind: 'in' }],
    ['gestern', { kind: 'day', offset: -1 }],
    ['vorgestern', { kind: 'day', offset: -2 }],
    ['heute', { kind: 'day', offset: 0 }],
    ...shortWeekdays('mo di mi do fr sa so(?!,?\\s+um)', 'um'),
    ['(?<=jede[ns]? )morgen', { kind: 'part', part: 'morning' }],
    ['morgen', { kind: 'day', offset: 1 }],
    ['übermorgen', { kind: 'day', offset: 2 }],
    ...phrasesOf(
      [...listed('montag dienstag mittwoch donnerstag freitag samstag sonntag'), ['sonnabend', 6]] as [
        string,
        number,
      ][],
      (weekday) => ({ kind: 'weekday', weekday }),
    ),
    ...phrasesOf(
      [
        ...listed('montags dienstags mittwochs donnerstags freitags samstags sonntags'),
        ['sonnabends', 6],
      ] as [string, number][],
      (weekday) => ({ kind: 'weekday', weekday, each: true }),
    ),
    ...phrasesOf(
      [
        ...listed('januar februar märz april mai juni juli august september oktober november dezember'),
        ['jänner', 1],
      ] as [string, number][],
      (month) => ({ kind: 'month', month }),
    ),
    ['(\\d{1,2})\\.(?!\\d)', ([day]) => ({ kind: 'ordinal', value: Number(day) })],
    ['nächste[rnms]?|kommende[rnms]?', { kind: 'next' }],
    ['diese[rnms]?', { kind: 'this' }],
    ['letzte[rnms]?', { kind: 'last' }],
    ['(?:am |heute )?morgens|früh|vormittags?|am vormittag|am morgen', { kind: 'part', part: 'morning' }],
    ['nachmittags?|am nachmittag', { kind: 'part', part: 'afternoon' }],
    ['abends?|am abend', { kind: 'part', part: 'evening' }],
    ['nachts', { kind: 'part', part: 'night' }],
    ['mittags?|am mittag|um zwölf uhr mittags', { kind: 'clock', hour: 12, minute: 0, certain: true }],
    ['(?:um )?mitternacht', { kind: 'clock', hour: 0, minute: 0, certain: true }],
    ['halb', { kind: 'minutes', minutes: -30 }],
    ['viertel nach', { kind: 'minutes', minutes: 15 }],
    ['viertel vor', { kind: 'minutes', minutes: -15 }],
    [`viertel(?= (?:${HOURS}))`, { kind: 'minutes', minutes: -45 }],
    [`dreiviertel(?= (?:${HOURS}))`, { kind: 'minutes', minutes: -15 }],
    [
      `(fünf|zehn|zwanzig) (vor|nach)(?= (?:${HOURS}))`,
      ([minutes = '', way]) => ({
        kind: 'minutes',
        minutes: (SPOKEN_MINUTES[minutes.toLowerCase()] ?? 0) * (way === 'vor' ? -1 : 1),
      }),
    ],
    ['um|gegen', { kind: 'at' }],
    ['jede[rnms]?|alle', { kind: 'every', interval: 1 }],
    ['jede[rnms]? zweite[rnms]?', { kind: 'every', interval: 2 }],
    ['täglich', { kind: 'repeat', frequency: 'daily' }],
    ['wöchentlich', { kind: 'repeat', frequency: 'weekly' }],
    ['monatlich', { kind: 'repeat', frequency: 'monthly' }],
    ['jährlich', { kind: 'repeat', frequency: 'yearly' }],
    [
      'werktags|werktage?n?|arbeitstage?n?|arbeitstags|(?:von )?montags? bis freitags?|mo\\.? ?[-–] ?fr\\.?',
      { kind: 'workday' },
    ],
    ...phrasesOf(listed('erste[nrs]? zweite[nrs]? dritte[nrs]? vierte[nrs]?'), (value) => ({
      kind: 'nth',
      value,
    })),
    ['im monat|des monats', { kind: 'ofMonth' }],
    ['jeden monats|(?:in|im) jedem monat', { kind: 'ofMonth', each: true }],
    ['(?:am )?ende des monats|(?:am )?monatsende', { kind: 'endOfMonth' }],
    ['uhr|am|den|der|und|im', { kind: 'joint' }],
  ],
};
