// A text in which somebody says when → the time, and what is left of the text. Code reads times, never a model.
import { DATE_SHAPE, isToldMoreOf } from './beside-times.ts';
import { allLanguages, asksIn, type Language } from './languages.ts';
import { type Parts, partsOf } from './parts.ts';
import { resolve, type When } from './resolve.ts';
import { withoutQuotes } from './scan.ts';
import type { Kind, Token } from './token.ts';

export interface Understood {
  when: When;
  language: string;
  /** The text without the words of time and those that ask; as it was written. */
  what: string;
  /** What was taken for the time, as it was written. */
  words: string[];
}

/** A longer text is no request for a time. */
const LONGEST = 2_000;

/**
 * Undefined where no language finds a time. Where languages disagree, or words of time are left over, it is `unclear`:
 * what is not understood whole is asked for.
 */
export const readWhen = (text: string, zone: string, nowMs: number): Understood | undefined => {
  if (text.length > LONGEST) return undefined;
  const read = allLanguages()
    .map((language) => readIn(language, text, zone, nowMs))
    .filter((found) => found !== undefined);
  const most = Math.max(0, ...read.map(({ letters }) => letters));
  // The language that knows most of the words is the one it was written in.
  const best = read.filter(({ letters }) => letters === most);
  // Or the request itself is: "pour mon anniversaire" has no Monday in it.
  const asked = read.filter(({ isAsked }) => isAsked);
  const heard = asked.length > 0 ? asked : best;
  const found =
    heard.find(({ when }) => when.kind === 'choice') ??
    heard.find(({ when }) => when.kind !== 'unclear') ??
    heard[0];
  if (!found) return undefined;
  const { when, language, what, words } = found;
  // "Hier à 5h": Portuguese reads the hour as well, but knows no "hier".
  const isAgreed = [...best, ...heard].every((one) => !one.isWatched && sameTime(one.when, when));
  return { when: isAgreed ? when : { kind: 'unclear' }, language, what, words };
};

/** Where one language is sure of what another one asks about, it is asked: 3/4. */
const sameTime = (one: When, other: When): boolean =>
  one.kind === 'unclear' ||
  JSON.stringify(one) === JSON.stringify(other) ||
  (other.kind === 'choice' &&
    other.options.some((option) =>
      Object.entries(option).every(([name, value]) => Object(one)[name] === value),
    ));

interface Read extends Understood {
  letters: number;
  /** It knows one more word of time, and not what it says here. */
  isWatched: boolean;
  /** The request is in this language. */
  isAsked: boolean;
}

const readIn = (language: Language, text: string, zone: string, nowMs: number): Read | undefined => {
  const all = runsOf(text, language.scan(text)).map((tokens) => {
    const run = trimmed(tokens);
    return { tokens, run, parts: partsOf(run) };
  });
  const said = all.filter(({ run, parts }) => run.length > 0 && (parts !== undefined || run.some(saysTime)));
  if (said.length === 0) return undefined;
  const runs = said.map(({ run }) => run);
  const whole = said.map(withJoints);
  const rest = withoutQuotes(outside(text, runs));
  const isWatched = language.watch.test(rest) || hasSlips(rest, language);
  const isLeftOver =
    isWatched ||
    DATE_SHAPE.test(rest) ||
    all.some(({ run }) => !runs.includes(run) && run.some(hintsAtTime)) ||
    isToldMoreOf(text, said.map(spanOf), language.cue) ||
    language.stray.test(outside(text, whole)) ||
    isDayOfWhat(said) ||
    // A part of the day somewhere else may be of what is to be done: the evening show.
    (runs.length > 1 && runs.some((run) => run.every(({ meaning }) => meaning.kind === 'part')));
  const parts = isLeftOver ? undefined : joined(said.map((one) => one.parts));
  return {
    when: parts ? resolve(parts, zone, nowMs) : { kind: 'unclear' },
    isWatched,
    isAsked: asksIn(language, text),
    language: language.name,
    what: restOf(text, whole, language),
    words: whole.map((run) => text.slice(run[0]?.start, run.at(-1)?.end)),
    letters: runs.flat().reduce((sum, { start, end }) => sum + end - start, 0),
  };
};

/** "At 9 to call mum tomorrow": at 9 today, or tomorrow? */
const isDayOfWhat = (said: { parts: Parts | undefined }[]): boolean => {
  const [first, ...others] = said.map(({ parts }) => parts);
  return first?.clock !== undefined && !first.day && !first.repeat && others.some((parts) => parts?.day);
};

const WORD = /\p{L}+/gu;

const hasSlips = (text: string, { nearest }: Language): boolean =>
  (text.toLowerCase().match(WORD) ?? []).some((word) => nearest(word) !== undefined);

/** Beside a part of the day. */
const saysOnly = (parts: Parts | undefined, what: 'clock' | 'day'): boolean =>
  parts?.[what] !== undefined && Object.keys(parts).every((name) => name === what || name === 'part');

const spanOf = ({ run, parts }: { run: Token[]; parts: Parts | undefined }) => ({
  start: run[0]?.start ?? 0,
  end: run.at(-1)?.end ?? 0,
  isClock: saysOnly(parts, 'clock'),
  isDay: saysOnly(parts, 'day'),
});

