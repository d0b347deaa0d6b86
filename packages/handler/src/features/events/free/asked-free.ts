// What somebody looks for: how long, in which days, in which part of them. It fits into a button.
import { type FreeRequest, HOURS_OF_PART } from '@steward/core/slots';
import { addDays, dayAt, startOfDay } from '@steward/core/when';
import { hoursFor, type TakenHours } from '../../../events/free-time.ts';
import { type Button, callbackData } from '../../../telegram/buttons.ts';
import { dateText } from '../../../telegram/local-text.ts';
import { isDay } from '../../connections/read-days.ts';
import type { FreeSearch } from './search-free.ts';

export interface AskedFree {
  minutes: number;
  /** `2027-03-12`. */
  first: string;
  count: number;
  part?: NonNullable<FreeRequest['partOfDay']>;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const MOST_DAYS = 14;
const PARTS = ['morning', 'afternoon', 'evening', 'night'] as const;

export const askedOf = ({ lengthMs, fromMs, toMs, partOfDay }: FreeRequest, zone: string): AskedFree => {
  const [first, end] = [dayAt(fromMs, zone), dayAt(toMs - 1, zone)];
  return {
    ...{ minutes: lengthMs / MINUTE_MS, first, count: 1 + (Date.parse(end) - Date.parse(first)) / DAY_MS },
    ...(partOfDay && { part: partOfDay }),
  };
};

/** `free:<minutes>:<first>:<count>:<part>:<page>`. */
export const askedData = ({ minutes, first, count, part }: AskedFree, page = 0): string =>
  callbackData('free', minutes, first, count, part ?? '-', page);

/** Undefined: it is no button of ours. */
export const readAsked = ([minutes, first = '', count, part, page]: string[]):
  | (AskedFree & { page: number })
  | undefined => {
  const read = { minutes: Number(minutes), first, count: Number(count), page: Number(page) };
  const isWhole = (value: number, most: number) => Number.isInteger(value) && value >= 0 && value <= most;
  if (!isDay(first) || !isWhole(read.minutes - 5, 715) || !isWhole(read.count - 1, MOST_DAYS - 1))
    return undefined;
  if (!isWhole(read.page, 999)) return undefined;
  const named = PARTS.find((one) => one === part);
  return { ...read, ...(named && { part: named }) };
};

/** `Mon 7 Dec – Sun 13 Dec`. */
export const daysText = ({ first, count }: Pick<AskedFree, 'first' | 'count'>, year: string): string => {
  const last = addDays(first, count - 1);
  return count === 1 ? dateText(first, year) : `${dateText(first, year)} – ${dateText(last, year)}`;
};

/** As far before or behind as it is long; nothing lies before today. */
export const besides = (asked: AskedFree, today: string): Button[] => {
  const year = today.slice(0, 4);
  const step = asked.count > 1 ? 7 : 1;
  const at = (first: string): AskedFree => ({ ...asked, first, count: step });
  const [before, behind] = [at(addDays(asked.first, -step)), at(addDays(asked.first, step))];
  const isAhead = addDays(before.first, step - 1) >= today;
  return [
    ...(isAhead ? [{ text: `◀ ${dateText(before.first, year)}`, data: askedData(before) }] : []),
    ...(isDay(behind.first) ? [{ text: `${dateText(behind.first, year)} ▶`, data: askedData(behind) }] : []),
  ];
};

export const searchOf = (
  asked: AskedFree,
  { owner, zone, profile, nowMs }: Pick<FreeSearch, 'owner' | 'zone' | 'profile'> & { nowMs: number },
): FreeSearch => ({
  ...{ owner, zone, profile, lengthMs: asked.minutes * MINUTE_MS, hours: hoursFor(asked, profile) },
  fromMs: Math.max(startOfDay(asked.first, zone), nowMs),
  toMs: startOfDay(addDays(asked.first, asked.count), zone),
  ...(asked.part && { within: HOURS_OF_PART[asked.part] as TakenHours }),
});
