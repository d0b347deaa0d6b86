// What might be worth a reminder, found by code alone: a task that is overdue, a promise with a date in what somebody wrote
// themselves, two reminders or tasks at nearly the same time. Nothing is asked of a model.
import type { Message, Reminder, Snooze } from '@steward/core';
import { dayAt, endOfDay, instantOf, localOf, readWhen } from '@steward/core/when';
import type { FormattedText } from '../../../telegram/format/formatted-text.ts';
import { bold, say } from '../../../telegram/say.ts';
import { eventsOn } from '../../connections/agenda/event-lines.ts';
import type { Today } from '../../connections/agenda/today.ts';
import { overdueSince } from '../deeds.ts';
import { ownTime } from '../due.ts';
import { firstLine, localText } from '../time-in-words.ts';
import { eventsRead, sharesWords } from './from-calendars.ts';
import { isPromise } from './promise.ts';
import { soon } from './soon.ts';

export interface Candidate {
  key: string;
  /** As it was written. */
  quote: string;
  /** When it would ring, Unix ms. */
  atMs: number;
  /** Its source, and what is offered. */
  line: FormattedText;
  /** It may become an event as well. */
  asEvent?: true;
}

interface Moment {
  nowMs: number;
  zone: string;
}

const HOUR_MS = 3_600_000;

export const overdueTasks = (all: Reminder[], snoozes: Snooze[], moment: Moment): Candidate[] => {
  const { nowMs, zone } = moment;
  const atMs = soon(moment);
  return all.flatMap((one) => {
    const sinceMs = one.kind === 'task' ? overdueSince(one, zone, nowMs) : undefined;
    if (sinceMs === undefined || snoozes.some(({ number }) => number === one.number)) return [];
    const { number, text } = one;
    const since = localText(sinceMs, zone, nowMs);
    const line = say`Task ${bold(number)}, “${firstLine(text)}”, was due ${since}. Shall it ring ${localText(atMs, zone, nowMs)}?`;
    return [{ key: `task-${number}`, quote: text, atMs, line }];
  });
};

const FURTHEST_MS = 60 * 24 * HOUR_MS;

/** `messages`: what was said in the chat, of which only the person's own words count. */
export const promises = (
  messages: Message[],
  all: Reminder[],
  { nowMs, zone }: Moment,
  calendar?: Today,
  /** The first day that was not asked of the calendars. */
  unread = '',
): Candidate[] =>
  messages.flatMap(({ key, role, content, telegramMessageIds, ts }) => {
    // What was imported was said to somebody else.
    if (role !== 'user' || telegramMessageIds.length === 0 || !isPromise(content)) return [];
    const atMs = momentIn(content, zone, ts);
    if (atMs === undefined || atMs <= nowMs || atMs - nowMs > FURTHEST_MS) return [];
    if (all.some(({ dueMs, text }) => dueMs === atMs || content.includes(text))) return [];
    const said = localText(ts, zone, nowMs);
    const day = dayAt(atMs, zone);
    if (eventsOn(day, zone, eventsRead(calendar)).some(({ title }) => sharesWords(title, content))) return [];
    const isKnown =
      calendar !== undefined && calendar !== 'late' && calendar.missing.length === 0 && day < unread;
    const wrote = say`You wrote on ${said}: “${firstLine(content)}”.`;
    const line = isKnown
      ? say`${wrote} I see nothing of it in your calendars on that day. Shall I remind you ${localText(atMs, zone, nowMs)}, or make an event of it (📅)?`
      : say`${wrote} Shall I remind you ${localText(atMs, zone, nowMs)}?`;
    const more = isKnown && { asEvent: true as const };
    return [{ key: `said-${key.replaceAll('#', '-')}`, quote: content.trim(), atMs, line, ...more }];
  });

/** Only one time may be meant. A day without one is meant in the morning, which the question shows. */
const momentIn = (words: string, zone: string, saidMs: number): number | undefined => {
  const when = readWhen(words, zone, saidMs)?.when;
  if (when?.kind === 'at') return when.ms;
  return when?.kind === 'day' && !when.part ? instantOf(`${when.date}T09:00`, zone) : undefined;
};

const CLOSE_MS = HOUR_MS / 2;

/** Two that come today within half an hour: the first may ring earlier as well. */
export const clashes = (all: Reminder[], { nowMs, zone }: Moment): Candidate[] => {
  const endMs = endOfDay(nowMs, zone);
  const today = all
    .flatMap((one) => {
      const ms = ownTime(one, zone);
      const isElapsed = one.schedule?.kind === 'rule' && one.schedule.rule.frequency === 'elapsed';
      return ms !== undefined && ms < endMs && !isElapsed ? [{ one, ms }] : [];
    })
    .toSorted((first, other) => first.ms - other.ms);
  return today.flatMap(({ one, ms }, index) => {
    const next = today[index + 1];
    const atMs = ms - CLOSE_MS;
    if (!next || next.ms - ms >= CLOSE_MS || one.leadMs !== undefined || atMs <= nowMs) return [];
    const clock = (time: number) => localOf(time, zone).slice(11);
    const line = say`“${firstLine(one.text)}” at ${clock(ms)} and “${firstLine(next.one.text)}” at ${clock(next.ms)} are close together. Shall ${bold(one.number)} ring 30 minutes before as well?`;
    return [{ key: `clash-${one.number}-${next.one.number}`, quote: one.text, atMs, line }];
  });
};
