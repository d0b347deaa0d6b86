// A sent calendar or file of reminders: what is new gets numbers of its own, the rest is named.
import { beginningOf, MAX_ACTIVE_REMINDERS, MAX_REMINDER_TEXT, type Reminder } from '@steward/core';
import { localOf, tzVersion } from '@steward/core/when';
import type { Services } from '../../../context/services.ts';
import { downloadUpTo } from '../../../telegram/download-up-to.ts';
import { type IncomingDocument, topicOf } from '../../../telegram/incoming.ts';
import { lines, say } from '../../../telegram/say.ts';
import type { CommandContext } from '../../feature.ts';
import { LEAST_REPEAT_MS, TEN_YEARS_MS } from '../judge.ts';
import { isKept } from '../room.ts';
import { scheduledChanges, zoneOf } from '../settle.ts';
import { counted } from '../time-in-words.ts';
import { readJson } from './json-file.ts';
import { fingerprintOf, type LeftOut, type Portable, type ReadReminders } from './portable.ts';
import { MAX_ENTRIES, readIcs } from './read-ics.ts';

export type ImportRemindersDependencies = Pick<Services, 'clock' | 'reminders'>;

export const importReminders = async (
  services: ImportRemindersDependencies,
  context: CommandContext,
  bytes: Uint8Array,
  format: 'ics' | 'json',
): Promise<void> => {
  const zone = zoneOf(context);
  const text = new TextDecoder().decode(bytes);
  const read = format === 'ics' ? readIcs(text, zone) : readJson(text, zone);
  if (!read)
    return await context.reply(
      format === 'ics'
        ? say`This is no calendar that I can read, so nothing was set. Send an .ics file as calendars and /export reminders write it.`
        : say`This file of reminders is damaged, so nothing was set. Send it as /export reminders made it.`,
    );
  if (read === 'too-many')
    return await context.reply(
      say`This calendar holds more than ${MAX_ENTRIES.toLocaleString('en')} entries, and I keep ${MAX_ACTIVE_REMINDERS} at once. Nothing was set: export a smaller part of it.`,
    );
  await tell(context, await store(services, context, read));
};

/** Thousands of events. */
const MAX_CALENDAR_BYTES = 2_000_000;

export const importCalendar = async (
  services: ImportRemindersDependencies & Pick<Services, 'download'>,
  context: CommandContext,
  document: IncomingDocument,
): Promise<void> => {
  const bytes = await context.whileTyping(() => downloadUpTo(MAX_CALENDAR_BYTES, services, document));
  if (bytes) return await importReminders(services, context, bytes, 'ics');
  await context.reply(
    say`This calendar is over 2 MB, and I keep ${MAX_ACTIVE_REMINDERS} reminders at once. Nothing was set: export a smaller part of it.`,
  );
};

interface Stored {
  made: Reminder[];
  /** Of these, days without a time. */
  allDay: number;
  known: number;
  leftOut: LeftOut[];
}

/** Rules that hardly ever come, thousands of them. What is left out then is the end of the file, whatever the try. */
const LONGEST_MS = 5_000;

const store = async (
  { reminders }: ImportRemindersDependencies,
  context: CommandContext,
  read: ReadReminders,
): Promise<Stored> => {
  const { owner, claim, atMs } = context;
  const zone = zoneOf(context);
  const first = claim.facts.reminder ?? Number.POSITIVE_INFINITY;
  // An earlier try has made some of them already: they count as new.
  const before = (await reminders.list(owner)).filter((one) => one.number < first);
  const kept = before.filter(isKept).length;
  const seen = new Set(before.map((one) => fingerprintOf(one, zone)));
  const leftOut = [...read.leftOut];
  const fresh: Portable[] = [];
  let known = 0;
  const endMs = performance.now() + LONGEST_MS;
  for (const one of read.found) {
    if (performance.now() > endMs) {
      leftOut.push({ title: one.text, reason: 'what repeats in this file takes too long to work out' });
      continue;
    }
    const print = fingerprintOf(one, zone);
    const reason = seen.has(print) ? undefined : reasonAgainst(one, zone, atMs);
    if (seen.has(print)) known += 1;
    else if (reason !== undefined) leftOut.push({ title: one.text, reason });
    else if (kept + fresh.length >= MAX_ACTIVE_REMINDERS)
      leftOut.push({
        title: one.text,
        reason: `I keep ${MAX_ACTIVE_REMINDERS} at once, and that many are set`,
      });
    else {
      seen.add(print);
      fresh.push(one);
    }
  }
  if (fresh.length === 0) return { made: [], allDay: 0, known, leftOut };
  const from = claim.facts.reminder ?? (await reminders.takeNumbers(owner, fresh.length));
  const count = claim.facts.reminders ?? fresh.length;
  await context.record({ reminder: from, reminders: count });
  const taken = fresh.slice(0, count);
  const made = taken.map((one, index) => reminderOf(context, one, from + index));
  for (const one of made) await reminders.create(one);
  return { made, allDay: taken.filter(({ isAllDay }) => isAllDay).length, known, leftOut };
};

