// What is written alike in every language: 9:30, 17h30, 2027-05-01.
import { listed, type Meaning, type Phrase } from './token.ts';

/** A time of day from its digits; undefined for one that no clock shows. Left out, `certain` is what only fits in the afternoon. */
export const clockOf = (
  hours: string | undefined,
  minutes: string | number = 0,
  certain = Number(hours) > 12,
): Meaning | undefined => {
  const [hour, minute] = [Number(hours), Number(minutes)];
  return hour < 24 && minute < 60 ? { kind: 'clock', hour, minute, certain } : undefined;
};

/** `9:30 pm`, `9 p. m.`. `letters`: where "am" is a word, it is none. */
export const halfDay = (letters = 'ap'): Phrase => [
  `(\\d{1,2})(?:[:.](\\d{2}))?\\s*([${letters}])\\.?\\s?m\\.?`,
  ([hour = '', minute = '0', letter = '']) => {
    const [hours, minutes] = [Number(hour), Number(minute)];
    if (hours < 1 || hours > 12) return undefined;
    return clockOf(String((hours % 12) + (/p/i.test(letter) ? 12 : 0)), minutes, true);
  },
];

/** `03:30` and `15:30` are certain everywhere, `3:30` where a clock has 24 hours. */
export const clockPhrases = (wholeDayClock: boolean, separator = '[:.]'): Phrase[] => [
  [
    `(\\d{1,2})${separator}(\\d{2})(?:\\s*(?:uhr|h))?(?![.:]?\\d)`,
    ([hour = '', minute]) =>
      clockOf(hour, minute, wholeDayClock || hour.startsWith('0') || Number(hour) > 12),
  ],
];

export const isoDate: Phrase = [
  '(\\d{4})-(\\d{2})-(\\d{2})',
  ([year, month, day]) => ({ kind: 'date', year: Number(year), month: Number(month), day: Number(day) }),
];

/** `31/12`, `31/12/2027`; the day first. */
export const dayFirst: Phrase = [
  '(\\d{1,2})/(\\d{1,2})(?:/(\\d{4}|\\d{2}))?(?!\\d|/\\d)',
  ([day, month, year]) => dated(Number(day), Number(month), year),
];

/** `04-12-2027`, `4.12.2027`; `isDayFirst` where nobody writes the month first. */
export const wholeDate = (isDayFirst: boolean): Phrase => [
  '(\\d{1,2})([.-])(\\d{1,2})\\2(\\d{4})(?![\\d.-])',
  ([one, , other, year]) => {
    const date = dated(Number(one), Number(other), year);
    return date && !isDayFirst && one !== other && Number(one) <= 12 ? { ...date, unsure: true } : date;
  },
];

/** `3.4.`, `03.04`, `3.4.2027`; `2.5` alone is no date. */
export const dottedDates: Phrase[] = [
  '(\\d{2})\\.(\\d{2})',
  '(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4}|\\d{2})?',
].map((words) => [`${words}(?!\\d|\\.\\d)`, ([day, month, year]) => dated(Number(day), Number(month), year)]);

/** English is written both ways: only one of the two can be a month, or nobody knows. */
export const dayOrMonthFirst: Phrase = [
  '(\\d{1,2})/(\\d{1,2})(?:/(\\d{4}|\\d{2}))?(?!\\d|/)',
  ([one, other, year]) => {
    const [first, second] = [Number(one), Number(other)];
    if (first <= 12 && second <= 12) {
      const date = dated(first, second, year);
      return date && first !== second ? { ...date, unsure: true } : date;
    }
    return first > 12 ? dated(first, second, year) : dated(second, first, year);
  },
];

const dated = (
  day: number,
  month: number,
  year: string | undefined,
): (Meaning & { kind: 'date' }) | undefined =>
  day >= 1 && day <= 31 && month >= 1 && month <= 12
    ? {
        kind: 'date',
        day,
        month,
        ...(year && { year: year.length === 2 ? 2000 + Number(year) : Number(year) }),
      }
    : undefined;

/** No part of a longer number, a price or a version. */
export const numberPhrases: Phrase[] = [
  ['(?<![\\d:.,/-])(\\d{1,4})(?![:.,/-]?\\d)', ([number]) => ({ kind: 'number', value: Number(number) })],
  [
    '(?<![\\d:.,/-])(\\d{1,3})[.,](\\d)(?!\\d)(?= ?\\p{L})',
    ([whole, tenths]) => ({ kind: 'number', value: Number(`${whole}.${tenths}`) }),
  ],
];

/** Behind these a number of hours is a length. */
const LENGTHS = 'cada|toutes les|dentro de|em|en|dans|daqui a';

/** Short names of the weekdays, Monday first; only before a time, for many are other words. `at`: what may stand between. */
export const shortWeekdays = (names: string, at: string): Phrase[] =>
  listed(names).map(([name, weekday]) => [
    `${name}\\.?(?=,? (?:(?:${at}) )?\\d)`,
    { kind: 'weekday', weekday },
  ]);

/** `17h30`, `9h`, `9 Uhr`: an hour without minutes may be of either half of the day. `words`: what stands behind the hour. */
export const hourPhrases = (words: string): Phrase[] => [
  [
    `(?<!(?<!\\p{L})(?:${LENGTHS}) )(\\d{1,2}) ?(?:${words})(?: ?(\\d{2}))?`,
    ([hour, minute]) =>
      clockOf(hour, minute, minute !== undefined || Number(hour) > 12 || Number(hour) === 0),
  ],
];

/** `in 2h`, `in 45m`: behind the word for "in", or they would be a time of day or a length. */
export const shortDurations = (before: string): Phrase[] => [
  [
    `(?<=(?:${before}) )(\\d{1,3}) ?h(?:rs?)?`,
    ([hours]) => ({ kind: 'duration', value: Number(hours), unit: 'hour' }),
  ],
  [
    `(?<=(?:${before}) )(\\d{1,2}) ?h(?:rs?)?(?: ?(\\d{2})| ?(\\d{1,2}) ?m)`,
    ([hours, minutes, named]) => ({
      kind: 'duration',
      value: Number(hours) * 60 + Number(minutes ?? named),
      unit: 'minute',
    }),
  ],
  [
    `(?<=(?:${before}) )(\\d{1,3}) ?m`,
    ([minutes]) => ({ kind: 'duration', value: Number(minutes), unit: 'minute' }),
  ],
];
