// What chrono-node makes of a time that our own grammars do not know. It is wrong about one phrase in four and says nothing
// of it, so it is only asked about what it reads whole, and what it says is only proposed (decision 0021).
import { hasWordsOfTime, instantOf, localOf, mayBeMeant, type When } from '@steward/core/when';
import type { ParsedResult } from 'chrono-node';
import * as de from 'chrono-node/de';
import * as en from 'chrono-node/en';
import * as es from 'chrono-node/es';
import * as fr from 'chrono-node/fr';
import * as pt from 'chrono-node/pt';
import * as ru from 'chrono-node/ru';

const MINUTE_MS = 60_000;

/** Undefined where it finds none, or several, or its languages disagree. */
export const chronoOpinion = (words: string, zone: string, nowMs: number): When | undefined => {
  // It knows no names of zones, and ignores them silently.
  const offset = (Date.parse(`${localOf(nowMs, zone)}Z`) - nowMs) / MINUTE_MS;
  const reference = { instant: new Date(nowMs), timezone: Math.round(offset) };
  const found = [en.casual, de.casual, es.casual, fr.casual, pt.casual, ru.casual]
    .map((language) => language.parse(words, reference, { forwardDate: true }))
    .map((results) => (results.length === 1 && results[0] ? timeOf(results[0], words, zone) : undefined))
    .filter((ms) => ms !== undefined);
  const [ms] = found;
  return ms !== undefined && found.every((other) => other === ms) ? { kind: 'at', ms } : undefined;
};

/** Undefined for a span, a day without a time, and where it passes over words of time. */
const timeOf = ({ index, text, start, end }: ParsedResult, words: string, zone: string) => {
  const rest = `${words.slice(0, index)} … ${words.slice(index + text.length)}`;
  if (end || !start.isCertain('hour') || /\d/.test(rest) || hasWordsOfTime(rest)) return undefined;
  if (!mayBeMeant(words, index, index + text.length, start.get('hour') ?? 0)) return undefined;
  if (start.isCertain('timezoneOffset')) return start.date().getTime();
  const [year, month, day, hour, minute] = (['year', 'month', 'day', 'hour', 'minute'] as const).map((name) =>
    String(start.get(name) ?? 0).padStart(name === 'year' ? 4 : 2, '0'),
  );
  return instantOf(`${year}-${month}-${day}T${hour}:${minute}`, zone);
};
