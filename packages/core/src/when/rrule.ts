// Rules as RFC 5545 writes them: `FREQ=WEEKLY;INTERVAL=2;BYDAY=TU`. Times without a zone stand for the clock on the wall.
import { Temporal } from 'temporal-polyfill';
import { instantOf, type LocalTime, localOf } from './local-time.ts';
import type { CalendarRule, ElapsedRule, Rule } from './rule.ts';

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** The value of an RRULE; what is left out (`except`) and where it starts are properties of their own there. */
export const toRRule = (rule: Rule): string => {
  if (rule.frequency === 'elapsed') return elapsedText(rule);
  const { frequency, interval, weekdays, monthDays, months, position, until, count } = rule;
  return parts([
    ['FREQ', frequency.toUpperCase()],
    ['INTERVAL', interval > 1 ? interval : undefined],
    ['BYMONTH', months?.join()],
    ['BYMONTHDAY', monthDays?.join()],
    ['BYDAY', weekdays?.map((day) => WEEKDAYS[day - 1]).join()],
    ['BYSETPOS', position],
    ['UNTIL', until === undefined ? undefined : `${until.replace(/[-:]/g, '')}00`],
    ['COUNT', count],
  ]);
};

const elapsedText = ({ everyMs, untilMs, count }: ElapsedRule): string => {
  const hourly = everyMs % HOUR_MS === 0;
  const interval = everyMs / (hourly ? HOUR_MS : MINUTE_MS);
  return parts([
    ['FREQ', hourly ? 'HOURLY' : 'MINUTELY'],
    ['INTERVAL', interval > 1 ? interval : undefined],
    ['UNTIL', untilMs === undefined ? undefined : `${localOf(untilMs, 'UTC').replace(/[-:]/g, '')}00Z`],
    ['COUNT', count],
  ]);
};

