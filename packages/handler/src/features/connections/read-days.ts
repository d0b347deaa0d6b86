// The days that people name: “tomorrow”, “next friday”, “3 December”, “week”. Read whole, or not at all.
import { addDays, dayAt, readWhen, type When } from '@steward/core/when';
import type { Days } from './agenda/days.ts';
import type { Moment } from './agenda/event-lines.ts';

/** `several`: what may be meant, the next first. */
export type ReadDays = Days | { several: string[] } | undefined;

const WEEK =
  /^(?:the |this |these |die |diese |la |esta |cette |a |na |на |эту )?(?:next |nächsten? |próxim[oa]s? |prochains? |following )?(?:(?:7|seven|sieben|siete|sept|sete|семь) (?:days|tage|días|jours|dias|дней)|week|woche|semana|semaine|недел[яюе])$/iu;
const NEXT_WEEK =
  /^(?:next week|(?:die )?nächste woche|(?:la )?(?:próxima semana|semana que viene)|(?:a )?(?:próxima semana|semana que vem)|(?:la )?semaine prochaine|(?:на )?следующ(?:ая|ую|ей) недел[яюе])$/iu;
const WEEKEND =
  /^(?:(?:the|this|am|dieses|este|el|ce|le|no|o) )?(?:weekend|wochenende|week-end|fin de semana|fim de semana)$|^(?:на )?выходны[ех]$/iu;

/** What the words of time leave out: they are other words in a sentence. */
const SHORT: Record<string, string> = { sat: 'saturday', sun: 'sunday', wed: 'wednesday' };

export const readDays = (typed: string, { nowMs, zone }: Moment): ReadDays => {
  const words = typed.replace(/[\s?!.]+$/, '').trim();
  const today = dayAt(nowMs, zone);
  const weekday = new Date(`${today}T00:00Z`).getUTCDay() || 7;
  if (words === '') return { first: today, count: 1 };
  if (NEXT_WEEK.test(words)) return { first: addDays(today, 8 - weekday), count: 7 };
  if (WEEK.test(words)) return { first: today, count: 7 };
  if (WEEKEND.test(words))
    return weekday === 7 ? { first: today, count: 1 } : { first: addDays(today, 6 - weekday), count: 2 };
  // A full stop may belong to a date: 3.12.
  const asTyped = SHORT[words.toLowerCase()] ?? typed.replace(/[\s?!]+$/, '').trim();
  const read = readWhen(asTyped, zone, nowMs);
  if (!read || !/^[\s?!.]*$/.test(read.what)) return undefined;
  const days = [...new Set(daysIn(read.when, zone))].filter(isDay);
  const [first] = days;
  if (first === undefined) return undefined;
  return days.length > 1 ? { several: days } : { first, count: 1 };
};

const daysIn = (when: When, zone: string): string[] => {
  switch (when.kind) {
    case 'day':
      return [when.date];
    case 'at':
    case 'past':
      return [dayAt(when.ms, zone)];
    case 'choice':
      return when.options.map((option) => ('date' in option ? option.date : dayAt(option.ms, zone)));
    default:
      return [];
  }
};

/** Of a calendar, and of a century that calendars keep. */
export const isDay = (day: string): boolean =>
  /^(?:19[7-9]\d|20\d\d)-\d\d-\d\d$/.test(day) &&
  !Number.isNaN(Date.parse(`${day}T00:00Z`)) &&
  addDays(day, 0) === day;
