// Somebody is back whom a reminder could not reach: they are told what passed, and what was held goes on.
import type { Reminder } from '@steward/core';
import type { Services } from '../../../context/services.ts';
import type { UpdateContext } from '../../../context/update-context.ts';
import { lines, say } from '../../../telegram/say.ts';
import { dueAfter } from '../due.ts';
import { briefTime } from '../time-in-words.ts';
import { overdueText } from './ring-message.ts';

export type PassedDependencies = Pick<Services, 'briefings' | 'clock' | 'profiles' | 'reminders'>;

/** Safe to repeat: the message is sent once, and what goes on has left the list. */
export const tellPassed = async (
  { briefings, clock, profiles, reminders }: PassedDependencies,
  { owner, profile, sender }: UpdateContext,
): Promise<void> => {
  const sinceMs = Math.min(profile?.unreachableAtMs ?? Infinity, profile?.untoldAtMs ?? Infinity);
  const zone = profile?.zone?.name;
  const nowMs = clock.now();
  const passed = (await reminders.list(owner)).filter((reminder) => isPassed(reminder, sinceMs));
  const shown = passed.map((reminder) => ({ reminder, dueMs: reminder.last?.dueMs ?? sinceMs }));
  const briefing = await briefings.get(owner);
  const lostMs = briefing?.undeliveredMs;
  const head = lines(
    '⏰ These could not be delivered, or perhaps were not:',
    lostMs === undefined
      ? undefined
      : say`☀️ Your briefing (was due ${briefTime(lostMs, zone ?? 'UTC', { nowMs, ownZone: zone })}): /briefing now shows it as it is now`,
  );
  if (shown.length > 0 || lostMs !== undefined)
    await sender.send('passed', overdueText(shown, head, { nowMs, ownZone: zone }));
  for (const reminder of passed) await goOn(reminders, reminder, zone ?? 'UTC', nowMs);
  for (let now = briefing; now?.undeliveredMs !== undefined; now = await briefings.get(owner))
    if (await briefings.change(now, { undeliveredMs: null })) break;
  await profiles.update(owner, { unreachableAtMs: null, untoldAtMs: null, updatedAtMs: nowMs });
};

/** Somebody who wrote just while it was held found nothing held yet: it goes on now, and their next message tells. */
export const goOnIfBack = async (
  { clock, profiles, reminders }: Pick<PassedDependencies, 'clock' | 'profiles' | 'reminders'>,
  { owner, number }: Pick<Reminder, 'owner' | 'number'>,
): Promise<void> => {
  const profile = await profiles.get(owner);
  if (!profile || profile.unreachableAtMs !== undefined) return;
  const reminder = await reminders.get(owner, number);
  if (!reminder?.last) return;
  await profiles.mark(owner, { untoldAtMs: reminder.last.atMs });
  await goOn(reminders, reminder, profile.zone?.name ?? 'UTC', clock.now());
};

const isPassed = ({ last }: Reminder, sinceMs: number): boolean =>
  last !== undefined && (last.outcome === 'missed' || last.outcome === 'undelivered') && last.atMs >= sinceMs;

/** What was held is due at its next time, or over. A change that came meanwhile stands. */
const goOn = async (
  reminders: PassedDependencies['reminders'],
  reminder: Reminder,
  zone: string,
  nowMs: number,
): Promise<void> => {
  if (reminder.state !== 'active' || reminder.dueMs !== undefined) return;
  const due = dueAfter(reminder, zone, nowMs);
  const isOver = due.dueMs === null && reminder.kind !== 'task';
  await reminders.change(reminder, { ...due, ...(isOver && { state: 'ended' }) });
};
