// What a briefing says: what comes today, and what is overdue. Code alone writes it, whole without any model.
import type { Reminder, Snooze } from '@steward/core';
import { endOfDay, localOf } from '@steward/core/when';
import type { Services } from '../../../context/services.ts';
import type { FormattedText } from '../../../telegram/format/formatted-text.ts';
import { bold, lines, say } from '../../../telegram/say.ts';
import { type Today, todayPart } from '../../connections/agenda/today.ts';
import { overdueSince } from '../deeds.ts';
import { ownTime } from '../due.ts';
import { MARK } from '../mark.ts';
import { briefTime, dateText, firstLine, localText } from '../time-in-words.ts';

export interface Moment {
  nowMs: number;
  zone: string;
  /** It comes late: when it was due. */
  lateSinceMs?: number;
}

interface Listed {
  /** Unix ms. */
  ms: number;
  line: FormattedText;
}

/** Of each part, and beside a calendar: the message stays one, also with suggestions below. */
const [MOST, FEWER] = [12, 8];

/** What a briefing is made of. */
export interface Agenda {
  alive: Reminder[];
  snoozes: Snooze[];
  /** Of the person's calendars; undefined where none is connected. */
  today?: Today | undefined;
}

export const readAgenda = async (
  { reminders }: Pick<Services, 'reminders'>,
  owner: number,
): Promise<Agenda> => {
  const { reminders: all, snoozes } = await reminders.listAll(owner);
  return { alive: all.filter(({ state }) => state === 'active'), snoozes };
};

export const briefingText = ({ alive, snoozes, today: calendar }: Agenda, moment: Moment): FormattedText => {
  const { nowMs, zone, lateSinceMs } = moment;
  const again = snoozes.flatMap(({ number, dueMs }) => {
    const of = alive.find((one) => one.number === number);
    return of ? [{ ms: dueMs, line: todayLine(of, dueMs, moment, '💤') }] : [];
  });
  const endMs = endOfDay(nowMs, zone);
  const today = [...alive.flatMap((one) => comingUp(one, moment)), ...again].filter(({ ms }) => ms < endMs);
  const overdue = alive.flatMap((one) => late(one, moment));
  const undated = alive.filter(({ kind, schedule }) => kind === 'task' && !schedule).length;
  const now = localOf(nowMs, zone);
  const most = calendar ? FEWER : MOST;
  const parts = [
    part('Today', today, most, '/reminders and /tasks'),
    part('Overdue', overdue, most, '/tasks'),
  ].filter((one) => one !== undefined);
  return lines(
    say`☀️ ${bold(dateText(now, now.slice(0, 4)))}, times in ${zone}`,
    lateSinceMs === undefined
      ? undefined
      : say`(was due ${briefTime(lateSinceMs, zone, { nowMs, ownZone: zone })})`,
    ...(calendar ? todayPart(calendar, moment) : []),
    ...(parts.length > 0 ? parts.flat() : ['', calendar ? NO_REMINDER : NOTHING]),
    ...(undated > 0 ? ['', `Open without a date: ${undated}, see /tasks.`] : []),
  );
};

const NOTHING = 'Nothing is due today, and nothing is overdue.';
/** Beside what the calendar says. */
const NO_REMINDER = 'No reminder or task is due today, and none is overdue.';

const part = (
  title: string,
  all: Listed[],
  most: number,
  where: string,
): (FormattedText | string)[] | undefined => {
  if (all.length === 0) return undefined;
  const sorted = all.toSorted((one, other) => one.ms - other.ms);
  return [
    '',
    bold(title),
    ...sorted.slice(0, most).map(({ line }) => line),
    ...(all.length > most ? [`… and ${all.length - most} more: see ${where}`] : []),
  ];
};

const comingUp = (one: Reminder, moment: Moment): Listed[] => {
  const ms = ownTime(one, moment.zone);
  return ms === undefined ? [] : [{ ms, line: todayLine(one, ms, moment, MARK[one.kind]) }];
};

const todayLine = (
  { number, text, schedule }: Reminder,
  ms: number,
  { nowMs, zone }: Moment,
  mark: string,
): FormattedText => {
  const time = briefTime(ms, zone, { nowMs, ownZone: zone });
  return say`${mark} ${time} · ${bold(number)}. ${schedule?.kind === 'rule' ? '🔁 ' : ''}${firstLine(text)}`;
};

const late = (one: Reminder, { nowMs, zone }: Moment): Listed[] => {
  const ms = one.kind === 'task' ? overdueSince(one, zone, nowMs) : undefined;
  if (ms === undefined) return [];
  const { number, text } = one;
  return [{ ms, line: say`⚠️ ${bold(number)}. ${firstLine(text)} (was due ${localText(ms, zone, nowMs)})` }];
};
