// German.
import { holidaysOf, inWords, listed, minutesOf, numbersOf, phrasesOf } from '../names.ts';
import { dottedDates, inFigures } from '../shared-phrases.ts';
import type { Lexicon } from '../token.ts';

const HOURS = 'eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|\\d{1,2}(?![\\d:.])';

const WEEKDAYS = 'montag dienstag mittwoch donnerstag freitag samstag|sonnabend sonntag';

export const german: Lexicon = {
  language: 'de',
  watch:
    'gestern|vorgestern|vor|nach|bis|seit|ab|zwischen|gegen|wochenende|weihnacht\\p{L}*|ostern|pfingsten|silvester|sylvester|neujahr|heilig\\s?abend|feierabend|sonnen(?:auf|unter)gang|sekunden?|übernächste[rnms]?|dreiviertel|viertel|halb|mitternacht|mittag|(?!(?:eltern|spiele?|film|grill|tanz|koch|quiz|lese|info|informations|theater|musik|frauen|männer|mädels|themen|vortrags|familien)abend)\\p{L}+(?:abend|morgen|mittag|nacht)|abend|nacht|nächte|stündlich|außer|monats\\p{L}+|(?:zwei|drei|vier|mehr|\\d+ ?)mals?|(?:mo|di|mi|do|fr|sa|so)\\.? ?[-–] ?(?:mo|di|mi|do|fr|sa|so)',
  often:
    'heute morgen übermorgen gestern montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag montags dienstags mittwochs donnerstags freitags samstags sonntags täglich abends morgens nachmittag vormittag mitternacht januar februar september oktober november dezember',
  alike: 'montage sonntage freitage heuten leute morgan',
  stray: 'nach|vor|bei|beim|wenn|sobald|während|am|im|zu[mr]?',
  links: ['an den', 'an die', 'an das', 'ans', 'an', 'daran', 'dass', 'zu'],
  phrases: [
    // "9 am Freitag" is no hour of the morning.
    ...inFigures({ ahead: 'in', dates: dottedDates, halves: 'p', hours: 'uhr' }),
    ...numbersOf([
      ["(?:eine?[rmns]?|'?ne[rmn]?)(?= (?:minute|stunde|tag|woche|monat|jahr))", 1],
      ['dreizehn', 13],
      ['vierzehn', 14],
      ['fünfzehn', 15],
      ['zwanzig', 20],
      ['dreißig', 30],
      ['vierzig', 40],
      ['fünfundvierzig', 45],
    ]),
    ["(?:einer |'?ner )?halben stunde|halbe stunde", { kind: 'duration', value: 30, unit: 'minute' }],
    ['zweieinhalb stunden', { kind: 'duration', value: 150, unit: 'minute' }],
    ['anderthalb stunden|eineinhalb stunden', { kind: 'duration', value: 90, unit: 'minute' }],
    ['(?:einer )?viertelstunde', { kind: 'duration', value: 15, unit: 'minute' }],
    ['(?:einer )?dreiviertelstunde', { kind: 'duration', value: 45, unit: 'minute' }],
    ['in(?: etwa| circa| ca\\.| ungefähr)?', { kind: 'in' }],
    // Eight days, or a week.
    ['in acht tagen', { kind: 'doubtful' }],
    ['(?<=jede[ns]? )morgen', { kind: 'part', part: 'morning' }],
    ...inWords({
      days: ['vorgestern', 'gestern', 'heute', 'morgen', 'übermorgen'],
      units: 'sek|sekunden min|minuten? std|stunden? tage?n? wochen? monate?n? jahre?n?',
      numbers: 'eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf',
      weekdays: WEEKDAYS,
      each: ['montags dienstags mittwochs donnerstags freitags samstags|sonnabends sonntags'],
      short: ['mo di mi do fr sa so(?!,?\\s+um)', 'um', 'jede[nrs]?'],
      months: 'januar|jänner februar märz april mai juni juli august september oktober november dezember',
      nths: 'erste[nrs]? zweite[nrs]? dritte[nrs]? vierte[nrs]?',
    }),
    ...phrasesOf(listed(WEEKDAYS, '', '(?:morgen|vormittag)'), (weekday) => ({
      kind: 'weekday',
      weekday,
      part: 'morning',
    })),
    ...phrasesOf(listed(WEEKDAYS, '', 'nachmittag'), (weekday) => ({
      kind: 'weekday',
      weekday,
      part: 'afternoon',
    })),
    ...phrasesOf(listed(WEEKDAYS, '', 'abend'), (weekday) => ({ kind: 'weekday', weekday, part: 'evening' })),
    ...holidaysOf('um|gegen', [
      ['(?:an )?heilig ?abend|(?:am )?tag vor weihnachten', 24, 12],
      ['(?:an )?silvester', 31, 12],
      ['(?:an )?neujahr', 1, 1],
    ]),
    ['(\\d{1,2})\\.(?!\\d)', ([day]) => ({ kind: 'ordinal', value: Number(day) })],
    ['nächste[rnms]?|kommende[rnms]?', { kind: 'next' }],
    ['diese[rnms]?', { kind: 'this' }],
    ['letzte[rnms]?', { kind: 'last' }],
    ['früh|vormittag|am vormittag|am morgen|heute morgens', { kind: 'part', part: 'morning' }],
    ['morgens|vormittags', { kind: 'part', part: 'morning', often: true }],
    ['nachmittag|am nachmittag', { kind: 'part', part: 'afternoon' }],
    ['nachmittags', { kind: 'part', part: 'afternoon', often: true }],
    ['abend|am abend', { kind: 'part', part: 'evening' }],
    ['abends', { kind: 'part', part: 'evening', often: true }],
    ['nachts', { kind: 'part', part: 'night', often: true }],
    ['mittags?|am mittag|um zwölf uhr mittags', { kind: 'clock', hour: 12, minute: 0, certain: true }],
    ['(?:um )?mitternacht', { kind: 'midnight' }],
    ['halb', { kind: 'minutes', minutes: -30 }],
    ...minutesOf([['viertel', 15]], ['nach', 'vor'], ''),
    [`viertel(?= (?:${HOURS}))`, { kind: 'minutes', minutes: -45 }],
    [`dreiviertel(?= (?:${HOURS}))`, { kind: 'minutes', minutes: -15 }],
    ...minutesOf(
      [
        ['fünf', 5],
        ['zehn', 10],
        ['zwanzig', 20],
      ],
      ['nach', 'vor'],
      `(?= (?:halb |${HOURS}))`,
    ),
    ['(?:um|so)(?: circa| ca\\.| etwa)?|gegen', { kind: 'at' }],
    ['jede[rnms]?|alle', { kind: 'every', interval: 1 }],
    ['jede[rnms]? zweite[rnms]?', { kind: 'every', interval: 2 }],
    ['täglich', { kind: 'repeat', frequency: 'daily' }],
    ['wöchentlich', { kind: 'repeat', frequency: 'weekly' }],
    ['monatlich', { kind: 'repeat', frequency: 'monthly' }],
    ['jährlich', { kind: 'repeat', frequency: 'yearly' }],
    [
      'werktags|wochentags|wochentage?n?|werktage?n?|arbeitstage?n?|arbeitstags|(?:von )?montags? bis freitags?|mo\\.? ?[-–] ?fr\\.?',
      { kind: 'workday' },
    ],
    ['im monat|des monats', { kind: 'ofMonth' }],
    ['jede[ns] monats|(?:in|im) jedem monat', { kind: 'ofMonth', each: true }],
    ['(?:am )?ende des monats|(?:am )?monatsende', { kind: 'endOfMonth' }],
    ['uhr|am|den|der|und|im', { kind: 'joint' }],
  ],
};
