// Where there is time for something: within everybody's hours, beside what is busy, the best first.
import { type Hours, windowsOf } from './hours-windows.ts';
import { common, type Interval, merged } from './intervals.ts';
import { type Found, rankSlots, type Slot } from './rank-slots.ts';

export interface SlotSearch {
  /** Of everybody, in any order. What has no length blocks nothing. */
  busy: readonly Interval[];
  /** A slot lies within the hours of all of them. The first one asks. */
  people: readonly Person[];
  fromMs: number;
  toMs: number;
  lengthMs: number;
  /** From one start to the next, beginning where the hours do. */
  stepMs: number;
  /** Kept free before and behind the slot. */
  bufferBeforeMs: number;
  bufferAfterMs: number;
  /** A slot begins no earlier than so long after now. Elapsed, whatever the clocks do. */
  noticeMs: number;
  nowMs: number;
  /** Nothing outside of these hours, on the clock of who asks: in the afternoon. */
  within?: Hours | undefined;
  /** Better than others, on the clock of who asks. */
  preferred?: Hours | undefined;
  /** Calendars, or events of them, that could not be read. */
  unread: readonly unknown[];
}

export interface Person {
  zone: string;
  /** At any hour where there are none. */
  workingHours?: Hours | undefined;
}

export interface Slots {
  /** The best first. */
  slots: Slot[];
  /** Not everything could be read: the slots are what nothing that was read forbids, and must not be called free. */
  isIncomplete: boolean;
}

/** A longer time is not looked through at once. */
export const MAX_SEARCH_MS = 92 * 86_400_000;
const MINUTE_MS = 60_000;
const ANY_HOUR: Hours = { from: '00:00', until: '00:00' };

/** Throws a RangeError where nothing could be looked for so. */
export const findSlots = (search: SlotSearch): Slots => {
  const { busy, people, fromMs, toMs, within, preferred, unread } = search;
  const [asking] = people;
  if (!asking || !isSound(search)) throw new RangeError('No search for free time');
  const windowsIn = (hours: Hours, zone: string) => windowsOf(hours, zone, fromMs, toMs);
  const windows = people
    .map(({ zone, workingHours }) => windowsIn(workingHours ?? ANY_HOUR, zone))
    .concat(within ? [windowsIn(within, asking.zone)] : [])
    .reduce(common);
  // A night's hours may touch those of the next day: time goes on, the steps begin again.
  const wholes = merged(windows);
  const wholeOf = (window: Interval) => wholes.find(({ endMs }) => endMs >= window.endMs) as Interval;
  const blocks = blocksOf(search);
  const isIncomplete = unread.length > 0 || busy.some(isUnreadable);
  const slots = rankSlots(
    windows.flatMap((window) => slotsIn(window, wholeOf(window), blocks, search)),
    merged(preferred ? windowsIn(preferred, asking.zone) : []),
  );
  return { slots: isIncomplete ? slots.map((slot) => ({ ...slot, reasons: [] })) : slots, isIncomplete };
};

const isSound = ({ fromMs, toMs, nowMs, lengthMs, stepMs, ...of }: SlotSearch): boolean =>
  Number.isFinite(fromMs + nowMs) &&
  toMs - fromMs <= MAX_SEARCH_MS &&
  lengthMs >= MINUTE_MS &&
  stepMs >= MINUTE_MS &&
  [of.bufferBeforeMs, of.bufferAfterMs, of.noticeMs].every((ms) => ms >= 0);

/** It ends before it begins, or at no time: nobody knows what it blocks. */
const isUnreadable = ({ startMs, endMs }: Interval): boolean => !(endMs >= startMs);

const blocksOf = ({ busy, bufferBeforeMs, bufferAfterMs }: SlotSearch): Interval[] =>
  merged(
    busy
      .filter(({ startMs, endMs }) => endMs > startMs)
      .map(({ startMs, endMs }) => ({ startMs: startMs - bufferAfterMs, endMs: endMs + bufferBeforeMs })),
  );

/** Those that begin in a window, and end in the whole of which it is a part. */
const slotsIn = (
  window: Interval,
  whole: Interval,
  blocks: readonly Interval[],
  search: SlotSearch,
): Found[] => {
  const { fromMs, toMs, nowMs, noticeMs, lengthMs, stepMs } = search;
  const lastMs = Math.min(window.endMs - 1, whole.endMs - lengthMs, toMs - lengthMs);
  /** The first start that is not before. */
  const stepTo = (ms: number) =>
    window.startMs + Math.max(0, Math.ceil((ms - window.startMs) / stepMs)) * stepMs;
  const found: Found[] = [];
  let next = 0;
  for (let startMs = stepTo(Math.max(fromMs, nowMs + noticeMs)); startMs <= lastMs; ) {
    while ((blocks[next]?.endMs ?? Number.POSITIVE_INFINITY) <= startMs) next += 1;
    const [before, behind] = [blocks[next - 1], blocks[next]];
    const endMs = startMs + lengthMs;
    if (behind && behind.startMs < endMs) {
      startMs = stepTo(behind.endMs);
      continue;
    }
    const gaps = [
      before && before.endMs > whole.startMs ? startMs - before.endMs : 0,
      behind && behind.startMs < whole.endMs ? behind.startMs - endMs : 0,
    ];
    found.push({ startMs, endMs, gaps });
    startMs += stepMs;
  }
  return found;
};
