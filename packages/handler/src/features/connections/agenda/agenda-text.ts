// What /agenda says of a day, or of several. It claims nothing of what could not be read.
import { addDays, dayAt } from '@steward/core/when';
import type { Agenda, AgendaEvent } from '../../../connections/reading.ts';
import type { FormattedText } from '../../../telegram/format/formatted-text.ts';
import { dateText } from '../../../telegram/local-text.ts';
import { bold, lines, say } from '../../../telegram/say.ts';
import { type Days, daysOf } from './days.ts';
import { type EventLine, eventLines, eventsOn, type Moment } from './event-lines.ts';
import { missingLines } from './missing-lines.ts';

/** Of all days together: with the rest it stays one message, and below a hundred entities. */
const MOST = { events: 30, letters: 2_800 };

export const agendaText = (
  { events, missing, connections }: Agenda,
  days: Days,
  moment: Moment,
): FormattedText => {
  const namesCalendars = isOfSeveral(events, connections);
  const room = { ...MOST };
  const parts = daysOf(days).flatMap((day) => {
    const on = eventLines(day, moment, eventsOn(day, moment.zone, events), namesCalendars);
    const head = days.count > 1 ? ['', bold(dayText(day, moment))] : [''];
    return on.length === 0
      ? days.count > 1 || missing.length > 0
        ? [...head, nothing(missing.length > 0)]
        : ['', 'Nothing stands in your calendars.']
      : [...head, ...fitting(on, moment, room)];
  });
  const incomplete = missingLines(missing);
  return lines(
    say`📅 ${bold(spanText(days, moment))}, times in ${moment.zone}`,
    ...parts,
    ...(incomplete.length > 0 ? ['', ...incomplete] : []),
  );
};

const nothing = (isIncomplete: boolean): string =>
  isIncomplete ? 'Nothing in what could be read.' : 'Nothing.';

/** Whether a calendar has to be told from another. */
export const isOfSeveral = (events: readonly AgendaEvent[], connections: number): boolean =>
  connections > 1 ||
  new Set(events.map(({ connection, calendarId }) => `${connection} ${calendarId}`)).size > 1;

/** As many lines as there is room for, which is less afterwards. Of today, what has been goes first. */
export const fitting = (
  all: readonly EventLine[],
  { nowMs }: Pick<Moment, 'nowMs'>,
  room: { events: number; letters: number },
  /** Where the rest is. */
  where = '',
): FormattedText[] => {
  const over = all.length - room.events;
  const been = all.filter(({ event }) => !event.days && event.endMs <= nowMs);
  const earlier = been.length < all.length ? new Set(been.slice(0, Math.max(0, over))) : new Set();
  const shown: FormattedText[] = [];
  for (const one of all) {
    if (earlier.has(one)) continue;
    if (room.events < 1 || room.letters < one.line.text.length) break;
    room.events -= 1;
    room.letters -= one.line.text.length;
    shown.push(one.line);
  }
  const more = all.length - earlier.size - shown.length;
  return [
    ...(earlier.size > 0 ? [say`${earlier.size} earlier …`] : []),
    ...shown,
    ...(more > 0 ? [say`… and ${more} more${where}`] : []),
  ];
};

const spanText = ({ first, count }: Days, moment: Moment): string =>
  count === 1
    ? dayText(first, moment)
    : `${dayText(first, moment)} – ${dateText(addDays(first, count - 1), yearOf(moment))}`;

const yearOf = ({ nowMs, zone }: Moment): string => dayAt(nowMs, zone).slice(0, 4);

/** `Fri 12 Mar (tomorrow)`. */
const dayText = (day: string, moment: Moment): string => {
  const today = dayAt(moment.nowMs, moment.zone);
  const near = { [addDays(today, -1)]: 'yesterday', [today]: 'today', [addDays(today, 1)]: 'tomorrow' }[day];
  return `${dateText(day, yearOf(moment))}${near === undefined ? '' : ` (${near})`}`;
};
