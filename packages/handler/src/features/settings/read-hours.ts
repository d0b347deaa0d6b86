// From when to when, as people type it: `22:00-07:00`, `from 10pm to 7am`, `9 bis 17 Uhr`.
import type { QuietHours } from '@steward/core';

const BETWEEN = /\s*(?:[-–—]|(?<![\p{L}\p{N}])(?:to|until|till|and|bis|und|a|à|até|до)(?![\p{L}\p{N}]))\s*/iu;

/** By a clock of 24 hours, or with am and pm. */
const CLOCK = /(\d{1,2})(?:[:.h](\d{2}))?\s*(?:([ap])\.?m\.?|h|uhr)?/iu;

const LEAD = /(?:from|between|von|zwischen|de|das|с)\s+/iu;

const ONE_CLOCK = new RegExp(`^${CLOCK.source}$`, 'iu');

/** Undefined where it says anything else, or where both clocks are one. */
export const readHours = (typed: string): QuietHours | undefined => {
  const words = typed.trim().replace(new RegExp(`^${LEAD.source}`, 'iu'), '');
  const [from, until, ...more] = words.split(BETWEEN).map(clockOf);
  if (from === undefined || until === undefined || more.length > 0 || from === until) return undefined;
  return { from, until };
};

const clockOf = (text: string): string | undefined => {
  const [, digits, minute = '00', half] = ONE_CLOCK.exec(text.trim()) ?? [];
  const hour = half === undefined ? Number(digits) : (Number(digits) % 12) + (/p/i.test(half) ? 12 : 0);
  const isClock = hour < 24 && Number(minute) < 60 && (half === undefined || Number(digits) <= 12);
  return isClock ? `${String(hour).padStart(2, '0')}:${minute}` : undefined;
};

const HOURS = new RegExp(
  `(?<![\\p{L}\\p{N}:.])(?:${LEAD.source})?${CLOCK.source}${BETWEEN.source}${CLOCK.source}(?![\\p{L}\\p{N}:])`,
  'iu',
);

/** What of a text are hours, and what stands beside them. */
export const splitHours = (text: string): { hours: string; rest: string } => {
  const found = HOURS.exec(text);
  if (!found) return { hours: '', rest: text };
  const [hours] = found;
  return { hours, rest: `${text.slice(0, found.index)} ${text.slice(found.index + hours.length)}` };
};
