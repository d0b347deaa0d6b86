// The events of a day, each in a line: when, what, where, in which calendar, and whether it is certain.
import { addDays, clockAt, dayAt, localOf, startOfDay } from '@steward/core/when';
import type { AgendaEvent } from '../../../connections/reading.ts';
import type { FormattedText } from '../../../telegram/format/formatted-text.ts';
import { dateText } from '../../../telegram/local-text.ts';
import { bold, concat, say } from '../../../telegram/say.ts';
import { foreignText } from './foreign-text.ts';

export interface Moment {
  nowMs: number;
  zone: string;
}

interface Day extends Moment {
  day: string;
  fromMs: number;
  toMs: number;
}

const [TITLE, PLACE, CALENDAR] = [100, 80, 30];

/** Those without a time first. */
export const eventsOn = (day: string, zone: string, events: readonly AgendaEvent[]): AgendaEvent[] => {
  const [fromMs, toMs] = [startOfDay(day, zone), startOfDay(addDays(day, 1), zone)];
  return events
    .filter(({ days, startMs, endMs }) =>
      days
        ? days.start <= day && (day < days.end || day === days.start)
        : startMs < toMs && (endMs > fromMs || startMs >= fromMs),
    )
    .toSorted((one, other) =>
      one.days || other.days
        ? Number(other.days !== undefined) - Number(one.days !== undefined)
        : one.startMs - other.startMs || one.endMs - other.endMs,
    );
};

export interface EventLine {
  event: AgendaEvent;
  line: FormattedText;
}

/** Of one day. `namesCalendars`: there are several. */
export const eventLines = (
  day: string,
  { nowMs, zone }: Moment,
  events: readonly AgendaEvent[],
  namesCalendars: boolean,
): EventLine[] => {
  const shown: Day = {
    ...{ day, nowMs, zone },
    fromMs: startOfDay(day, zone),
    toMs: startOfDay(addDays(day, 1), zone),
  };
  const isToday = day === dayAt(nowMs, zone);
  const next = isToday
    ? events.find(({ days, standing, startMs }) => !days && standing !== 'free' && startMs > nowMs)
    : undefined;
  return events.map((event) => {
    const { calendarName, days, endMs, location = '', standing, startMs, title } = event;
    const isNow = isToday && !days && startMs <= nowMs && nowMs < endMs;
    const mark = isNow ? 'now' : event === next ? 'next' : undefined;
    const line = concat(
      say`${timeOf(event, shown)} · ${foreignText(title, TITLE, '(no title)')}`,
      ...(location.trim() === '' ? [] : [say` · ${foreignText(location, PLACE, '…')}`]),
      ...(namesCalendars ? [say` · ${foreignText(calendarName, CALENDAR, 'calendar')}`] : []),
      STANDINGS[standing],
      ...(mark ? [say` ← ${bold(mark)}`] : []),
    );
    return { event, line };
  });
};

const STANDINGS: Record<AgendaEvent['standing'], string> = {
  busy: '',
  tentative: ' (tentative)',
  unanswered: ' (not answered)',
  free: ' (free)',
};

const timeOf = ({ days, startMs, endMs }: AgendaEvent, day: Day): string => {
  const date = (local: string) => dateText(local, localOf(day.nowMs, day.zone).slice(0, 4));
  if (days) {
    const last = addDays(days.end, -1);
    return last > days.start ? `All day, ${date(days.start)} – ${date(last)}` : 'All day';
  }
  const clock = (ms: number) => clockAt(ms, day.zone);
  const start =
    startMs < day.fromMs ? `${date(localOf(startMs, day.zone))}, ${clock(startMs)}` : clock(startMs);
  if (endMs <= startMs) return start;
  const end = endMs > day.toMs ? `${date(localOf(endMs, day.zone))}, ${clock(endMs)}` : clock(endMs);
  return start.includes(',') || end.includes(',') ? `${start} – ${end}` : `${start}–${end}`;
};
