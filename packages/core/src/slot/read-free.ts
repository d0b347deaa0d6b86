// What somebody looks for free time for: "45 min next week". Read whole, or not at all: what is not understood is asked for.
import { addDays, dayAt, startOfDay } from '../when/local-day.ts';
import { allLanguages, type Language } from '../when/words/languages.ts';
import { partsOf } from '../when/words/parts.ts';
import { lengthOf } from '../when/words/read/read-length.ts';
import { resolve } from '../when/words/resolve.ts';
import type { Part, Token } from '../when/words/token.ts';
import type { Hours } from './hours-windows.ts';

export interface FreeRequest {
  lengthMs: number;
  fromMs: number;
  toMs: number;
  partOfDay?: Part;
}

/** What a part of the day is, for `within`. */
export const HOURS_OF_PART: Record<Part, Hours> = {
  morning: { from: '06:00', until: '12:00' },
  afternoon: { from: '12:00', until: '18:00' },
  evening: { from: '17:00', until: '23:00' },
  night: { from: '20:00', until: '00:00' },
};

const LONGEST_TEXT = 200;
const MINUTE_MS = 60_000;
const SHORTEST_MS = 5 * MINUTE_MS;
const LONGEST_MS = 12 * 60 * MINUTE_MS;
/** Where no day is named. */
const DAYS_AHEAD = 7;

/** `1h`, `1h30`, `45m`: elsewhere 1h is a time of day. */
const SHORT =
  /(?<![\p{L}\p{N}.,:])(?:(\d{1,2}) ?h(?: ?(\d{1,2}) ?(?:m|min)?)?|(\d{1,3}) ?m)(?![\p{L}\p{N}])/iu;
/** Beside the words of time. */
const BESIDE =
  /^(?:[\s,.!?]|(?<!\p{L})(?:an?|for|free|slots?|eine[nr]?|für|frei|un[ae]?|uma?|para|por|libres?|pour|pendant|livres?|на|свободно)(?!\p{L}))*$/iu;

/** Undefined where a word is left over, no length is told, languages disagree, or it has been. */
export const readFree = (text: string, zone: string, nowMs: number): FreeRequest | undefined => {
  if (text.length > LONGEST_TEXT) return undefined;
  const read = allLanguages()
    .map((language) => readIn(language, text, zone, nowMs))
    .filter((one) => one !== undefined);
  const [first, ...others] = read.map((one) => JSON.stringify(one));
  return others.every((other) => other === first) ? (read[0] ?? undefined) : undefined;
};

/** Null where a language knows every word, and not which days they are: 03/04 in English. */
const readIn = (
  { scan }: Language,
  text: string,
  zone: string,
  nowMs: number,
): FreeRequest | null | undefined => {
  const short = SHORT.exec(text);
  const said = text.replace(SHORT, (all) => ' '.repeat(all.length));
  const tokens = scan(said);
  if (!BESIDE.test(outside(said, tokens))) return undefined;
  const length = short ? { lengthMs: shortMs(short), rest: tokens } : takeLength(tokens);
  if (!length || length.lengthMs < SHORTEST_MS || length.lengthMs > LONGEST_MS) return undefined;
  const range = rangeOf(length.rest, zone, nowMs);
  if (!range || range.toMs <= nowMs) return null;
  return { lengthMs: length.lengthMs, ...range, fromMs: Math.max(range.fromMs, nowMs) };
};

const shortMs = ([, hours = '0', rest = '0', minutes = '0']: RegExpExecArray): number =>
  (Number(hours) * 60 + Number(rest) + Number(minutes)) * MINUTE_MS;

const outside = (text: string, tokens: readonly Token[]): string =>
  tokens.toReversed().reduce((rest, { start, end }) => `${rest.slice(0, start)} ${rest.slice(end)}`, text);

/** The first length that is no time from now: in 2 hours. */
const takeLength = (tokens: readonly Token[]): { lengthMs: number; rest: Token[] } | undefined => {
  for (const index of tokens.keys()) {
    const length = lengthOf(tokens.slice(index).map(({ meaning }) => meaning));
    if (!length) continue;
    const { found, taken } = length;
    const [before, behind] = [tokens[index - 1], tokens[index + taken]].map((token) => token?.meaning.kind);
    if (found.elapsedMs === undefined || found.day || before === 'in' || behind === 'fromNow') continue;
    return { lengthMs: found.elapsedMs, rest: tokens.toSpliced(index, taken) };
  }
  return undefined;
};

const rangeOf = (said: Token[], zone: string, nowMs: number): Omit<FreeRequest, 'lengthMs'> | undefined => {
  const tokens = said.filter(({ meaning }) => meaning.kind !== 'joint');
  const today = dayAt(nowMs, zone);
  const days = (from: string, count: number) => ({
    fromMs: startOfDay(from, zone),
    toMs: startOfDay(addDays(from, count), zone),
  });
  if (tokens.length === 0) return days(today, DAYS_AHEAD + 1);
  const monday = addDays(today, 1 - (new Date(today).getUTCDay() || 7));
  if (isThisWeek(tokens)) return days(monday, 7);
  const parts = partsOf(said);
  if (!parts) return undefined;
  const partOfDay = parts.part && { partOfDay: parts.part };
  if (Object.keys(parts).some((name) => name !== 'day' && name !== 'part' && name !== 'often'))
    return undefined;
  if (parts.day?.kind === 'nextWeek') return { ...days(addDays(monday, 7), 7), ...partOfDay };
  // Mornings, of whichever day.
  if (!parts.day) return { ...days(today, DAYS_AHEAD + 1), ...partOfDay };
  const when = resolve(parts, zone, nowMs);
  return when.kind === 'day' ? { ...days(when.date, 1), ...partOfDay } : undefined;
};

const isThisWeek = ([first, second, third]: Token[]): boolean =>
  first?.meaning.kind === 'this' &&
  (second?.meaning.kind === 'week' || (second?.meaning.kind === 'unit' && second.meaning.unit === 'week')) &&
  third === undefined;
