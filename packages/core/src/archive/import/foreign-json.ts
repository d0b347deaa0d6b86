// Handling JSON that somebody else wrote: its dangerous keys, its times.
import { isRecord } from '../archive.ts';

export type ForeignRecord = Record<string, unknown>;

/** Keys that mean something to JavaScript itself. As data they mean nothing, so they are treated as absent. */
const DANGEROUS = new Set(['__proto__', 'constructor', 'prototype']);

/** A field of an object of the file; `undefined` for anything that is inherited, dangerous or of no object. */
export const field = (value: unknown, key: string): unknown =>
  isRecord(value) && Object.hasOwn(value, key) && !DANGEROUS.has(key) ? value[key] : undefined;

/** A field that is a text with something in it. */
export const textField = (value: unknown, key: string): string | undefined => {
  const text = field(value, key);
  return typeof text === 'string' && text.trim() !== '' ? wellFormed(text) : undefined;
};

/** A copy without the dangerous keys at any depth, and without the named ones at the top. */
export const withoutKeys = (record: ForeignRecord, ...dropped: string[]): ForeignRecord => {
  const kept = Object.entries(record).filter(([key]) => isHarmless(key) && !dropped.includes(key));
  return Object.fromEntries(kept.map(([key, value]) => [key, clean(value)]));
};

const clean = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(clean);
  return isRecord(value) ? withoutKeys(value) : value;
};

/** Half a surrogate pair is no character: stores and Telegram refuse it. */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');

/** Whether a key means nothing to JavaScript itself. */
export const isHarmless = (key: string): boolean => !DANGEROUS.has(key);

/** Smaller numbers are Unix seconds (this one is the year 5138), larger ones milliseconds. */
const FIRST_MILLISECONDS = 100_000_000_000;

/** Keys have 13 digits for milliseconds; this is the year 2286. */
const LAST_MILLISECONDS = 9_999_999_999_999;

/** Unix milliseconds from milliseconds, seconds, a number written as text, or an ISO date; `undefined` if it is no time. */
export const timeOf = (value: unknown): number | undefined => {
  if (typeof value === 'string') {
    const ms = value.trim() === '' ? Number.NaN : Number(value);
    return Number.isNaN(ms) ? validTime(Date.parse(value)) : timeOf(ms);
  }
  if (typeof value !== 'number') return undefined;
  return validTime(Math.round(value < FIRST_MILLISECONDS ? value * 1000 : value));
};

const validTime = (ms: number): number | undefined => (ms > 0 && ms <= LAST_MILLISECONDS ? ms : undefined);