const parts = (pairs: [string, string | number | undefined][]): string =>
  pairs
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${value}`)
    .join(';');

/**
 * Undefined for what is no rule, or one that we do not keep: what it asks for beyond our kinds may not be dropped in
 * silence. `start` and `zone`: of the event that repeats.
 */
export const readRRule = (text: string, start: LocalTime, zone: string): Rule | undefined => {
  const fields = fieldsOf(text);
  if (!fields) return undefined;
  const interval = wholeNumber(fields.INTERVAL ?? '1', 1, 1_000);
  const count = fields.COUNT === undefined ? undefined : wholeNumber(fields.COUNT, 1, 1_000);
  const until = fields.UNTIL === undefined ? undefined : untilOf(fields.UNTIL, zone);
  if (interval === undefined) return undefined;
  if ((fields.COUNT !== undefined && count === undefined) || (fields.UNTIL !== undefined && !until))
    return undefined;
  const ends = { ...(count !== undefined && { count }), ...(until && { until: until.local }) };
  const unitMs = { HOURLY: HOUR_MS, MINUTELY: MINUTE_MS }[fields.FREQ ?? ''];
  if (unitMs !== undefined) {
    if (Object.keys(fields).some((name) => name.startsWith('BY'))) return undefined;
    const rule: ElapsedRule = {
      frequency: 'elapsed',
      everyMs: interval * unitMs,
      startMs: instantOf(start, zone),
    };
    return { ...rule, ...(count !== undefined && { count }), ...(until && { untilMs: until.ms }) };
  }
  const by = byOf(fields);
  const frequency = FREQUENCIES.find((name) => name.toUpperCase() === fields.FREQ);
  if (!frequency || !by || !fits(frequency, by)) return undefined;
  return { frequency, interval, start, ...by, ...ends };
};

const FREQUENCIES = ['daily', 'weekly', 'monthly', 'yearly'] as const;
const KNOWN = ['FREQ', 'INTERVAL', 'BYMONTH', 'BYMONTHDAY', 'BYDAY', 'BYSETPOS', 'UNTIL', 'COUNT', 'WKST'];

const fieldsOf = (text: string): Record<string, string> | undefined => {
  const fields: Record<string, string> = {};
  for (const part of text
    .trim()
    .replace(/^RRULE:/i, '')
    .toUpperCase()
    .split(';')) {
    const [name = '', value = '', ...more] = part.split('=');
    if (!KNOWN.includes(name) || value === '' || more.length > 0 || name in fields) return undefined;
    fields[name] = value;
  }
  // Weeks that begin on another day count every second week otherwise.
  const otherWeek = fields.WKST !== undefined && fields.WKST !== 'MO';
  if (otherWeek && fields.FREQ === 'WEEKLY' && fields.INTERVAL !== undefined) return undefined;
  return fields.FREQ === undefined || (fields.UNTIL && fields.COUNT) ? undefined : fields;
};

type By = Pick<CalendarRule, 'weekdays' | 'monthDays' | 'months' | 'position'>;

const byOf = (fields: Record<string, string>): By | undefined => {
  const days = fields.BYDAY?.split(',').map((day) => /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(day));
  if (days?.some((day) => day === null)) return undefined;
  const weekdays = days?.map((day) => WEEKDAYS.indexOf(day?.[2] ?? '') + 1);
  // `2TU` is the second of the Tuesdays; several such days would each count alone.
  const nth = days?.map((day) => day?.[1]).filter((number) => number !== undefined) ?? [];
  if (nth.length > 0 && (days?.length !== 1 || fields.BYSETPOS !== undefined)) return undefined;
  const place = nth[0] ?? fields.BYSETPOS;
  const position = place === undefined ? undefined : wholeNumber(place.replace('+', ''), -31, 31);
  const monthDays = fields.BYMONTHDAY?.split(',').map((day) => wholeNumber(day, -31, 31));
  const months = fields.BYMONTH?.split(',').map((month) => wholeNumber(month, 1, 12));
  const numbers = [...(monthDays ?? []), ...(months ?? []), ...(place === undefined ? [] : [position])];
  if (numbers.some((number) => number === undefined || number === 0)) return undefined;
  return {
    ...(weekdays && { weekdays: [...new Set(weekdays)].sort() }),
    ...(monthDays && { monthDays: monthDays as number[] }),
    ...(months && { months: months as number[] }),
    ...(position !== undefined && { position }),
  };
};

/** Whether a frequency has that kind of day with us. */
const fits = (frequency: CalendarRule['frequency'], by: By): boolean => {
  const { weekdays, monthDays, months, position } = by;
  if (frequency === 'daily' || frequency === 'weekly') return !monthDays && !months && position === undefined;
  if (frequency === 'monthly') return !months && (position === undefined || weekdays !== undefined);
  // In a year, days without a month are counted through the year.
  if (months === undefined && (weekdays || monthDays)) return false;
  return position === undefined || (weekdays !== undefined && months?.length === 1);
};

const wholeNumber = (text: string, least: number, most: number): number | undefined => {
  const number = /^-?\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  return number >= least && number <= most ? number : undefined;
};

/** A date alone means that day is in; `Z` is an instant. */
const untilOf = (text: string, zone: string): { local: LocalTime; ms: number } | undefined => {
  const [, date = '', time = '', utc] = /^(\d{8})(?:T(\d{6})(Z)?)?$/.exec(text) ?? [];
  const written = `${date.replace(/(....)(..)(..)/, '$1-$2-$3')}T${time === '' ? '23:59' : time.replace(/(..)(..)../, '$1:$2')}`;
  try {
    const local = Temporal.PlainDateTime.from(written, { overflow: 'reject' }).toString({
      smallestUnit: 'minute',
    });
    if (!utc) return { local, ms: instantOf(local, zone) };
    const ms = instantOf(local, 'UTC');
    return { local: localOf(ms, zone), ms };
  } catch {
    return undefined;
  }
};
