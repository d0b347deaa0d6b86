// Handling JSON that somebody else wrote: its depth, its dangerous keys, its times, its size.
import { isRecord } from '../archive.ts';
import { importError, MAX_DEPTH } from './import-error.ts';

export type ForeignRecord = Record<string, unknown>;

/** Keys that mean something to JavaScript itself. As data they mean nothing, so they are treated as absent. */
const DANGEROUS = new Set(['__proto__', 'constructor', 'prototype']);

/** Parses JSON that is not nested deeper than `MAX_DEPTH`. Throws `import-too-deep` and `import-not-json`. */
export function parseForeign(text: string): unknown {
  if (isTooDeep(text)) throw importError('import-too-deep');
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own error quotes the text, so it is no cause to keep.
    throw importError('import-not-json');
  }
}

/** Looks at the brackets outside of strings before anything recursive sees the text. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (inString) {
      if (unit === BACKSLASH) index += 1;
      else if (unit === QUOTE) inString = false;
    } else if (unit === QUOTE) inString = true;
    else if (unit === OPEN_BRACKET || unit === OPEN_BRACE) {
      depth += 1;
      if (depth > MAX_DEPTH) return true;
    } else if (unit === CLOSE_BRACKET || unit === CLOSE_BRACE) depth -= 1;
  }
  return false;
}

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const [OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d];

/** A field of an object of the file; `undefined` for anything that is inherited, dangerous or of no object. */
export const field = (value: unknown, key: string): unknown =>
  isRecord(value) && Object.hasOwn(value, key) && !DANGEROUS.has(key) ? value[key] : undefined;

/** A field that is a text with something in it. */
export function textField(value: unknown, key: string): string | undefined {
  const text = field(value, key);
  return typeof text === 'string' && text.trim() !== '' ? wellFormed(text) : undefined;
}

/** A copy without the dangerous keys at any depth, and without the named ones at the top. */
export function withoutKeys(record: ForeignRecord, ...dropped: string[]): ForeignRecord {
  const kept = Object.entries(record).filter(([key]) => !DANGEROUS.has(key) && !dropped.includes(key));
  return Object.fromEntries(kept.map(([key, value]) => [key, clean(value)]));
}

function clean(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(clean);
  return isRecord(value) ? withoutKeys(value) : value;
}

/** Half a surrogate pair is no character: stores and Telegram refuse it. */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');

/** A header as JSON text of at most `maxBytes`: fields are kept in their order, those that do not fit are left out. */
export function headerText(header: ForeignRecord, maxBytes: number): string {
  const fields: string[] = [];
  let room = maxBytes - '{}'.length;
  for (const [key, value] of Object.entries(header)) {
    const text = `${JSON.stringify(key)}:${JSON.stringify(value)}`;
    const bytes = Buffer.byteLength(text) + ','.length;
    if (bytes > room) continue;
    room -= bytes;
    fields.push(text);
  }
  return `{${fields.join(',')}}`;
}

/** Smaller numbers are Unix seconds (this one is the year 5138), larger ones milliseconds. */
const FIRST_MILLISECONDS = 100_000_000_000;

/** Keys have 13 digits for milliseconds; this is the year 2286. */
const LAST_MILLISECONDS = 9_999_999_999_999;

/** Unix milliseconds from milliseconds, seconds, a number written as text, or an ISO date; `undefined` if it is no time. */
export function timeOf(value: unknown): number | undefined {
  if (typeof value === 'string') {
    const ms = value.trim() === '' ? Number.NaN : Number(value);
    return Number.isNaN(ms) ? validTime(Date.parse(value)) : timeOf(ms);
  }
  if (typeof value !== 'number') return undefined;
  return validTime(Math.round(value < FIRST_MILLISECONDS ? value * 1000 : value));
}

const validTime = (ms: number): number | undefined => (ms > 0 && ms <= LAST_MILLISECONDS ? ms : undefined);
