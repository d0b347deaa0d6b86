// How often a reminder comes, chosen by a tap.
import type { Reminder } from '@steward/core';
import { type CalendarRule, localOf, nextFiring, type Schedule } from '@steward/core/when';
import { callbackData, inRows } from '../../telegram/buttons.ts';
import { plainText } from '../../telegram/format/formatted-text.ts';
import { bold, lines, say } from '../../telegram/say.ts';
import { askZone } from './ask-zone.ts';
import { askTime, changeAndShow } from './change.ts';
import { tapTo } from './find-reminder.ts';
import { scheduledChanges, zoneOf } from './settle.ts';

const REPEATS = {
  once: 'Once',
  daily: 'Every day',
  weekdays: 'Every weekday',
  weekly: 'Every week',
  monthly: 'Every month',
  yearly: 'Every year',
};

/** `rrule:<number>` offers how often; `rrule:<number>:<how>` sets it. */
export const chooseRule = tapTo(async (services, context, reminder, [how]) => {
  const { number, schedule } = reminder;
  const zone = zoneOf(context);
  if (!schedule) return await askTime(context, number);
  if (zone === undefined) {
    return await askZone(services, context, say`To repeat on your clock I need your time zone.`);
  }
  if (how === undefined || !Object.hasOwn(REPEATS, how)) {
    const buttons = Object.entries(REPEATS).map(([key, text]) => ({
      text,
      data: callbackData('rrule', number, key),
    }));
    await context.show(
      lines(say`🔁 How often shall reminder ${bold(number)} come?`, '', plainText(reminder.text)),
      inRows(buttons, 3),
    );
    return;
  }
  await changeAndShow(services, context, reminder, (newest) =>
    scheduledChanges(
      newest,
      repeated(newest, how as keyof typeof REPEATS, zone, context.atMs),
      zone,
      context.atMs,
    ),
  );
});

const repeated = (reminder: Reminder, how: keyof typeof REPEATS, zone: string, nowMs: number): Schedule => {
  const start = nextLocal(reminder, zone, nowMs);
  if (how === 'once') return { kind: 'wall', local: start, zone: 'follow' };
  const rule: CalendarRule =
    how === 'weekdays'
      ? { frequency: 'weekly', interval: 1, start, weekdays: [1, 2, 3, 4, 5] }
      : { frequency: how, interval: 1, start };
  return { kind: 'rule', rule, zone: 'follow' };
};

/** On the clock: when it comes next, else today at the time it had. */
const nextLocal = (reminder: Reminder, zone: string, nowMs: number): string => {
  const next = nextFiring({ ...(reminder.schedule && { schedule: reminder.schedule }) }, zone, nowMs);
  if (next) return localOf(next.occurrenceMs, zone);
  const { schedule } = reminder;
  const had =
    schedule?.kind === 'wall'
      ? schedule.local
      : localOf(schedule?.kind === 'instant' ? schedule.atMs : nowMs, zone);
  return `${localOf(nowMs, zone).slice(0, 10)}${had.slice(10)}`;
};
