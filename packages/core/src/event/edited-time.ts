// What was said of an event's time, relative to what it is: a new day keeps the clock, a new clock keeps the day, and both
// keep how long it lasts.
import { addDays } from '../when/local-day.ts';
import { instantOf, localOf, occursOn } from '../when/local-time.ts';
import { readWhen, type Understood } from '../when/words/read-when.ts';
import type { When } from '../when/words/resolve.ts';
import type { TimeWords } from './edit-time.ts';
import type { EventDraft } from './event-draft.ts';
import {
  clocksOf,
  DEFAULT_LENGTH_MS,
  type EventDays,
  type EventMoment,
  type EventTime,
  judgeEventTime,
  type WhyNot,
} from './judge-event-time.ts';

/** The time as it is, or what is known of it. */
export type TimeBase = Pick<EventDraft, 'asked' | 'time'>;

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Undefined: it stays. `unclear`: it cannot be said of this one. */
export const editedTime = (
  said: TimeWords,
  base: TimeBase,
  moment: EventMoment,
): EventTime | EventDays | WhyNot | 'unclear' | undefined => {
  const { end, isAllDay, lengthMs, longer, shift, start } = said;
  if (!isAllDay && [end, lengthMs, longer, shift, start].every((one) => one === undefined)) return undefined;
  // Two things are said of one.
  if ((shift && start) || (longer && (end ?? lengthMs) !== undefined)) return 'unclear';
  const { time } = base;
  const here: EventMoment = { nowMs: moment.nowMs, zone: time?.zone ?? moment.zone };
  return time && 'days' in time ? ofDays(said, time.days, here) : ofTime(said, base, here);
};

const ofDays = (said: TimeWords, days: { start: string; end: string }, moment: EventMoment) => {
  const { end, isAllDay, lengthMs, longer, shift, start } = said;
  const count = (Date.parse(days.end) - Date.parse(days.start)) / DAY_MS;
  const lasting = (from: string, length: number): EventDays | WhyNot => {
    const judged = judgeEventTime({ kind: 'day', date: from }, moment, {
      isAllDay: true,
      end: undefined,
      length: undefined,
    });
    if ('why' in judged) return judged;
    return length > 0 ? { kind: 'days', from, until: addDays(from, length) } : { why: 'end-unclear' };
  };
  if (shift || longer) {
    if ([shift, longer].some((one) => one && 'ms' in one)) return 'unclear' as const;
    const moved = shift && 'days' in shift ? addDays(days.start, shift.days) : days.start;
    return lasting(moved, count + (longer && 'days' in longer ? longer.days : 0));
  }
  const when: When = start ? onDay(start, days.start, moment) : { kind: 'day', date: days.start };
  const hasLength = (lengthMs ?? end) !== undefined;
  if (when.kind === 'day' && (isAllDay || !hasLength) && !when.part) return lasting(when.date, count);
  return judgeEventTime(when, moment, {
    isAllDay,
    end: end === undefined ? undefined : { end },
    length: lengthMs === undefined ? undefined : { lengthMs },
  });
};

const ofTime = (said: TimeWords, { asked, time }: TimeBase, moment: EventMoment) => {
  const { end, isAllDay, longer, shift, start } = said;
  const begun = time && 'startMs' in time ? time : undefined;
  const isLong = isAllDay || (!begun && asked?.allDay === true && end === undefined);
  const minutes = begun?.minutes ?? asked?.minutes;
  const lengthMs = said.lengthMs ?? (minutes === undefined ? undefined : minutes * MINUTE_MS);
  const when = whenOf({ shift, start, isLong }, begun?.startMs, asked?.date, moment);
  if (when === 'unclear' || (longer && (!begun || 'days' in longer))) return 'unclear' as const;
  const lasting = (lengthMs ?? DEFAULT_LENGTH_MS) + (longer && 'ms' in longer ? longer.ms : 0);
  if (lasting <= 0 && begun)
    return {
      why: 'end-before-start' as const,
      local: localOf(begun.startMs, moment.zone),
      end: localOf(begun.startMs + lasting, moment.zone),
    };
  return judgeEventTime(when, moment, {
    isAllDay: isLong,
    end: end === undefined ? undefined : { end },
    length: { lengthMs: lasting },
  });
};

