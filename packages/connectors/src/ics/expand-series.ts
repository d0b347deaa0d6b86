// The starts of an event within a window: rrule-temporal says when a rule holds; what is added, taken out and replaced is
// put together here.
import { RRuleTemporal } from 'rrule-temporal';
import { dayOf, type Moment, toMs } from './moment.ts';
import type { IcsEvent } from './read-event.ts';

export interface Start {
  ms: number;
  /** Of an event without a time. */
  day: string | undefined;
}

/** More than anybody's event has in a window that is asked for. */
const MAX_STARTS = 5_000;
const MAX_RULES = 5;

/** Which start of the series is meant; a mere day stands for the one on that day. */
export const startOf = ({ start }: IcsEvent, moment: Moment, zone: string): Start => {
  const day = moment.local.slice(0, 10);
  if (start.isDay) return { ms: toMs({ local: day, isDay: true, zone: undefined }, zone), day };
  const time = moment.isDay ? { ...start, local: `${day}${start.local.slice(10)}` } : moment;
  return { ms: toMs(time, zone), day: undefined };
};

/** From `fromMs` to `toMs`, replaced ones included. @throws when a rule cannot be followed */
export const expandSeries = (event: IcsEvent, fromMs: number, untilMs: number, zone: string): Start[] => {
  const { start, rules, added, excluded } = event;
  const at = (moment: Moment): Start => startOf(event, moment, zone);
  if (rules.length > MAX_RULES) throw new RangeError('too many rules');
  const found = new Map([start, ...added].map(at).map((one) => [one.ms, one]));
  for (const rule of rules)
    for (const one of occurrences(event, rule, fromMs, untilMs, zone)) found.set(one.ms, one);
  const out = new Set(excluded.map((moment) => at(moment).ms));
  return [...found.values()].filter(({ ms }) => ms >= fromMs && ms < untilMs && !out.has(ms));
};

const occurrences = (
  { start }: IcsEvent,
  rule: string,
  fromMs: number,
  untilMs: number,
  zone: string,
): Start[] => {
  // Thousands of steps for each day; of hours, rrule-temporal 2.2.8 loses one where the clocks go back.
  if (/FREQ=(?:SECONDLY|MINUTELY|HOURLY)/.test(rule)) throw new RangeError('too frequent');
  const compact = start.local.replace(/[-:]/g, '');
  // Days are counted where none is shorter than another.
  const clock = start.isDay ? 'UTC' : (start.zone ?? zone);
  const series = new RRuleTemporal({
    rruleString: `DTSTART;TZID=${clock}:${start.isDay ? `${compact}T000000` : compact}\nRRULE:${rule}`,
    includeDtstart: true,
    cache: false,
    maxIterations: 25_000,
  });
  const margin = start.isDay ? 2 * 86_400_000 : 0;
  const starts = series.between(new Date(fromMs - margin), new Date(untilMs + margin), true);
  if (starts.length > MAX_STARTS) throw new RangeError('too many');
  return starts.map(({ epochMilliseconds }) => {
    if (!start.isDay) return { ms: epochMilliseconds, day: undefined };
    const day = dayOf(epochMilliseconds, 'UTC');
    return { ms: toMs({ local: day, isDay: true, zone: undefined }, zone), day };
  });
};
