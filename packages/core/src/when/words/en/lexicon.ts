// English.
import { holidaysOf, inWords, minutesOf, numbersOf } from '../names.ts';
import { dayOrMonthFirst, halfDayOf, inFigures } from '../shared-phrases.ts';
import type { Lexicon } from '../token.ts';

/** In two days' time. */
const TIME = "(?:['’]s?\\s+time)?";
const HOURS = 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve';

const numberOf = (word: string): number => Number(word) || HOURS.split('|').indexOf(word.toLowerCase()) + 1;

export const english: Lexicon = {
  language: 'en',
  watch:
    'nights?|weekends?|yesterday|ago|christmas|xmas|easter|eve|thanksgiving|halloween|new year\\S*|lunch ?time|dinner ?time|bedtime|dawn|dusk|sunset|sunrise|eod|seconds?|secs?|until|till|before|after|since|between|around|[ap]m|past|quarter|half|noon|midnight|mornings?|afternoons?|evenings?|hourly|twice|once|thrice|\\d+ times|(?:two|three|four|five|a few) times|(?:this|the same) time|except|fortnight|century|sat|sun|wed',
  often:
    'today tonight tomorrow yesterday monday tuesday wednesday thursday friday saturday sunday weekday weekdays midnight morning afternoon evening january february september october november december',
  alike: 'sundae sundays fridays mondays knight mourning warning moaning',
  stray: 'tom|on|after|before|during|when|whenever|once|until|till|from|starting|except',
  links: ['to', 'that', 'about', 'of'],
  phrases: [
    ...inFigures({ ahead: 'in', dates: dayOrMonthFirst, hours: 'h', isHalfDay: true }),
    ...numbersOf([
      ['a couple of', 2],
      ['thirteen', 13],
      ['fourteen', 14],
      ['fifteen', 15],
      ['twenty', 20],
      ['thirty', 30],
      ['twenty[- ]five', 25],
      ['thirty[- ]five', 35],
      ['forty', 40],
      ['forty[- ]five', 45],
      ['fifty', 50],
      ['sixty', 60],
      ['ninety', 90],
    ]),
    ...minutesOf(
      [
        ['five(?: minutes?)?', 5],
        ['ten(?: minutes?)?', 10],
        ['twenty(?: minutes?)?', 20],
        ['twenty-five(?: minutes?)?', 25],
      ],
      ['past', 'to'],
      `(?= (?:\\d{1,2}|${HOURS})(?![\\p{L}\\d:.]))`,
    ),
    ['an?(?= (?:minute|hour|day|week|month|year))', { kind: 'number', value: 1 }],
    ['half an hour', { kind: 'duration', value: 30, unit: 'minute' }],
    ['an hour and a half|one and a half hours', { kind: 'duration', value: 90, unit: 'minute' }],
    [
      `(\\d{1,2}|${HOURS}) and a half hours`,
      ([hours = '']) => ({ kind: 'duration', value: numberOf(hours) * 60 + 30, unit: 'minute' }),
    ],
    [`(${HOURS}) ?([ap])\\.?m\\.?`, ([hour = '', half]) => halfDayOf(numberOf(hour), half)],
    ['(?<=(?:in|every) )half hour', { kind: 'duration', value: 30, unit: 'minute' }],
    ['(?<=every )hour and a half', { kind: 'duration', value: 90, unit: 'minute' }],
    ['a quarter of an hour', { kind: 'duration', value: 15, unit: 'minute' }],
    ['three[- ]quarters of an hour', { kind: 'duration', value: 45, unit: 'minute' }],
    ['a fortnight', { kind: 'duration', value: 14, unit: 'day' }],
    ['in(?: about| around| roughly)?', { kind: 'in' }],
    [
      '(?=on)(?<=(?<!once )a week )on(?= \\p{L}+day)|from(?= (?:today|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day))',
      { kind: 'from' },
    ],
    ['from now|later', { kind: 'fromNow' }],
    ...holidaysOf('at', [
      ['(?:on )?christmas eve|(?:on )?the day before christmas', 24, 12],
      ['(?:on )?christmas(?: day)?', 25, 12],
      ['(?:on )?boxing day|(?:on )?the day after christmas', 26, 12],
      ["(?:on )?new year['’]?s eve", 31, 12],
      ["(?:on )?new year['’]?s day", 1, 1],
    ]),
    ...inWords({
      days: [
        '(?:the )?day before yesterday',
        'yesterday',
        'today',
        'tomorrow|tmo?rr?o?w|tmr|tmw|tomoz|2mor+o?w?',
        '(?:the )?day after tomorrow',
      ],
      units: `seconds|secs (?:mins?|minutes?)${TIME} (?:hours?|hrs?)${TIME} days?${TIME} weeks?${TIME} months?${TIME} years?${TIME}`,
      numbers: 'one two three four five six seven eight nine ten eleven twelve',
      weekdays: 'mon(?:day)? tue(?:s(?:day)?)? wednesday thu(?:r(?:s(?:day)?)?)? fri(?:day)? saturday sunday',
      each: ['mondays tuesdays wednesdays thursdays fridays saturdays sundays'],
      short: ['mon tue wed thu fri sat sun', 'at', 'every|each'],
      months:
        'january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sept|sep october|oct november|nov december|dec',
      nths: 'first second third fourth',
    }),
    ['(\\d{1,2})(?:st|nd|rd|th)', ([day]) => ({ kind: 'ordinal', value: Number(day) })],
    ['next|nxt|following', { kind: 'next' }],
    ['(?:this )?(?:up)?coming|this', { kind: 'this' }],
    ['last', { kind: 'last' }],
    ['(?:in the )?morning', { kind: 'part', part: 'morning' }],
    ['this morning', { kind: 'part', part: 'morning', today: true }],
    ['(?:in the )?afternoon', { kind: 'part', part: 'afternoon' }],
    ['this afternoon', { kind: 'part', part: 'afternoon', today: true }],
    ['(?:in the )?evening', { kind: 'part', part: 'evening' }],
    ['this evening', { kind: 'part', part: 'evening', today: true }],
    ['at night|(?=n)(?<=(?:tomorrow|every|each|\\p{L}+day) )night', { kind: 'part', part: 'night' }],
    ['tonight', { kind: 'part', part: 'evening', today: true }],
    ['(?:at )?noon|(?:at )?midday', { kind: 'clock', hour: 12, minute: 0, certain: true }],
    ['(?:at )?midnight', { kind: 'midnight' }],
    [
      `(\\d{1,2})(?: min(?:ute)?s?)? past(?= (?:\\d{1,2}|${HOURS})(?![\\p{L}\\d:.]))`,
      ([minutes]) => (Number(minutes) < 60 ? { kind: 'minutes', minutes: Number(minutes) } : undefined),
    ],
    ['half past', { kind: 'minutes', minutes: 30 }],
    ...minutesOf([['(?:a )?quarter', 15]], ['past', 'to'], ''),
    [`half(?= (?:${HOURS}))`, { kind: 'minutes', minutes: -30, unsure: true }],
    ["o['’]?clock|(?=[so])(?<=\\d ?(?:[ap]\\.?m\\.? )?)(?:sharp|on the dot)", { kind: 'joint' }],
    ['at|@|(?:at )?(?:around|about)(?= \\d{1,2}(?:[:.]\\d{2})? ?[ap]\\.?m)', { kind: 'at' }],
    ['every|each', { kind: 'every', interval: 1 }],
    ['bi-?weekly|bi-?monthly|fortnightly|quarterly', { kind: 'doubtful' }],
    ['every other|every second', { kind: 'every', interval: 2 }],
    ['once a day', { kind: 'repeat', frequency: 'daily' }],
    ['once a week', { kind: 'repeat', frequency: 'weekly' }],
    ['daily', { kind: 'repeat', frequency: 'daily' }],
    ['weekly', { kind: 'repeat', frequency: 'weekly' }],
    ['monthly', { kind: 'repeat', frequency: 'monthly' }],
    ['yearly|annually', { kind: 'repeat', frequency: 'yearly' }],
    ['weekdays?|workdays?|working days?|(?:from )?monday (?:to|through) friday', { kind: 'workday' }],
    ['(?:of|in) the month', { kind: 'ofMonth' }],
    ['(?:of|in) (?:every|each) month', { kind: 'ofMonth', each: true }],
    ['(?:at )?(?:the )?end of (?:the|this) month', { kind: 'endOfMonth' }],
    ['on|the|of|and|by', { kind: 'joint' }],
  ],
};
