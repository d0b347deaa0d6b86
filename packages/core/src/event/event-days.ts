// Several whole days as a text says them: 5–9 April, from monday to wednesday.
import { addDays } from '../when/local-day.ts';
import { END, type LanguageName, START } from '../when/words/cues.ts';
import { readWhen } from '../when/words/read-when.ts';
import { firstOf } from './event-span.ts';
import { type EventDays, type EventMoment, judgeEventTime, type WhyNot } from './judge-event-time.ts';
import { EVENT_WORDS } from './languages.ts';

export interface ReadDays {
  /** The text without them. */
  what: string;
  /** As they were written. */
  words: string[];
  judged: EventDays | WhyNot;
}

const ORDINAL = '(?:\\.|st|nd|rd|th|er|º)?';
/** Of one event, in one text. */
const MOST_SPANS = 8;
const WHOLE_DAYS = { isAllDay: true, end: undefined, length: undefined };

/** With those that hold an article. */
const spanWords = (language: LanguageName) => {
  const { from, to, until } = EVENT_WORDS[language];
  return { from: `vom|del|du|${from}`, to: `al|au|${to}|${until}` };
};

export const readDays = (text: string, language: LanguageName, moment: EventMoment): ReadDays | undefined => {
  const { from, to } = spanWords(language);
  const first = `(?<![\\d.:/-])(?:\\d{1,2}${ORDINAL}\\s+(?:de\\s+)?\\p{L}{3,}|(\\d{1,2})${ORDINAL}|\\p{L}{2,})`;
  const spans = text.matchAll(
    new RegExp(
      `(?:${START}(?:${from})\\s+)?${START}${first}\\s*(?:[-–—]|${START}(?:${to})${END})\\s*`,
      'giu',
    ),
  );
  // The whole text is read for few of them: for each it would cost its square.
  const named = [...spans].filter(({ 0: words, index }) =>
    readWhen(firstOf(text.slice(index + words.length)), moment.zone, moment.nowMs),
  );
  for (const { 0: words, 1: number, index } of named.slice(0, MOST_SPANS)) {
    const behind = text.slice(index + words.length);
    const last = readWhen(text.slice(0, index) + behind, moment.zone, moment.nowMs);
    if (last?.when.kind !== 'day' || !behind.startsWith(String(last.words[0]))) continue;
    const { date } = last.when;
    const start = number === undefined ? dayOf(words, language, moment) : onThatDay(number, date);
    if (start === undefined || start >= date) continue;
    const judged = [date, start].map((day) => judgeEventTime({ kind: 'day', date: day }, moment, WHOLE_DAYS));
    const whyNot = judged.find((one): one is WhyNot => 'why' in one);
    return {
      what: last.what,
      words: [words.trim(), ...last.words],
      judged: whyNot ?? { kind: 'days', from: start, until: addDays(date, 1) },
    };
  }
  return undefined;
};

const onThatDay = (number: string, date: string): string => `${date.slice(0, 8)}${number.padStart(2, '0')}`;

/** Of “from monday to”. */
const dayOf = (words: string, language: LanguageName, { zone, nowMs }: EventMoment): string | undefined => {
  const { from, to } = spanWords(language);
  const bare = words
    .replace(new RegExp(`^(?:${from})${END}\\s+`, 'iu'), '')
    .replace(new RegExp(`\\s*(?:[-–—]|${START}(?:${to})${END})\\s*$`, 'iu'), '');
  const read = readWhen(bare, zone, nowMs);
  return read?.when.kind === 'day' && read.what === '' ? read.when.date : undefined;
};
