// English.
import {
  clockPhrases,
  dayOrMonthFirst,
  halfDay,
  hourPhrases,
  isoDate,
  numberPhrases,
  shortDurations,
  wholeDate,
} from '../shared-phrases.ts';
import { type Lexicon, listed, numbersOf, phrasesOf } from '../token.ts';

const weekdays = [
  ['mon(?:day)?', 1],
  ['tue(?:s(?:day)?)?', 2],
  ['wednesday', 3],
  ['thu(?:r(?:s(?:day)?)?)?', 4],
  ['fri(?:day)?', 5],
  ['saturday', 6],
  ['sunday', 7],
] as const;

const months = [
  ...listed('january february march april may june july august september october november december'),
  ...listed('jan feb mar apr may jun jul aug sep oct nov dec'),
  ['sept', 9] as [string, number],
];

/** In two days' time. */
const TIME = "(?:['’]s? time)?";
const HOURS = 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve';
const SPOKEN_MINUTES: Record<string, number> = { five: 5, ten: 10, twenty: 20, 'twenty-five': 25 };

export const english: Lexicon = {
  language: 'en',
  watch:
    'nights?|weekends?|yesterday|ago|christmas|easter|eve|seconds?|secs?|until|till|before|after|since|between|around|[ap]m|past|quarter|half|noon|midnight|mornings?|afternoons?|evenings?|hourly|twice|once|thrice|\\d+ times|(?:two|three|four|five|a few) times|(?:this|the same) time|except|fortnight|century|sat|sun|wed',
  stray: 'on|after|before|during|when|whenever|once|until|till|from|starting|except',
  links: ['to', 'that', 'about', 'of'],
  phrases: [
    ...shortDurations('in'),
    isoDate,
    dayOrMonthFirst,
    wholeDate(false),
    halfDay(),
    ...hourPhrases('h'),
    ...clockPhrases(false),
    ...numberPhrases,
    ...numbersOf(listed('one two three four five six seven eight nine ten eleven twelve')),
    ...numbersOf([
      ['thirteen', 13],
      ['fourteen', 14],
      ['fifteen', 15],
      ['twenty', 20],
      ['thirty', 30],
      ['forty', 40],
      ['forty-five', 45],
      ['fifty', 50],
      ['sixty', 60],
      ['ninety', 90],
    ]),
    ...numbersOf([['a couple of', 2]]),
    [
      `(five|ten|twenty|twenty-five)(?: minutes?)? (past|to)(?= (?:\\d{1,2}|${HOURS})(?![\\p{L}\\d:.]))`,
      ([minutes = '', way]) => ({
        kind: 'minutes',
        minutes: (SPOKEN_MINUTES[minutes.toLowerCase()] ?? 0) * (way === 'to' ? -1 : 1),
      }),
    ],
    ['an?(?= (?:minute|hour|day|week|month|year))', { kind: 'number', value: 1 }],
    ['half an hour', { kind: 'duration', value: 30, unit: 'minute' }],
    ['an hour and a half|one and a half hours', { kind: 'duration', value: 90, unit: 'minute' }],
    [
      '(\\d{1,2}) and a half hours',
      ([hours]) => ({ kind: 'duration', value: Number(hours) * 60 + 30, unit: 'minute' }),
    ],
    ['a quarter of an hour', { kind: 'duration', value: 15, unit: 'minute' }],
    ['three[- ]quarters of an hour', { kind: 'duration', value: 45, unit: 'minute' }],
    ['a fortnight', { kind: 'duration', value: 14, unit: 'day' }],
    ['seconds|secs', { kind: 'unit', unit: 'second' }],
    [`(?:mins?|minutes?)${TIME}`, { kind: 'unit', unit: 'minute' }],
    [`(?:hours?|hrs?)${TIME}`, { kind: 'unit', unit: 'hour' }],
    [`(?:days?)${TIME}`, { kind: 'unit', unit: 'day' }],
    [`(?:weeks?)${TIME}`, { kind: 'unit', unit: 'week' }],
    [`(?:months?)${TIME}`, { kind: 'unit', unit: 'month' }],
    [`(?:years?)${TIME}`, { kind: 'unit', unit: 'year' }],
    ['in', { kind: 'in' }],
    ['from now|later', { kind: 'fromNow' }],
    ['yesterday', { kind: 'day', offset: -1 }],
    ['(?:the )?day before yesterday', { kind: 'day', offset: -2 }],
    ['today', { kind: 'day', offset: 0 }],
    ['tomorrow|tmrw|tmr', { kind: 'day', offset: 1 }],
    ['(?:the )?day after tomorrow', { kind: 'day', offset: 2 }],
    ...phrasesOf(weekdays, (weekday) => ({ kind: 'weekday', weekday })),
    // Also other words: only before a time.
    ...phrasesOf(
      [
        ['wed', 3],
        ['sat', 6],
        ['sun', 7],
      ] as const,
      (weekday) => ({
        kind: 'weekday',
        weekday,
      }),
    ).map(([word, meaning]) => [`${word}(?= (?:at )?\\d)`, meaning] as const),
    ...phrasesOf(listed('mondays tuesdays wednesdays thursdays fridays saturdays sundays'), (weekday) => ({
      kind: 'weekday',
      weekday,
      each: true,
    })),
    ...phrasesOf(months, (month) => ({ kind: 'month', month })),
    ['(\\d{1,2})(?:st|nd|rd|th)', ([day]) => ({ kind: 'ordinal', value: Number(day) })],
    ['next|following', { kind: 'next' }],
    ['(?:this )?(?:up)?coming|this', { kind: 'this' }],
    ['last', { kind: 'last' }],
    ['(?:in the )?morning', { kind: 'part', part: 'morning' }],
    ['this morning', { kind: 'part', part: 'morning', today: true }],
    ['(?:in the )?afternoon', { kind: 'part', part: 'afternoon' }],
    ['this afternoon', { kind: 'part', part: 'afternoon', today: true }],
    ['(?:in the )?evening', { kind: 'part', part: 'evening' }],
    ['this evening', { kind: 'part', part: 'evening', today: true }],
    ['at night|(?<=(?:tomorrow|every|each|\\p{L}+day) )night', { kind: 'part', part: 'night' }],
    ['tonight', { kind: 'part', part: 'evening', today: true }],
    ['(?:at )?noon|(?:at )?midday', { kind: 'clock', hour: 12, minute: 0, certain: true }],
    ['(?:at )?midnight', { kind: 'clock', hour: 0, minute: 0, certain: true }],
    ['half past', { kind: 'minutes', minutes: 30 }],
    ['quarter past|a quarter past', { kind: 'minutes', minutes: 15 }],
    ['quarter to|a quarter to', { kind: 'minutes', minutes: -15 }],
    [`half(?= (?:${HOURS}))`, { kind: 'minutes', minutes: -30, unsure: true }],
    ["o['’]?clock|(?<=\\d ?(?:[ap]\\.?m\\.? )?)(?:sharp|on the dot)", { kind: 'joint' }],
    ['at', { kind: 'at' }],
    ['every', { kind: 'every', interval: 1 }],
    ['each', { kind: 'every', interval: 1 }],
    ['bi-?weekly|bi-?monthly|fortnightly|quarterly', { kind: 'doubtful' }],
    ['every other|every second', { kind: 'every', interval: 2 }],
    ['daily', { kind: 'repeat', frequency: 'daily' }],
    ['weekly', { kind: 'repeat', frequency: 'weekly' }],
    ['monthly', { kind: 'repeat', frequency: 'monthly' }],
    ['yearly|annually', { kind: 'repeat', frequency: 'yearly' }],
    ['weekdays?|workdays?|working days?|(?:from )?monday (?:to|through) friday', { kind: 'workday' }],
    ...phrasesOf(listed('first second third fourth'), (value) => ({ kind: 'nth', value })),
    ['(?:of|in) the month', { kind: 'ofMonth' }],
    ['(?:of|in) (?:every|each) month', { kind: 'ofMonth', each: true }],
    ['(?:at )?(?:the )?end of (?:the|this) month', { kind: 'endOfMonth' }],
    ['on|the|of|and|by', { kind: 'joint' }],
  ],
};
