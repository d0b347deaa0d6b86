// What an edit says of the time: pieces of the text, each cut out, so that what is left is something else.
import { END, type LanguageName, START } from '../when/words/cues.ts';
import { readWhen, type Understood } from '../when/words/read-when.ts';
import { type Around, EDIT_WORDS } from './edit-words.ts';
import { cutAllDay, cutEnd, cutLength, lengthsIn } from './event-span.ts';
import { EVENT_WORDS } from './languages.ts';

/** So much earlier or shorter where it is negative. */
export type Difference = { ms: number } | { days: number };

/** Of one text at one moment. */
export type Reader = (text: string) => Understood | undefined;

export interface TimeWords {
  isAllDay: boolean;
  shift?: Difference;
  longer?: Difference;
  lengthMs?: number;
  /** A time of day, in words. */
  end?: string;
  start?: Understood;
  /** What is left of the text. */
  left: string;
}

/** `isBare`: what says nothing is left out before the time. Undefined: words of time that say nothing that can be changed. */
export const readTimeWords = (
  text: string,
  read: Reader,
  language: LanguageName,
  isBare = false,
): TimeWords | undefined => {
  const { ends, move, until } = EDIT_WORDS[language];
  const given = text.replace(new RegExp(`${START}(?:${ends})${END}(?=\\s+\\S)`, 'giu'), until);
  const different = cutDifferences(given, language);
  const days = cutAllDay(different.left, language);
  const afterDays = days?.rest ?? different.left;
  const length = days ? undefined : cutLength(afterDays, language);
  const afterLength = length?.rest ?? afterDays;
  const end = days ? undefined : cutEnd(afterLength, language);
  // From 3 to 5 it lasts; who moves it from 3 to 5 may mean that it begins at 5.
  if (end?.instead && new RegExp(`${START}(?:${move})${END}`, 'iu').test(text)) return undefined;
  const afterEnd = end?.rest ?? afterLength;
  const before = isBare ? withoutFillers(afterEnd, language) : afterEnd;
  // A clock to some, and an hour and a half to others.
  if (/^\d{1,2}h\d\d$/i.test(before)) return undefined;
  const start = readStart(before, read, language);
  // A month later than it is, not than now.
  if (start?.when.kind === 'unclear' || RELATIVE.test(start?.words.join(' ') ?? '')) return undefined;
  return {
    ...different,
    isAllDay: days !== undefined,
    ...(length && { lengthMs: length.lengthMs }),
    ...(end && { end: end.end }),
    ...(start && { start }),
    left: start ? start.what : before,
  };
};

/** Before a time an hour alone is one: make it 5. */
const readStart = (text: string, read: Reader, language: LanguageName): Understood | undefined => {
  const hour = /^(?:[01]?\d|2[0-4])$/.exec(text.replace(/[.!]+$/, ''))?.[0];
  return read(hour === undefined ? text : `${EVENT_WORDS[language].at} ${hour}`);
};

/** At the beginning, so that the words of time stand alone. */
export const withoutFillers = (text: string, language: LanguageName): string => {
  const { filler, move } = EDIT_WORDS[language];
  return text.replace(new RegExp(`^(?:[${MARKS}]*(?:${filler}|${move})${END})*[${MARKS}]*`, 'iu'), '').trim();
};

const MARKS = '\\s,.;:!?¿¡–—-';

const RELATIVE = new RegExp(
  `${START}(?:${Object.values(EDIT_WORDS)
    .flatMap(({ earlier, later }) => [earlier.behind, later.behind])
    .join('|')})${END}`,
  'iu',
);

const SENSES = [
  ['shift', 'earlier', -1],
  ['shift', 'later', 1],
  ['longer', 'shorter', -1],
  ['longer', 'longer', 1],
] as const;

const cutDifferences = (
  text: string,
  language: LanguageName,
): Pick<TimeWords, 'left' | 'longer' | 'shift'> => {
  const found: Pick<TimeWords, 'left' | 'longer' | 'shift'> = { left: text };
  for (const [what, sense, sign] of SENSES) {
    const cut = cutDifference(found.left, EDIT_WORDS[language][sense], language);
    if (!cut || found[what]) continue;
    found[what] = 'ms' in cut ? { ms: sign * cut.ms } : { days: sign * cut.days };
    found.left = cut.left;
  }
  return found;
};

/** Before how much. */
const BY = new RegExp(`(?:\\s*${START}(?:by|um|de|d['’]|en|em|por|на|eine))+\\s*$`, 'iu');

const cutDifference = (
  text: string,
  { before, behind }: Around,
  language: LanguageName,
): (Difference & { left: string }) | undefined => {
  for (const { start, end, said } of lengthsIn(text, language)) {
    const [ahead, rest] = [text.slice(0, start), text.slice(end)];
    const tail = new RegExp(`^\\s*(?:${behind})${END}`, 'iu').exec(rest)?.[0];
    const head = new RegExp(`${START}(?:${before})\\s*$`, 'iu').exec(ahead)?.[0];
    const length = (tail ?? head) === undefined ? undefined : differenceOf(said, language);
    if (!length) continue;
    const kept = tail === undefined ? ahead.slice(0, ahead.length - String(head).length) : ahead;
    return {
      ...length,
      left: `${kept.replace(BY, '').trimEnd()} ${rest.slice(tail?.length ?? 0).trimStart()}`.trim(),
    };
  }
  return undefined;
};

const DAY_MS = 86_400_000;

/** Of days and weeks; months and years differ in length. */
const differenceOf = (said: string, language: LanguageName): Difference | undefined => {
  const [first, other] = [0, Date.UTC(1972, 1, 1)].map((nowMs) => {
    const read = readWhen(`${EVENT_WORDS[language].in} ${said}`, 'UTC', nowMs);
    if (read?.what !== '') return undefined;
    if (read.when.kind === 'at' && read.when.elapsed) return { ms: read.when.ms - nowMs };
    return read.when.kind === 'day' ? { days: (Date.parse(read.when.date) - nowMs) / DAY_MS } : undefined;
  });
  return JSON.stringify(first) === JSON.stringify(other) ? first : undefined;
};