/** Words of time that stand together. */
const runsOf = (text: string, tokens: Token[]): Token[][] => {
  const runs: Token[][] = [];
  for (const token of tokens) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    if (run && before && /^(?:[\s,]*|T)$/.test(text.slice(before.end, token.start))) run.push(token);
    else runs.push([token]);
  }
  return runs;
};

/** Without what joins, at either end, a word for “at” that a place follows, and without a number there that counts something else: chapter 9, 2 tickets. */
const trimmed = (run: Token[]): Token[] => {
  const first = run.findIndex((token, index) => !isLoose(token, run[index + 1]));
  const last = run.findLastIndex(({ meaning }) => !['joint', 'in', 'at'].includes(meaning.kind));
  return first < 0 ? [] : run.slice(first, last + 1);
};

/** What joins a time to the words before it goes with it: on Friday. */
const withJoints = ({ tokens, run }: { tokens: Token[]; run: Token[] }): Token[] => {
  const first = tokens.indexOf(run[0] as Token);
  const other = tokens.slice(0, first).findLastIndex(({ meaning }) => meaning.kind !== 'joint');
  return [...tokens.slice(other + 1, first), ...run];
};

const isLoose = ({ meaning }: Token, next: Token | undefined): boolean =>
  meaning.kind === 'joint' ||
  // About this, tomorrow: what it points at is no time.
  (meaning.kind === 'this' && !QUALIFIED.includes(next?.meaning.kind)) ||
  (meaning.kind === 'number' && (next === undefined || BESIDE.includes(next.meaning.kind)));

/** What "this" tells more of: this evening, this Friday. */
const QUALIFIED: (Kind | undefined)[] = ['part', 'weekday', 'week', 'unit', 'month', 'next', 'last'];

const BESIDE: Kind[] = ['day', 'at', 'clock', 'in', 'weekday', 'every'];

/** Whether a word means time by itself: a number, a month or "at" do not. */
const saysTime = ({ meaning }: Token): boolean =>
  ![
    'joint',
    'number',
    'in',
    'at',
    'unit',
    'month',
    'next',
    'this',
    'last',
    'week',
    'minutes',
    'plus',
    'nth',
    'every',
  ].includes(meaning.kind);

/** What can be no other thing than a part of a time. */
const hintsAtTime = ({ meaning }: Token, index: number, run: Token[]): boolean =>
  ['unit', 'every', 'minutes', 'next', 'last'].includes(meaning.kind) ||
  (meaning.kind === 'at' && run[index + 1]?.meaning.kind === 'number');

const outside = (text: string, runs: Token[][]): string =>
  runs
    .toReversed()
    .reduce((rest, run) => `${rest.slice(0, run[0]?.start)} … ${rest.slice(run.at(-1)?.end)}`, text);

const joined = (runs: (Parts | undefined)[]): Parts | undefined => {
  const parts: Parts = {};
  for (const run of runs) {
    if (!run || Object.keys(run).some((name) => name in parts)) return undefined;
    Object.assign(parts, run);
  }
  return parts;
};

const restOf = (text: string, runs: Token[][], language: Language): string => {
  // A blank stands for what is cut out of a line; all else is as it was written.
  const rest = runs.toReversed().reduce((whole, run) => {
    const before = whole.slice(0, run[0]?.start).replace(/[^\S\n]+$/, '');
    const raw = whole.slice(run.at(-1)?.end);
    const behind = raw.replace(/^[^\S\n]+/, '');
    return /\S$/.test(before) && /^\S/.test(behind) && !/^[.,;:!?…]/.test(raw)
      ? `${before} ${behind}`
      : before + behind;
  }, text);
  return wordsIn(rest, language);
};

/** A full stop that a time leaves behind, too: in 5 min. to eat. */
const AT_BEGINNING = /^(?:[\s,:;]|\.(?=\s|$))+/;

/** Without what asks, what joins, and the punctuation that is left at the ends. */
const wordsIn = (text: string, { cue, frame, link }: Language): string =>
  (frame ? text.replace(frame, (_all, before, clause = '') => `${before} ${clause}`) : text)
    .replace(cue, '')
    .replace(AT_BEGINNING, '')
    .replace(link, '')
    .replace(AT_BEGINNING, '')
    .replace(/[\s,:;]+$/, '')
    .replace(/^[–—-]\s+(?!.*\n)/, '');

/** A text without what asks for a reminder. */
export const withoutCue = (text: string): string => {
  const asking = allLanguages().find((language) => asksIn(language, text));
  return asking ? wordsIn(text, asking) : text.trim();
};

/** Whether a language finds a word of time here, or what is nearly one. */
export const hasWordsOfTime = (text: string): boolean =>
  allLanguages().some(
    (language) =>
      language.watch.test(text) ||
      hasSlips(text, language) ||
      language.scan(text).some((token, index, run) => saysTime(token) || hintsAtTime(token, index, run)),
  );

/** The same text without the slips of the pen: what is read of it is a guess, and has to be asked. */
export const readWithoutSlips = (text: string, zone: string, nowMs: number): When | undefined => {
  for (const { nearest } of allLanguages()) {
    const mended = text.replace(WORD, (word) => nearest(word.toLowerCase()) ?? word);
    const when = mended === text ? undefined : readWhen(mended, zone, nowMs)?.when;
    if (when && when.kind !== 'unclear') return when;
  }
  return undefined;
};
