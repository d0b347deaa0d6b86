// “30 minutes before”: one reminder of an event that was made, where the person has set so. Its number is kept with the event
// before it is made: whatever dies, every further try means the same one, and who takes the event back finds it.
import {
  beginningOf,
  type Clock,
  type EventLog,
  MAX_ACTIVE_REMINDERS,
  MAX_REMINDER_TEXT,
  type MadeEvent,
  type ProfileStore,
  type Reminder,
  type ReminderStore,
  type TimedDraft,
} from '@steward/core';
import { clockAt, dayAt, tzVersion } from '@steward/core/when';
import { dateText } from '../telegram/local-text.ts';

export interface LeadDependencies {
  events: Pick<EventLog, 'get'>;
  profiles: Pick<ProfileStore, 'get'>;
  reminders: Pick<ReminderStore, 'create' | 'get' | 'list' | 'remove' | 'takeNumbers'>;
  clock: Clock;
}

const MINUTE_MS = 60_000;
/** For the time behind the title. */
const ROOM = 50;

export const createLeadReminder = ({ events, profiles, reminders, clock }: LeadDependencies) => {
  /** Removed where it is still that of the event: moving a group gives new numbers. */
  const drop = async ({ owner, atMs, reminder }: MadeEvent): Promise<void> => {
    if (reminder?.number === undefined) return;
    for (;;) {
      const found = await reminders.get(owner, reminder.number);
      if (found?.createdAtMs !== atMs || (await reminders.remove(found))) return;
    }
  };

  return {
    drop,
    /** What belongs into the log before anything is set. */
    async plan({ owner, time }: TimedDraft): Promise<Pick<MadeEvent, 'reminder'>> {
      const minutes = 'days' in time ? undefined : (await profiles.get(owner))?.eventLeadMinutes;
      if ('days' in time || minutes === undefined) return {};
      const atMs = time.startMs - minutes * MINUTE_MS;
      if (atMs <= clock.now()) return { reminder: { atMs } };
      const kept = (await reminders.list(owner)).filter(
        ({ state }) => state === 'active' || state === 'paused',
      );
      if (kept.length >= MAX_ACTIVE_REMINDERS) return { reminder: { atMs } };
      return { reminder: { atMs, number: await reminders.takeNumbers(owner, 1) } };
    },
    /** As the log has it. May be done again. */
    async set(event: MadeEvent, authorId: number): Promise<void> {
      const { owner, reminder, time } = event;
      if (reminder?.number === undefined || 'days' in time) return;
      const { atMs, number } = reminder;
      const made: Reminder = {
        ...{ owner, number, authorId, kind: 'reminder', state: 'active', revision: 1 },
        text: textOf(event.title, time, atMs),
        ...{ schedule: { kind: 'instant', atMs }, dueMs: atMs, tzVersion: tzVersion() },
        createdAtMs: event.atMs,
      };
      await reminders.create(made);
      // Taken back meanwhile: who did so may have looked for it before it was there.
      const now = await events.get(event);
      if (now?.undoingAtMs !== undefined) await drop(event);
    },
  };
};

/** `Dentist, 15:00`; with the day where it rings on another one. */
const textOf = (title: string, { startMs, zone }: { startMs: number; zone: string }, atMs: number) => {
  const [day, ringsOn] = [dayAt(startMs, zone), dayAt(atMs, zone)];
  const date = day === ringsOn ? '' : `${dateText(day, ringsOn.slice(0, 4))}, `;
  return `${beginningOf(title, MAX_REMINDER_TEXT - ROOM)}, ${date}${clockAt(startMs, zone)}`;
};
