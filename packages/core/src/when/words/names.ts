// What a language calls its numbers, weekdays and months.
import { type Meaning, type Phrase, UNITS, type Unit } from './token.ts';

type Table = readonly (readonly [words: string, value: number])[];

/** Names in their order, with blanks between them. */
interface Names {
  /** From the day before yesterday to the one after tomorrow. */
  days: readonly string[];
  /** From the second to the year. */
  units: string;
  /** One to twelve. */
  numbers: string;
  /** Monday first, as all weekdays. */
  weekdays: string;
  /** Mondays, and what may stand before them. */
  each: readonly [names: string, before?: string];
  /** Only before a time, for many are other words, and what may stand between; or in a list behind such words. */
  short: readonly [names: string, at: string, every?: string];
  months: string;
  /** The first, the second … */
  nths: string;
}

export const inWords = ({ days, units, numbers, weekdays, each, short, months, nths }: Names): Phrase[] => {
  const [mondays, before = ''] = each;
  const [mon, at, every] = short;
  // By their first letters first: looking back is dear, and every word is looked at.
  const first = mon.replace(/(?<=\p{L})\S*|\s/gu, '');
  const isListed = `(?=[${first}])(?<=(?:${every}) (?:(?:${mon.replaceAll(' ', '|')}),? |(?:and|und|и) )*)`;
  return [
    ...days.map((words, index): Phrase => [words, { kind: 'day', offset: index - 2 }]),
    ...phrasesOf(listed(units), (place) => ({ kind: 'unit', unit: UNITS[place - 1] as Unit })),
    ...numbersOf(listed(numbers)),
    ...phrasesOf(listed(mon, '', `\\.?(?=,? (?:(?:${at}) )?\\d)`), (weekday) => ({
      kind: 'weekday',
      weekday,
    })),
    ...(every ? phrasesOf(listed(mon, isListed), (weekday) => ({ kind: 'weekday', weekday })) : []),
    ...phrasesOf(listed(weekdays), (weekday) => ({ kind: 'weekday', weekday })),
    ...phrasesOf(listed(mondays, before), (weekday) => ({ kind: 'weekday', weekday, each: true })),
    ...phrasesOf(listed(months), (month) => ({ kind: 'month', month })),
    ...phrasesOf(listed(nths), (value) => ({ kind: 'nth', value })),
  ];
};

export const numbersOf = (table: Table): Phrase[] => phrasesOf(table, (value) => ({ kind: 'number', value }));

/** Five past, five to. `hour`: what must follow. */
export const minutesOf = (table: Table, [past, to]: readonly [string, string], hour = ''): Phrase[] =>
  table.flatMap(([words, minutes]) => [
    [`${words} ${past}${hour}`, { kind: 'minutes', minutes }],
    [`${words} ${to}${hour}`, { kind: 'minutes', minutes: -minutes }],
  ]);

export const phrasesOf = (table: Table, meaning: (value: number) => Meaning): Phrase[] =>
  table.map(([words, value]) => [words, meaning(value)]);

/** Behind the hour: y veinte, moins dix. `hour`: what stands before. Five minutes each. */
export const minutesBeside = (
  hour: string,
  [more, less]: readonly [string, string],
  fives: string,
): Phrase[] =>
  listed(fives).flatMap(([words, five]): Phrase[] => [
    ...(more === '' ? [] : [[`${hour}${more} ${words}`, { kind: 'plus', minutes: five * 5 }] as const]),
    [`${hour}${less} ${words}`, { kind: 'plus', minutes: five * -5 }],
  ]);

/** Days of the year that have a name, where a time of day follows. `at`: how it begins. */
export const holidaysOf = (at: string, table: readonly (readonly [string, number, number])[]): Phrase[] =>
  table.map(([words, day, month]) => [`(?:${words})(?= (?:${at}) )`, { kind: 'date', day, month }]);

/** With their places, from 1. */
export const listed = (names: string, before = '', behind = ''): [string, number][] =>
  names.split(' ').map((name, index) => [`${before}(?:${name})${behind}`, index + 1]);
