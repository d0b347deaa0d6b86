// What was said of an event's time, judged: its time, its days, or why there is no one of them.
import { addDays } from '../when/local-day.ts';
import { instantOf, instantsOf, type LocalTime, localOf, occursOn } from '../when/local-time.ts';
import { readWhen } from '../when/words/read-when.ts';
import type { When } from '../when/words/resolve.ts';
import type { CutEnd, CutLength } from './event-span.ts';

export const DEFAULT_LENGTH_MS = 3_600_000;

export interface EventTime {
  kind: 'time';
  /** As the clock of `zone` shows it. */
  local: LocalTime;
  zone: string;
  startMs: number;
  endMs: number;
  lengthFrom: 'end' | 'length' | 'default';
}

/** Whole days; `until` is the first that is free again. */
export interface EventDays {
  kind: 'days';
  from: string;
  until: string;
}

export type WhyNot =
  | { why: 'no-time' }
  /** Words of time that say no time together. */
  | { why: 'unclear' }
  /** A day without a time. */
  | { why: 'no-clock'; date: string }
  | { why: 'ambiguous'; options: (EventTime | { kind: 'day'; date: string })[] }
  | { why: 'past'; ms: number }
  /** Over a year away. */
  | { why: 'far'; ms: number }
  /** No calendar has it: 30 February. */
  | { why: 'never' }
  /** The clocks skip it; `instead` is the time behind. */
  | { why: 'gap'; local: LocalTime; instead: EventTime }
  /** The clocks show it twice, the earlier first. */
  | { why: 'twice'; options: EventTime[] }
  | { why: 'end-before-start'; local: LocalTime; end: LocalTime }
  /** An end that was not understood. */
  | { why: 'end-unclear' }
  /** `ms`: the first of them, where its time of day was said. */
  | { why: 'repeats'; ms?: number };

export interface EventMoment {
  nowMs: number;
  zone: string;
}

/** Beside the beginning. */
interface Said {
  isAllDay: boolean;
  end: Pick<CutEnd, 'end'> | undefined;
  length: Pick<CutLength, 'lengthMs'> | undefined;
}

export const judgeEventTime = (
  when: When | undefined,
  moment: EventMoment,
  said: Said,
): EventTime | EventDays | WhyNot => {
  if (!when) return { why: 'no-time' };
  switch (when.kind) {
    case 'rule':
      return { why: 'repeats', ms: when.firstMs };
    case 'past':
      return { why: 'past', ms: when.ms };
    case 'unclear':
    case 'never':
      return { why: when.kind };
    case 'day':
      return judgeDay(when.date, moment, said);
    case 'choice':
      return judgeChoice(when.options, moment, said);
    case 'often':
      return judgeTimes([when.ms], moment, said);
    case 'at':
      return judgeAt(when, moment, said);
  }
};

const judgeDay = (date: string, { nowMs, zone }: EventMoment, { isAllDay }: Said): EventDays | WhyNot => {
  const ms = instantOf(`${date}T00:00`, zone);
  if (date < localOf(nowMs, zone).slice(0, 10)) return { why: 'past', ms };
  if (isFar(ms, { nowMs, zone })) return { why: 'far', ms };
  return isAllDay ? { kind: 'days', from: date, until: addDays(date, 1) } : { why: 'no-clock', date };
};

const judgeAt = (
  { ms, elapsed, skipped }: When & { kind: 'at' },
  moment: EventMoment,
  said: Said,
): EventTime | WhyNot => {
  const { zone } = moment;
  if (skipped !== undefined) {
    const instead = judgeTimes([ms], moment, said);
    return 'why' in instead ? instead : { why: 'gap', local: skipped, instead };
  }
  const local = localOf(ms, zone);
  if (elapsed || occursOn(local, zone) === 'once') return judgeTimes([ms], moment, said);
  const judged = judgeTimes(instantsOf(local, zone), moment, said);
  return 'why' in judged && judged.why === 'ambiguous'
    ? { why: 'twice', options: judged.options.filter((option) => option.kind === 'time') }
    : judged;
};

const judgeChoice = (
  options: { ms: number }[] | { date: string }[],
  moment: EventMoment,
  said: Said,
): EventTime | WhyNot => {
  const times = options.flatMap((option) => ('ms' in option ? [option.ms] : []));
  if (times.length > 0) return judgeTimes(times, moment, said);
  const dates = options.flatMap((option) => ('date' in option ? [option.date] : []));
  return { why: 'ambiguous', options: dates.map((date) => ({ kind: 'day', date })) };
};

/** Of several times those that go with the end that was said. */
const judgeTimes = (starts: number[], moment: EventMoment, said: Said): EventTime | WhyNot => {
  const { zone } = moment;
  const ends = said.end && clocksOf(said.end.end);
  if (ends?.length === 0) return { why: 'end-unclear' };
  const spans = starts.flatMap((startMs) => spansOf(startMs, ends, zone, said.length));
  const first = starts[0] as number;
  if (spans.length === 0)
    return {
      why: 'end-before-start',
      local: localOf(first, zone),
      end: `${localOf(first, zone).slice(0, 11)}${ends?.[0]}`,
    };
  // Who says from 3 to 5 pm means both in the afternoon.
  const short = spans.filter(({ startMs, endMs }) => endMs - startMs <= HALF_DAY_MS);
  const times = short.length > 0 ? short : spans;
  const far = times.find(({ endMs }) => isFar(endMs, moment));
  if (far) return { why: 'far', ms: far.startMs };
  const [only] = times;
  return times.length === 1 && only ? only : { why: 'ambiguous', options: times };
};

const HALF_DAY_MS = 12 * 3_600_000;

/** The times of day that words can mean, `HH:MM`: a clock alone, whatever the day is. */
export const clocksOf = (words: string): string[] => {
  const read = readWhen(words, 'UTC', 0);
  if (read?.what !== '') return [];
  const { when } = read;
  const times =
    when.kind === 'at' || when.kind === 'often' ? [when] : when.kind === 'choice' ? when.options : [];
  return times.flatMap((time) => ('ms' in time ? [localOf(time.ms, 'UTC').slice(11)] : []));
};

const spansOf = (
  startMs: number,
  ends: string[] | undefined,
  zone: string,
  length: Said['length'],
): EventTime[] => {
  const local = localOf(startMs, zone);
  const lasting = (endMs: number, lengthFrom: EventTime['lengthFrom']): EventTime => ({
    kind: 'time',
    local,
    zone,
    startMs,
    endMs,
    lengthFrom,
  });
  if (!ends)
    return [lasting(startMs + (length?.lengthMs ?? DEFAULT_LENGTH_MS), length ? 'length' : 'default')];
  const day = local.slice(0, 10);
  const possible = ends
    .flatMap((clock) => [
      { endMs: instantOf(`${day}T${clock}`, zone), isNext: false },
      { endMs: instantOf(`${addDays(day, 1)}T${clock}`, zone), isNext: true },
    ])
    .filter(({ endMs, isNext }) => endMs > startMs && (!isNext || endMs - startMs <= HALF_DAY_MS))
    .map(({ endMs }) => endMs);
  return possible.length === 0 ? [] : [lasting(Math.min(...possible), 'end')];
};

const isFar = (ms: number, { nowMs, zone }: EventMoment): boolean => {
  const now = localOf(nowMs, zone);
  return localOf(ms, zone) > `${Number(now.slice(0, 4)) + 1}${now.slice(4)}`;
};