/** When it begins then. */
const whenOf = (
  { isLong, shift, start }: Pick<TimeWords, 'shift' | 'start'> & { isLong: boolean },
  startMs: number | undefined,
  asked: string | undefined,
  moment: EventMoment,
): When | 'unclear' | undefined => {
  const { nowMs, zone } = moment;
  const date = asked ?? (startMs === undefined ? undefined : localOf(startMs, zone).slice(0, 10));
  if (shift) {
    if (startMs === undefined) return 'unclear';
    if ('days' in shift) return whenAt(shifted(localOf(startMs, zone), shift.days), moment);
    const ms = startMs + shift.ms;
    return ms > nowMs ? { kind: 'at', ms, elapsed: true } : { kind: 'past', ms };
  }
  if (!start) {
    if (isLong && date !== undefined) return { kind: 'day', date };
    return startMs === undefined
      ? date === undefined
        ? undefined
        : { kind: 'day', date }
      : { kind: 'at', ms: startMs, elapsed: true };
  }
  if (date === undefined) return start.when;
  return startMs === undefined || isLong
    ? onDay(start, date, moment)
    : likeBefore(start, date, localOf(startMs, zone), moment);
};

const shifted = (local: string, days: number): string => addDays(local.slice(0, 10), days) + local.slice(10);

const whenAt = (local: string, { nowMs, zone }: EventMoment): When => {
  const ms = instantOf(local, zone);
  if (ms <= nowMs) return { kind: 'past', ms };
  return { kind: 'at', ms, ...(occursOn(local, zone) === 'skipped' && { skipped: local }) };
};

/** A time of day, or a part of one, is of that day; whoever says a day means that one. */
const onDay = ({ when, words }: Understood, date: string, { nowMs, zone }: EventMoment): When => {
  const read = readWhen(`${date} ${words.join(' ')}`, zone, nowMs);
  return read?.what === '' && read.when.kind !== 'unclear' ? read.when : when;
};

/** By what it was: Friday keeps the clock, and of two times of a day the nearer one is meant. */
const likeBefore = (start: Understood, date: string, before: string, moment: EventMoment): When => {
  const clock = before.slice(10);
  const when = onDay(start, date, moment);
  const near = (locals: string[], day: string): When | undefined => {
    const away = locals.map((local) => Math.abs(Date.parse(`${local}Z`) - Date.parse(`${day}${clock}Z`)));
    const nearest = locals.filter((_, index) => away[index] === Math.min(...away));
    return nearest.length === 1 ? whenAt(String(nearest[0]), moment) : undefined;
  };
  if (when.kind === 'day') return when.part ? when : whenAt(when.date + clock, moment);
  if (when !== start.when) {
    const clocks = clocksOf(start.words.join(' '));
    const locals = clocks.flatMap((said) => [
      `${date}T${said}`,
      ...(said === '00:00' ? [`${addDays(date, 1)}T${said}`] : []),
    ]);
    return near(locals, date) ?? when;
  }
  if (when.kind !== 'choice') return when;
  const locals = when.options.map((option) =>
    'ms' in option ? localOf(option.ms, moment.zone) : option.date + clock,
  );
  const [day, ...others] = new Set(locals.map((local) => local.slice(0, 10)));
  if (day !== undefined && others.length === 0) return near(locals, day) ?? when;
  const times = locals.map((local) => instantOf(local, moment.zone)).filter((ms) => ms > moment.nowMs);
  return { kind: 'choice', options: times.map((ms) => ({ ms })) };
};
