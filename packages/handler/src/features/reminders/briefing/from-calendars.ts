// What may be worth a suggestion of what stands in the person's calendars, by code alone: two events at the same time, an
// event and a reminder, a meeting without a place. Of what could not be read nothing is said.
import { createHash } from 'node:crypto';
import type { Reminder } from '@steward/core';
import { namesEvent } from '@steward/core/event';
import { plainWords, standsIn } from '@steward/core/routing';
import { addDays, clockAt, dayAt } from '@steward/core/when';
import type { AgendaEvent } from '../../../connections/reading.ts';
import type { FormattedText } from '../../../telegram/format/formatted-text.ts';
import { concat, say } from '../../../telegram/say.ts';
import { foreignText } from '../../connections/agenda/foreign-text.ts';
import type { Today } from '../../connections/agenda/today.ts';
import { ownTime } from '../due.ts';
import { firstLine, localText } from '../time-in-words.ts';
import type { Candidate } from './candidates.ts';
import { soon } from './soon.ts';

export interface CalendarMoment {
  owner: number;
  nowMs: number;
  zone: string;
}

const HOUR_MS = 3_600_000;
const BEFORE_MS = HOUR_MS / 2;

/** What was read of them: of a calendar that is missing nothing is known. */
export const eventsRead = (calendar: Today | undefined): AgendaEvent[] =>
  calendar === undefined || calendar === 'late' ? [] : calendar.events;

/** Those that lie ahead and take their time, the first one first. */
const ahead = (calendar: Today | undefined, nowMs: number): AgendaEvent[] =>
  eventsRead(calendar)
    .filter(
      ({ days, endMs, standing, startMs }) =>
        !days && standing !== 'free' && startMs > nowMs && endMs > startMs,
    )
    .toSorted((one, other) => one.startMs - other.startMs || one.endMs - other.endMs);

/** A series clashes each week in the same way, and is told once: its day is no part of the key, and a title only in a digest. */
const keyOf = (kind: string, { owner, zone }: CalendarMoment, ...parts: (AgendaEvent | number)[]): string => {
  const names = parts.map((part) =>
    typeof part === 'number'
      ? part
      : [part.connection, part.calendarId, part.title, clockAt(part.startMs, zone)],
  );
  const digest = createHash('sha256')
    .update(JSON.stringify([owner, ...names]))
    .digest('hex');
  return `${kind}-${digest.slice(0, 20)}`;
};

const NO_TITLE = '(no title)';
const titleOf = ({ title }: AgendaEvent): FormattedText => foreignText(title, 60, NO_TITLE);

const named = (event: AgendaEvent, when: string): FormattedText =>
  concat(say`“${titleOf(event)}” (${when}`, event.standing === 'unanswered' ? ', not answered)' : ')');

/** Each with the first that comes before it has ended. What is in two calendars is one. */
export const eventClashes = (calendar: Today | undefined, moment: CalendarMoment): Candidate[] => {
  const { nowMs, zone } = moment;
  const all = ahead(calendar, nowMs);
  const found = all.flatMap((first, index) => {
    const isSame = (one: AgendaEvent) => plainWords(one.title) === plainWords(first.title);
    const next = all.slice(index + 1).find((one) => one.startMs < first.endMs && !isSame(one));
    const atMs = first.startMs - BEFORE_MS;
    if (!next || atMs <= nowMs) return [];
    const clock = (ms: number) => clockAt(ms, zone);
    const times = (one: AgendaEvent) => `${clock(one.startMs)}–${clock(one.endMs)}`;
    const day = localText(first.startMs, zone, nowMs);
    const two = say`${named(first, `${day}–${clock(first.endMs)}`)} and ${named(next, times(next))}`;
    const quote = `Look at it: “${titleOf(first).text}” at ${clock(first.startMs)} and “${titleOf(next).text}” at ${clock(next.startMs)} are at the same time`;
    const line = say`In your calendars, ${two} are at the same time. Shall I remind you ${localText(atMs, zone, nowMs)} to look at it?`;
    return [{ key: keyOf('both', moment, first, next), quote, atMs, line }];
  });
  return found.filter(({ key }, index) => found.findIndex((one) => one.key === key) === index);
};

/** What rings once while an event takes place that is about something else. */
export const reminderClashes = (
  calendar: Today | undefined,
  all: readonly Reminder[],
  moment: CalendarMoment,
): Candidate[] => {
  const { nowMs, zone } = moment;
  const events = ahead(calendar, nowMs);
  return all.flatMap((one) => {
    const ms = one.schedule?.kind === 'rule' ? undefined : ownTime(one, zone);
    const event = events.find(({ startMs, endMs }) => ms !== undefined && startMs <= ms && ms < endMs);
    if (ms === undefined || !event || events.some(({ title }) => sharesWords(title, one.text))) return [];
    const atMs = event.startMs - BEFORE_MS;
    if (atMs <= nowMs) return [];
    const day = localText(event.startMs, zone, nowMs);
    const line = say`In your calendar, ${named(event, `${day}–${clockAt(event.endMs, zone)}`)} is when “${firstLine(one.text)}” rings, at ${clockAt(ms, zone)}. Shall I remind you ${localText(atMs, zone, nowMs)} to look at it?`;
    const quote = `Look at it: “${firstLine(one.text)}” at ${clockAt(ms, zone)} is during “${titleOf(event).text}”`;
    return [{ key: keyOf('both', moment, event, one.number), quote, atMs, line }];
  });
};

const LANGUAGES = ['en', 'de', 'es', 'fr', 'pt', 'ru'] as const;
const LINK = /:\/\/|\bwww\.|\b(?:zoom|meet\.google|teams)\b/i;

/** Today and tomorrow. */
export const withoutPlace = (calendar: Today | undefined, moment: CalendarMoment): Candidate[] => {
  const { nowMs, zone } = moment;
  const today = dayAt(nowMs, zone);
  return ahead(calendar, nowMs).flatMap((event) => {
    const { isOnline, location = '', startMs, title } = event;
    const day = dayAt(startMs, zone);
    const isNear = day === today || day === addDays(today, 1);
    if (!isNear || isOnline || location.trim() !== '' || LINK.test(title)) return [];
    if (!LANGUAGES.some((language) => namesEvent(title, language))) return [];
    const atMs = Math.min(soon(moment), startMs - HOUR_MS);
    if (atMs <= nowMs) return [];
    const line = say`In your calendar, “${titleOf(event)}” ${localText(startMs, zone, nowMs)} has no place there, and no link that I see. Shall I remind you ${localText(atMs, zone, nowMs)} to find it?`;
    return [
      { key: keyOf('place', moment, event), quote: `Find the place: ${titleOf(event).text}`, atMs, line },
    ];
  });
};

/** Says nothing about what something is of. */
const GENERIC =
  /^(?:meetings?|appointments?|events?|calls?|with|from|termine?|treffen|besprechung|anruf|reuni[oó]n|cita|rendez|vous|r[eé]union|consulta|reuni[aã]o|встреча|звонок)$/u;

/** Whether an event may be what somebody wrote of. */
export const sharesWords = (title: string, text: string): boolean => {
  const [one, other] = [plainWords(title), plainWords(text)];
  const words = one.match(/[\p{L}\p{N}]{4,}/gu) ?? [];
  return standsIn(one, other) || words.some((word) => !GENERIC.test(word) && standsIn(word, other));
};
