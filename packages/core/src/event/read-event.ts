// A sentence → the event that it tells of, or why there is none. Code reads every time; the title is what is left of the
// person's own words.
import { beginningOf } from '../cut-text.ts';
import { type LanguageName, START } from '../when/words/cues.ts';
import { allLanguages } from '../when/words/languages.ts';
import { readWhen } from '../when/words/read-when.ts';
import { asksForEvent, isEvent, withoutArticle } from './event-cues.ts';
import { readDays } from './event-days.ts';
import { attendeesIn, cutPlace } from './event-place.ts';
import { cutAllDay, cutEnd, cutLength } from './event-span.ts';
import {
  type EventDays,
  type EventMoment,
  type EventTime,
  judgeEventTime,
  type WhyNot,
} from './judge-event-time.ts';
import { EVENT_WORDS } from './languages.ts';

export const MAX_EVENT_TITLE = 1_024;

/** What is known of an event whatever is known of its time. */
export interface EventWordsRead {
  language: LanguageName;
  /** Empty where nothing is left but a time; at most `MAX_EVENT_TITLE` characters. */
  title: string;
  /** Behind the first line, and what the title had no room for. */
  details?: string;
  place?: string;
  /** As they were written: no addresses. */
  attendees: string[];
  /** What was taken for the time and the length, as it was written. */
  timeWords: string[];
  /** As far as it was said, whatever is known of the time. */
  minutes?: number;
  allDay?: true;
}

export type AskedTime = EventWordsRead & { kind: 'asked' } & WhyNot;

export type ReadEvent = (EventWordsRead & { kind: 'event'; when: EventTime | EventDays }) | AskedTime;

export const readEvent = (text: string, moment: EventMoment): ReadEvent => {
  const asked = asksForEvent(text);
  const given = asked?.words ?? text.trim();
  const language = asked?.language ?? languageOf(given);
  const days = cutAllDay(given, language);
  const several = readDays(days?.rest ?? given, language, moment);
  if (several) {
    const { what, words: said, judged } = several;
    const words = wordsOf(asked ? withoutArticle(what, language) : what, language, said);
    return 'why' in judged
      ? { kind: 'asked', ...words, ...judged }
      : { kind: 'event', ...words, when: judged };
  }
  const length = days ? undefined : cutLength(given, language);
  const afterLength = days?.rest ?? length?.rest ?? given;
  const end = days ? undefined : cutEnd(afterLength, language);
  const read = readStart(end?.rest ?? afterLength, moment, language);
  const left = read?.what ?? end?.rest ?? afterLength;
  const timeWords = [
    ...(read?.words ?? []).map((said) => (end?.instead ? said.replace(end.instead, () => end.words) : said)),
    ...[days?.words, length?.words, end?.instead === '' ? end.words : undefined].filter(
      (said) => said !== undefined,
    ),
  ];
  const words = {
    ...wordsOf(asked ? withoutArticle(left, language) : left, language, timeWords),
    ...(length && { minutes: Math.round(length.lengthMs / 60_000) }),
    ...(days && { allDay: true as const }),
  };
  const judged =
    read?.when.kind === 'unclear' && repeatsWithClock(end?.rest ?? afterLength, moment)
      ? ({ why: 'repeats' } as const)
      : judgeEventTime(read?.when, moment, { isAllDay: days !== undefined, end, length });
  return 'why' in judged ? { kind: 'asked', ...words, ...judged } : { kind: 'event', ...words, when: judged };
};

/** The one that knows most of the letters. */
const languageOf = (text: string): LanguageName => {
  const known = allLanguages().map(({ name, scan }) => ({
    name,
    letters: scan(text).reduce((sum, { start, end }) => sum + end - start, 0),
  }));
  return known.reduce((best, one) => (one.letters > best.letters ? one : best)).name;
};

/** An event is for a time as a reminder is at one: “dentist for friday at 3pm”. */
const readStart = (text: string, { nowMs, zone }: EventMoment, language: LanguageName) => {
  const read = readWhen(text, zone, nowMs);
  if (read?.when.kind !== 'unclear') return read;
  for (const { 0: found, index } of text.matchAll(
    new RegExp(`${START}(?:${EVENT_WORDS[language].meantFor})\\s+`, 'giu'),
  )) {
    const behind = text.slice(index + found.length);
    const again = readWhen(text.slice(0, index) + behind, zone, nowMs);
    if (again && again.when.kind !== 'unclear' && again.words.some((said) => behind.startsWith(said)))
      return again;
  }
  return read;
};

/** “Every monday”: how often, and no time of day. */
const repeatsWithClock = (text: string, { nowMs, zone }: EventMoment): boolean =>
  readWhen(`${text} 09:00`, zone, nowMs)?.when.kind === 'rule';

/** The event that a text asks for by itself, without a command: undefined where it is to be answered as chat. */
export const eventAskedFor = (text: string, moment: EventMoment): ReadEvent | undefined => {
  const asked = asksForEvent(text);
  if (!asked) return undefined;
  const read = readEvent(text, moment);
  if (asked.how === 'request') return read;
  const isVague = read.kind === 'asked' && read.why === 'repeats' && read.ms === undefined;
  const why = isVague ? 'unclear' : read.kind === 'asked' ? read.why : '';
  if (read.title === '' || ['no-time', 'unclear', 'end-unclear'].includes(why)) return undefined;
  // “I had”, “I have lunch every day”: nothing is asked for by that.
  const isTold = ['past', 'repeats'].includes(why) || !isEvent(read.title, asked.language);
  return asked.how === 'statement' && isTold ? undefined : read;
};

const wordsOf = (left: string, language: LanguageName, timeWords: string[]): EventWordsRead => {
  // Brackets that held nothing but the time.
  const [first = '', ...others] = left
    .replace(/\s*[([]\s*[)\]]/g, '')
    .trim()
    .split(/\s*\n\s*/);
  const whole = first.replace(/^[\s,:;–—-]+|[\s,;:–—-]+$/g, '');
  const { title: found, place } = cutPlace(whole, language) ?? { title: whole, place: undefined };
  const title = beginningOf(found.replace(/[\s,:;–—-]+$|(?<=\p{L}{4})[.!]$/u, ''), MAX_EVENT_TITLE).trimEnd();
  const details = [found.slice(title.length).replace(/^[\s,:;–—-]+|^[.!]$/, ''), ...others]
    .filter((line) => line !== '')
    .join('\n');
  return {
    language,
    title,
    ...(details !== '' && { details }),
    ...(place !== undefined && { place }),
    attendees: attendeesIn(whole, language),
    timeWords,
  };
};
