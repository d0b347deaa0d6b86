// How long an event lasts, as a text says it: from 3 to 5, until 5, for an hour. It is cut out, so that what is left says
// when it begins. Every time and length is read by when/.
import { END, type LanguageName, START } from '../when/words/cues.ts';
import { allLanguages } from '../when/words/languages.ts';
import { readWhen } from '../when/words/read-when.ts';
import type { Kind, Token } from '../when/words/token.ts';
import { EVENT_WORDS } from './languages.ts';

export interface Cut {
  /** The text with the beginning alone. */
  rest: string;
  /** As it stood in the text. */
  words: string;
  /** What stands for it in `rest`. */
  instead: string;
}

export interface CutEnd extends Cut {
  end: string;
}

export interface CutLength extends Cut {
  lengthMs: number;
}

const CLOCK: Kind[] = ['at', 'number', 'clock', 'midnight', 'minutes', 'plus'];
const LENGTH: Kind[] = ['number', 'unit', 'duration', 'joint'];
/** Beside a length it is no length of the event. */
const BESIDE =
  /^\s*(?:before|after|ago|early|late|later|from|vor|nach|vorher|später|antes|después|avant|après|depois|до|после|спустя)(?!\p{L})/iu;
/** A span in figures: 15-16, 9:30–10:15. */
const FIGURES = '\\d{1,2}(?:[:.h]\\d{2})?';
const HALF = '(?: ?[ap]\\.?m\\.?| ?h| ?uhr)?';
const DASHED = new RegExp(
  `(?<![\\p{L}\\d./-])(${FIGURES}${HALF}) ?[-–—] ?(${FIGURES}${HALF})(?![\\d./-]|\\.\\d)`,
  'iu',
);

const scan = (text: string, language: LanguageName): Token[] =>
  allLanguages()
    .find(({ name }) => name === language)
    ?.scan(text) as Token[];

/** No clock and no length has more characters: looked at beside each word, a long text would cost its square. */
const NEAR = 100;
/** The beginning of a text, in whole words. */
export const firstOf = (text: string): string => text.slice(0, NEAR + text.slice(NEAR).search(/\s|$/));

/** The tokens of these kinds at the beginning of a text: where they end. */
const leading = (text: string, kinds: Kind[], language: LanguageName, from = 0): number => {
  let [end, last] = [from, from];
  for (const { meaning, start, end: behind } of scan(firstOf(text), language)) {
    if (start < from) continue;
    if (!kinds.includes(meaning.kind) || !/^[\s-]*$/.test(text.slice(last, start))) break;
    last = behind;
    // What joins belongs to what follows.
    if (meaning.kind !== 'at' && meaning.kind !== 'joint') end = behind;
  }
  return end;
};

/** The same at its end: where they start. */
const trailing = (text: string, language: LanguageName): number => {
  let start = text.trimEnd().length;
  const skipped = text.slice(0, -NEAR).search(/\S*$/);
  for (const token of scan(text.slice(skipped), language).toReversed()) {
    if (!CLOCK.includes(token.meaning.kind) || !/^\s*$/.test(text.slice(skipped + token.end, start))) break;
    start = skipped + token.start;
  }
  return start;
};

export const cutEnd = (text: string, language: LanguageName): CutEnd | undefined =>
  cutDashed(text, language) ?? cutFromTo(text, language) ?? cutUntil(text, language);

const cutDashed = (text: string, language: LanguageName): CutEnd | undefined => {
  const match = DASHED.exec(text);
  if (!match) return undefined;
  const { from, at } = EVENT_WORDS[language];
  const before = text
    .slice(0, match.index)
    .replace(new RegExp(`${START}(?:${from}|${at}|${at.split(' ')[0]})\\s*$`, 'iu'), '');
  return cutBetween(text, before, String(match[1]), match.index + match[0].length, String(match[2]), at);
};

const cutBetween = (
  text: string,
  before: string,
  start: string,
  behindFrom: number,
  end: string,
  at: string,
): CutEnd => {
  const instead = `${at} ${start}`;
  return {
    rest: `${before}${instead}${text.slice(behindFrom)}`,
    words: text.slice(before.length, behindFrom),
    instead,
    end: withAt(end, at),
  };
};

const withAt = (end: string, at: string): string =>
  new RegExp(`^(?:${at})${END}`, 'iu').test(end) ? end : `${at} ${end}`;

const cutFromTo = (text: string, language: LanguageName): CutEnd | undefined => {
  const { at, from, to, until } = EVENT_WORDS[language];
  for (const match of text.matchAll(new RegExp(`${START}(?:${to}|${until})${END}\\s*`, 'giu'))) {
    const before = text.slice(0, match.index);
    const start = trailing(before, language);
    const said = before.slice(start).trim();
    const ahead = new RegExp(`${START}(?:${from})(?:\\s+(?:las?|les?))?\\s+$`, 'iu').exec(
      before.slice(0, start),
    );
    const isUntil = new RegExp(`^(?:${until})${END}`, 'iu').test(match[0]);
    const behindFrom = match.index + match[0].length;
    const behind = text.slice(behindFrom);
    const length = leading(behind, CLOCK, language);
    if (length === 0 || said === '' || !(ahead || (isUntil && /\d/.test(said)))) continue;
    const kept = ahead ? before.slice(0, ahead.index) : before.slice(0, start);
    const clock = said.replace(new RegExp(`^(?:${at})${END}\\s*`, 'iu'), '');
    return cutBetween(text, kept, clock, behindFrom + length, behind.slice(0, length), at);
  }
  return undefined;
};

