// What /status tells of the clock: where the owner's is, what rings next, and whether the dispatcher ticks.
import type { Reminder, Tick } from '@steward/core';
import { tzVersion } from '@steward/core/when';
import type { Services } from '../../context/services.ts';
import type { FormattedText } from '../../telegram/format/formatted-text.ts';
import { bold, say } from '../../telegram/say.ts';
import { timeAgo } from '../../telegram/time-text.ts';
import type { CommandContext } from '../feature.ts';
import { byDue, withSnoozes } from './by-due.ts';
import { zoneOf } from './settle.ts';
import { duration, firstLine, shortTime } from './time-in-words.ts';

type Dependencies = Pick<Services, 'clock' | 'reminders' | 'ticks'>;

/** Later than that it is no passing fault: the dispatcher comes every minute. */
const STANDS_STILL_MS = 5 * 60_000;

export const clockStatus = async (
  { clock, reminders, ticks }: Dependencies,
  context: CommandContext,
): Promise<FormattedText[]> => {
  const { owner } = context;
  const [{ reminders: all, snoozes }, tick] = await Promise.all([reminders.listAll(owner), ticks.read()]);
  const zone = zoneOf(context);
  const nowMs = clock.now();
  const data = `time zone data ${tzVersion()}`;
  return [
    zone === undefined
      ? say`🌍 Time zone: not known yet, /timezone sets it (${data})`
      : say`🌍 Time zone: ${zone} (${data})`,
    nextLine(withSnoozes(all, snoozes), zone, nowMs),
    tickLine(tick, nowMs),
  ];
};

const nextLine = (all: Reminder[], zone: string | undefined, nowMs: number): FormattedText => {
  const [next] = all.filter(({ dueMs }) => dueMs !== undefined).sort(byDue);
  if (next?.dueMs === undefined) return say`⏰ Next reminder: none`;
  return say`⏰ Next reminder: ${shortTime(next.dueMs, zone, nowMs)}: ${bold(next.number)}. ${firstLine(next.text)}`;
};

const tickLine = ({ lastTickMs }: Tick, nowMs: number): FormattedText => {
  if (lastTickMs === undefined)
    return say`⚠️ The clock stands still: it has not ticked yet, and nothing rings before it does. It should within a minute of the start.`;
  const sinceMs = nowMs - lastTickMs;
  return sinceMs > STANDS_STILL_MS
    ? say`⚠️ The clock stands still: its last tick was ${duration(sinceMs)} ago. What is due meanwhile rings when it goes on.`
    : say`⏱ Clock: runs, last tick ${timeAgo(lastTickMs, nowMs)}`;
};
