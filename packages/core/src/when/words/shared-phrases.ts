// What is written alike in every language: 9:30, 17h30, 2027-05-01.
import type { Meaning, Phrase } from './token.ts';

/** A time of day from its digits; undefined for one that no clock shows. Left out, `certain` is what only fits in the afternoon. */
export const clockOf = (
  hours: string | undefined,
  minutes: string | number = 0,
  certain = Number(hours) > 12,
): Meaning | undefined => {
  const [hour, minute] = [Number(hours), Number(minutes)];
  return hour < 24 && minute < 60 ? { kind: 'clock', hour, minute, certain } : undefined;
};

/** `9:30 pm`, `9 p. m.` */
const halfDay = (letters: string): Phrase => [
  `(\\d{1,2})(?:[:.](\\d{2}))?\\s*([${letters}])\\.?\\s?m\\.?`,
  ([hour, minute = '0', letter]) => halfDayOf(Number(hour), letter, minute),
];

export const halfDayOf = (hour: number, letter = '', minute = '0'): Meaning | undefined =>
  hour < 1 || hour > 12
    ? undefined
    : clockOf(String((hour % 12) + (/p/i.test(letter) ? 12 : 0)), minute, true);

/** `03:30` and `15:30` are certain everywhere, `3:30` where a clock has 24 hours. */
const clock = (isHalfDay: boolean, separator: string): Phrase => [
  `(\\d{1,2})${separator}(\\d{2})(?:\\s*(?:uhr|h))?(?![.:]?\\d)`,
  ([hour = '', minute]) => clockOf(hour, minute, !isHalfDay || hour.startsWith('0') || Number(hour) > 12),
];

const isoDate: Phrase = [
  '(\\d{4})-(\\d{2})-(\\d{2})',
  ([year, month, day]) => ({ kind: 'date', year: Number(year), month: Number(month), day: Number(day) }),
];

/** `31/12`, `31/12/2027`. */
const slashedDate: Phrase = [
  '(\\d{1,2})/(\\d{1,2})(?:/(\\d{4}|\\d{2}))?(?!\\d|/\\d)',
  ([day, month, year]) => dated(Number(day), Number(month), year),
];

/** `04-12-2027`, `4.12.2027`; `isDayFirst` where nobody writes the month first. */
const wholeDate = (isDayFirst: boolean): Phrase => [
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

/** The same where it is written both ways: only one of the two can be a month, or nobody knows. */
const eitherDate: Phrase = [
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

/** No part of a longer number, a price or a version. */
const numberPhrases: Phrase[] = [
  ['(?<![\\d:.,/-])(\\d{1,4})(?![:.,/-]?\\d)', ([number]) => ({ kind: 'number', value: Number(number) })],
  [
    '(?<![\\d:.,/-])(\\d{1,3})[.,](\\d)(?!\\d)(?= ?\\p{L})',
    ([whole, tenths]) => ({ kind: 'number', value: Number(`${whole}.${tenths}`) }),
  ],
];

/** Behind these a number of hours is a length. */
const LENGTHS = 'cada|toutes les|dentro de|em|en|dans|daqui a';

/** `17h30`, `9h`, `9 Uhr`: an hour without minutes may be of either half of the day. `words`: what stands behind the hour. */
const hourOf = (words: string): Phrase => [
  `(?<!(?<!\\p{L})(?:${LENGTHS}) )(\\d{1,2}) ?(?:${words})(?: ?(\\d{2}))?`,
  ([hour, minute]) => clockOf(hour, minute, minute !== undefined || Number(hour) > 12 || Number(hour) === 0),
];

/** `in 2h`, `in 45m`: behind the word for "in", or they would be a time of day or a length. */
const shortDurations = (before: string): Phrase[] => [
  [
    `(?=\\d)(?<=(?:${before}) )(\\d{1,3}) ?h(?:rs?)?`,
    ([hours]) => ({ kind: 'duration', value: Number(hours), unit: 'hour' }),
  ],
  [
    `(?=\\d)(?<=(?:${before}) )(\\d{1,2}) ?h(?:rs?)?(?: ?(\\d{2})(?! ?m)| ?(\\d{1,2}) ?m(?:ins?)?)`,
    ([hours, minutes, named]) => ({
      kind: 'duration',
      value: Number(hours) * 60 + Number(minutes ?? named),
      unit: 'minute',
    }),
  ],
  [
    `(?=\\d)(?<=(?:${before}) )(\\d{1,3}) ?(?:m|min(?:s|ut\\p{L}{1,3})?|мин)`,
    ([minutes]) => ({ kind: 'duration', value: Number(minutes), unit: 'minute' }),
  ],
];

/** How a language writes a date: with its day first, or in English nobody knows. */
export const dayFirst: readonly Phrase[] = [slashedDate, wholeDate(true)];
export const dayOrMonthFirst: readonly Phrase[] = [eitherDate, wholeDate(false)];

interface Written {
  /** Words before a length: in. */
  ahead: string;
  dates: readonly Phrase[];
  /** Words behind an hour: 9 Uhr. */
  hours?: string;
  /** Of a.m. and p.m.; where "am" is a word, it is none. */
  halves?: string;
  /** 3:30 may be of either half of the day. */
  isHalfDay?: boolean;
  separator?: string;
}

/** What is written in figures. */
export const inFigures = ({ ahead, dates, hours, ...of }: Written): Phrase[] => [
  ...shortDurations(ahead),
  isoDate,
  ...dates,
  halfDay(of.halves ?? 'ap'),
  clock(of.isHalfDay ?? false, of.separator ?? '[:.]'),
  ...(hours === undefined ? [] : [hourOf(hours)]),
  ...numberPhrases,
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