const cutUntil = (text: string, language: LanguageName): CutEnd | undefined => {
  const { at, until } = EVENT_WORDS[language];
  for (const match of text.matchAll(new RegExp(`\\s*${START}(?:${until})${END}\\s*`, 'giu'))) {
    const behindFrom = match.index + match[0].length;
    const behind = text.slice(behindFrom);
    const length = leading(behind, CLOCK, language);
    if (length === 0) continue;
    const words = text.slice(match.index, behindFrom + length);
    return { ...cutOut(text, match.index, words), end: withAt(behind.slice(0, length), at) };
  }
  return undefined;
};

const cutOut = (text: string, start: number, words: string): Cut => ({
  rest: `${text.slice(0, start).trimEnd()} ${text.slice(start + words.length).trimStart()}`.trim(),
  words: words.trim(),
  instead: '',
});

export const cutAllDay = (text: string, language: LanguageName) => {
  const match = new RegExp(`\\s*${START}(?:${EVENT_WORDS[language].allDay})${END}`, 'iu').exec(text);
  return match ? { rest: text.replace(match[0], '').trim(), words: match[0].trim() } : undefined;
};

/** Whatever stands beside them; days too. */
export const lengthsIn = (text: string, language: LanguageName) =>
  scan(text, language)
    // An hour is a word in Russian: на час.
    .filter(({ meaning }) => ['number', 'duration', 'unit'].includes(meaning.kind))
    .map(({ start }) => {
      const said = lengthFrom(text.slice(start), language);
      return { start, end: start + said.length, said };
    });

/** The words at the beginning of a text that can be one. */
const lengthFrom = (text: string, language: LanguageName): string => {
  const { in: inWord } = EVENT_WORDS[language];
  const first = inWord.length + 1;
  return text.slice(0, leading(`${inWord} ${text}`, LENGTH, language, first) - first);
};

const lengthOf = (words: string, language: LanguageName): number | undefined => {
  // Most numbers are none, and are not read for that.
  if (/^[\d\s]*$/.test(words)) return undefined;
  const read = readWhen(`${EVENT_WORDS[language].in} ${words}`, 'UTC', 0);
  return read?.when.kind === 'at' && read.when.elapsed && read.what === '' ? read.when.ms : undefined;
};

export const cutLength = (text: string, language: LanguageName): CutLength | undefined => {
  const { lasting, long = '(?!)' } = EVENT_WORDS[language];
  const prefixed = text.matchAll(new RegExp(`${START}(?:${lasting})\\s*`, 'giu'));
  const starts = [...prefixed].map(({ 0: found, index }) => [index, index + found.length] as const);
  const bare = scan(text, language)
    .filter(({ meaning }, index, all) => {
      const before = all[index - 1];
      const isBeside = before && /^[\s-]*$/.test(text.slice(before.end, all[index]?.start));
      return (
        ['number', 'duration'].includes(meaning.kind) &&
        !(isBeside && ['at', 'in', 'every', 'number', 'unit', 'next'].includes(before.meaning.kind))
      );
    })
    .map(({ start }) => [start, start] as const);
  for (const [start, from] of [...starts, ...bare]) {
    const said = lengthFrom(text.slice(from), language);
    const lengthMs = lengthOf(said, language) ?? lengthOf(said.replaceAll('-', ' '), language);
    const after = text.slice(from + said.length);
    if (lengthMs === undefined || BESIDE.test(after)) continue;
    const tail = new RegExp(`^\\s+(?:${long})${END}`, 'iu').exec(after)?.[0] ?? '';
    return { ...cutOut(text, start, text.slice(start, from) + said + tail), lengthMs };
  }
  const short = SHORT_MINUTES.exec(text);
  return short
    ? { ...cutOut(text, short.index, short[0]), lengthMs: Number(short[1]) * MINUTE_MS }
    : undefined;
};

const MINUTE_MS = 60_000;
/** As no grammar of time has it: 45min. */
const SHORT_MINUTES =
  /(?<![\p{L}\d.,:+-])(\d{1,3}) ?min(?:s|\.|utes|uten)?(?![\p{L}\d]|[ ,]*(?:before|vor))/iu;
/** 2h, 1h30, 1.5 h: a length only where it is known to be none of a clock. */
const SHORT_HOURS = /^(\d{1,2}(?:[.,]\d)?) ?(?:h|hrs?|std)\.?(?: ?([0-5]?\d) ?(?:m|min)?)?$/iu;

/** Of words that say how long and nothing else; undefined for other words. */
export const lengthSaid = (words: string): number | undefined => {
  const [, hours, minutes = '0'] = SHORT_HOURS.exec(words) ?? [];
  if (hours !== undefined) return (Number(hours.replace(',', '.')) * 60 + Number(minutes)) * MINUTE_MS;
  return allLanguages()
    .map(({ name }) => cutLength(words, name))
    .find((length) => length?.rest === '')?.lengthMs;
};