const reminderOf = (context: CommandContext, one: Portable, number: number): Reminder => {
  const { owner, from, message, atMs } = context;
  const { kind, text, leadMs, schedule, paused } = one;
  const threadId = topicOf(message);
  const changes = schedule && scheduledChanges(one, schedule, zoneOf(context), atMs);
  return {
    ...{ owner, number, kind, text, authorId: from.id, revision: 1, createdAtMs: atMs },
    state: paused ? 'paused' : 'active',
    ...(threadId !== undefined && { threadId }),
    ...(leadMs !== undefined && { leadMs }),
    ...(schedule && { schedule, tzVersion: tzVersion() }),
    ...(typeof changes?.dueMs === 'number' && !paused && { dueMs: changes.dueMs }),
  };
};

/** The limits that hold for what is written as well. */
const reasonAgainst = (one: Portable, zone: string | undefined, nowMs: number): string | undefined => {
  const { kind, text, schedule, isEvent } = one;
  if (text.length > MAX_REMINDER_TEXT) return 'it is longer than 1,000 characters';
  if (!schedule) return undefined;
  if (
    schedule.kind === 'rule' &&
    schedule.rule.frequency === 'elapsed' &&
    schedule.rule.everyMs < LEAST_REPEAT_MS
  )
    return 'it repeats more often than every 10 minutes';
  if (
    isEvent &&
    schedule.kind === 'wall' &&
    schedule.local.slice(0, 10) < localOf(nowMs, zone ?? 'UTC').slice(0, 10)
  )
    return 'its day is over';
  const { dueMs } = scheduledChanges(one, schedule, zone, nowMs);
  if (typeof dueMs === 'number')
    return dueMs - nowMs > TEN_YEARS_MS ? 'it is more than ten years away' : undefined;
  return kind === 'task' && schedule.kind !== 'rule' ? undefined : 'it is over';
};

const NAMED = 5;

const tell = async ({ reply }: CommandContext, { made, allDay, known, leftOut }: Stored): Promise<void> => {
  const tasks = made.filter(({ kind }) => kind === 'task').length;
  const [first, last] = [made[0]?.number, made.at(-1)?.number];
  const what = [
    ...(made.length > tasks ? [counted(made.length - tasks, 'reminder')] : []),
    ...(tasks > 0 ? [counted(tasks, 'task')] : []),
  ].join(' and ');
  const numbers = first === last ? `number ${first}` : `numbers ${first} to ${last}`;
  await reply(
    lines(
      made.length > 0
        ? say`📥 Imported ${what}: ${numbers}. /reminders and /tasks show them.`
        : say`Nothing in this file is new to me, so nothing was set.`,
      ...(allDay > 0
        ? [
            say`${allDay} ${allDay === 1 ? 'is all day: it is a task' : 'are all day: they are tasks'}, due at 9:00 on the day.`,
          ]
        : []),
      ...(known > 0 ? [say`${known} ${known === 1 ? 'was' : 'were'} here already.`] : []),
      ...leftOut
        .slice(0, NAMED)
        .map(({ title, reason }) => say`• Left out “${beginningOf(title, 60)}”: ${reason}.`),
      ...(leftOut.length > NAMED ? [say`• … and ${leftOut.length - NAMED} more left out.`] : []),
    ),
  );
};
