// Makes hostile JSON out of genuine JSON: at a random place something else, something huge, something that means more to
// JavaScript than to JSON. Works on text, so that keys no object literal can have (`__proto__`) get through.
import type { Chance } from '../world/seed.ts';

/** Stands in every hostile text: where it shows up in a log, user text was logged. */
export const MARKER = 'XMARKERX';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const TEXTS: readonly string[] = [
  '',
  ' ',
  `${MARKER}\ud800`,
  `\udc00${MARKER}`,
  `\u202e${MARKER}\u202c\u2066\u2069`,
  `\u200b\u200d\ufeff${MARKER}`,
  `\u0000${MARKER}\u0007\u001b[31m`,
  `${MARKER}\ufffe\uffff`,
  `/stop@${MARKER}`,
  `/switch 99999999999999999999`,
  `/delete -1`,
  `/newsession ${MARKER} __proto__`,
  `/rename 1 ${'\u0301'.repeat(300)}`,
  `/system ${MARKER}`,
  '/forget',
  '/archive 1',
  '/export 1',
  '__proto__',
  'constructor',
  `{"steward":"redrive","update":{}}`,
  `MODEL#x#SESSION#${MARKER}`,
  `../../archives/777/victim.json`,
  `${MARKER}'; DROP TABLE users; --`,
  `${'a'.repeat(5_000)}${MARKER}`,
  '👩‍👩‍👧‍👦'.repeat(900),
  `[x](javascript:alert(1)) **${MARKER}** \`\`\``,
];
const NUMBERS: readonly string[] = [
  '0',
  '-0',
  '-1',
  '1.5',
  '9007199254740993',
  '-9007199254740993',
  '1e308',
  '1e999',
  '-1e999',
  '4294967296',
  '999999999999999',
  '1e-7',
  '253402300800',
];

/** JSON text of a value in which up to three places are hostile. */
export const spoil = (genuine: object, chance: Chance): string => {
  const raw = new Map<string, string>();
  let value = structuredClone(genuine) as Json;
  for (let times = chance.between(1, 2); times > 0; times -= 1) value = spoilOnce(value, chance, raw);
  let text = JSON.stringify(value) ?? '';
  for (const [placeholder, json] of raw) text = text.replaceAll(`"${placeholder}"`, json);
  if (chance.happens(0.05)) text = damage(text, chance);
  return text;
};

const at = (value: Json, way: readonly string[]): Json =>
  way.reduce((inner, key) => (inner as Record<string, Json>)[key] as Json, value);

/** Every place of a value, as a way down to it. */
const placesOf = (value: Json, way: string[] = []): string[][] => {
  if (typeof value !== 'object' || value === null) return [way];
  return [way, ...Object.entries(value).flatMap(([key, inner]) => placesOf(inner as Json, [...way, key]))];
};

const spoilOnce = (value: Json, chance: Chance, raw: Map<string, string>): Json => {
  const places = placesOf(value);
  const texts = places.filter((way) => typeof at(value, way) === 'string');
  // Texts more often than not: with another id or chat most updates are nothing for the bot, and end early.
  const way = chance.pick(texts.length > 0 && chance.happens(0.6) ? texts : places);
  const [last] = way.slice(-1);
  if (last === undefined) return hostileValue(chance, raw);
  let holder = value as Record<string, Json>;
  for (const key of way.slice(0, -1)) holder = holder[key] as Record<string, Json>;
  const act = chance.between(0, 9);
  if (act === 0) delete holder[last];
  else if (act === 1) holder[last] = { inner: holder[last] ?? null };
  else if (act === 2) holder[last] = [holder[last] ?? null];
  else if (act === 3)
    holder[rawText(chance.pick(['__proto__', 'constructor', 'toString']), raw)] = hostileValue(chance, raw);
  else holder[last] = hostileValue(chance, raw);
  return value;
};

/** A key or value that is put into the text as it is, once the rest is JSON. */
const rawText = (json: string, raw: Map<string, string>): string => {
  const placeholder = `@@${raw.size}@@`;
  raw.set(placeholder, JSON.stringify(json));
  return placeholder;
};

const hostileValue = (chance: Chance, raw: Map<string, string>): Json => {
  const kind = chance.between(0, 9);
  if (kind < 4) return chance.pick(TEXTS);
  if (kind < 7) {
    const placeholder = `@@${raw.size}@@`;
    raw.set(placeholder, chance.pick(NUMBERS));
    return placeholder;
  }
  if (kind === 7) return chance.pick<Json>([null, true, false, [], {}]);
  if (kind === 8) {
    const depth = chance.pick([5, 200, 3_000]);
    const placeholder = `@@${raw.size}@@`;
    raw.set(placeholder, `${'['.repeat(depth)}${']'.repeat(depth)}`);
    return placeholder;
  }
  return Array.from({ length: chance.between(1, 300) }, () => chance.pick(TEXTS).slice(0, 40));
};

const damage = (text: string, chance: Chance): string => {
  const at = chance.between(0, text.length);
  return chance.pick([
    text.slice(0, at),
    `${text.slice(0, at)}${chance.pick(['"', '{', ']', '\\', '\u0000', '\ud800'])}${text.slice(at)}`,
    `\ufeff${text}`,
  ]);
};
