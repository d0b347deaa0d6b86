// What a reminder says when it rings: the words of who made it, as they were written, and what they need to know beside.
import { beginningOf, type Reminder } from '@steward/core';
import { zoneIn } from '@steward/core/when';
import { type ButtonRows, callbackData, RING } from '../../../telegram/buttons.ts';
import type { FormattedText } from '../../../telegram/format/formatted-text.ts';
import { lines, say } from '../../../telegram/say.ts';
import { MARK } from '../mark.ts';
import { briefTime } from '../time-in-words.ts';

export interface RingTimes {
  nowMs: number;
  /** The owner's; undefined: not known. */
  ownZone: string | undefined;
  /** It comes late: when it was due. */
  lateSinceMs?: number | undefined;
  /** The one before it could not be delivered, and nobody was told. */
  isUntold?: boolean;
  /** It rings ahead: what it rings for. */
  aheadOfMs?: number | undefined;
}

export const ringText = (reminder: Reminder, times: RingTimes): FormattedText => {
  const { last } = reminder;
  const time = timeOf(reminder, times);
  return lines(
    say`${MARK[reminder.kind]} ${reminder.text}`,
    times.aheadOfMs === undefined ? undefined : say`(at ${time(times.aheadOfMs)})`,
    times.lateSinceMs === undefined ? undefined : say`(was due ${time(times.lateSinceMs)})`,
    times.isUntold && last ? say`(${time(last.dueMs)} may not have reached you)` : undefined,
  );
};

export const timeOf =
  (reminder: Reminder, { nowMs, ownZone }: Pick<RingTimes, 'nowMs' | 'ownZone'>) =>
  (atMs: number): FormattedText =>
    briefTime(atMs, clockOf(reminder, ownZone) ?? 'UTC', { nowMs, ownZone });

/** The zone whose clock it goes by. */
export const clockOf = ({ schedule }: Reminder, ownZone: string | undefined): string | undefined =>
  schedule && 'zone' in schedule ? zoneIn(schedule.zone, ownZone) : ownZone;

export const ringButtons = ({ number }: Reminder, dueMs: number): ButtonRows => {
  const button = (text: string, what: string) => ({ text, data: callbackData(RING, what, number, dueMs) });
  return [
    [button('✅ Done', 'done'), button('10 min', '10'), button('1 h', '60'), button('Tomorrow', 'day')],
  ];
};

const LONGEST = 4_000;
/** Of a line beside its words: mark, number, time. */
const BESIDE = 80;
const MOST_LINES = 40;

export interface Overdue {
  reminder: Reminder;
  dueMs: number;
}

/** One message for many, with as much of each as fits. */
export const overdueText = (
  all: readonly Overdue[],
  head: FormattedText,
  times: Pick<RingTimes, 'nowMs' | 'ownZone'>,
): FormattedText => {
  const shown = all.slice(0, MOST_LINES);
  const whole = shown.reduce((sum, { reminder }) => sum + reminder.text.length + BESIDE, 0);
  const room = whole > LONGEST ? Math.floor(LONGEST / shown.length) - BESIDE : LONGEST;
  return lines(
    head,
    ...shown.map(({ reminder, dueMs }) => {
      const words = shortened(reminder.text, room);
      return say`${MARK[reminder.kind]} ${reminder.number} · ${words} (was due ${timeOf(reminder, times)(dueMs)})`;
    }),
    all.length > shown.length ? say`… and ${all.length - shown.length} more: see /reminders` : undefined,
  );
};

const shortened = (text: string, length: number): string =>
  text.length <= length ? text : `${beginningOf(text, length - 1)}…`;
