// Changes of a reminder: its time and text by a reply, the rest by a tap.
import { MAX_REMINDER_TEXT, type Reminder, type ReminderChanges } from '@steward/core';
import { localOf, nextFiring, readLead, type Schedule, zoneIn } from '@steward/core/when';
import { saidIn } from '../../context/own-words.ts';
import { ASK_FOR_REPLY } from '../../telegram/buttons.ts';
import { plainText } from '../../telegram/format/formatted-text.ts';
import { bold, lines, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import { readNumber } from '../sessions/arguments.ts';
import { ANSWERS } from './answers.ts';
import { pausedChanges, resumedChanges } from './deeds.ts';
import type { ReminderDependencies } from './dependencies.ts';
import { dueAfter } from './due.ts';
import { findToChange, tapTo } from './find-reminder.ts';
import { judgeWords } from './judge-words.ts';
import { type Moment, momentOf } from './moment.ts';
import { readOn } from './read-on-day.ts';
import { type ReadTime, readTime } from './read-time.ts';
import { ruleWithout } from './rule-without.ts';
import { askText, changeNewest, settleTime, zoneOf } from './settle.ts';
import { show } from './show-reminder.ts';

/** A reply to the question for a time; “and 10 minutes before” adds to the one it has. */
export const newTime = async (
  services: ReminderDependencies,
  context: CommandContext,
  number: number,
  day?: string,
): Promise<void> => {
  const reminder = await findToChange(services, context, number);
  if (reminder) await giveTime(services, context, reminder, await saidIn(services, context), day);
};

export const giveTime = async (
  services: ReminderDependencies,
  context: CommandContext,
  reminder: Reminder,
  words: string,
  day?: string,
): Promise<void> => {
  const lead = readLead(words);
  if (lead && lead.rest === '' && reminder.schedule)
    return await changeAndShow(services, context, reminder, (newest) => ({
      leadMs: lead.leadMs,
      ...dueAgain({ ...newest, leadMs: lead.leadMs }, context),
    }));
  const moment = momentOf(context);
  const asked = lead?.rest ?? words;
  const read = readOn(day, asked, moment) ?? readWanted(reminder, asked, moment) ?? readTime(asked, moment);
  const led = lead
    ? await changeNewest(services, context, reminder, () => ({ leadMs: lead.leadMs }))
    : reminder;
  if (led)
    await settleTime(
      services,
      context,
      led,
      asked,
      await judgeWords(asked, read, moment, { mayRepeat: led.state === 'draft' }),
    );
};

/** “Every Monday” waits for a time of day, and “at 10:30” is one. */
const readWanted = ({ state, wants }: Reminder, words: string, moment: Moment): ReadTime | undefined => {
  if (state !== 'draft' || wants === undefined) return undefined;
  const read = readTime(`${wants} ${words}`, moment);
  return read?.when.kind === 'rule' && !read.needsClock ? read : undefined;
};

/** A reply to the question for a text. */
export const newText = async (
  services: ReminderDependencies,
  context: CommandContext,
  number: number,
): Promise<void> => {
  const reminder = await findToChange(services, context, number);
  if (!reminder) return;
  const text = await saidIn(services, context);
  if (text.length > MAX_REMINDER_TEXT) {
    await context.reply(
      say`A reminder or task holds up to 1,000 characters, and this has ${text.length.toLocaleString('en')}. Nothing was changed: reply with a shorter text.`,
    );
    return;
  }
  const { schedule } = reminder;
  if (reminder.state === 'draft' && schedule && reminder.wants === undefined) {
    const named = await changeNewest(services, context, reminder, () => ({ text }));
    if (named) await settleTime(services, context, named, '', { schedule });
    return;
  }
  await changeAndShow(services, context, reminder, () => ({ text }));
};

const changing = (
  change: (reminder: Reminder, context: CommandContext, args: string[]) => ReminderChanges | undefined,
) =>
  tapTo(async (services, context, reminder, args) => {
    if (!change(reminder, context, args)) return await show(services, context, reminder);
    await changeAndShow(services, context, reminder, (newest) => change(newest, context, args) ?? {});
  });

export const changeAndShow = async (
  services: ReminderDependencies,
  context: CommandContext,
  reminder: Reminder,
  changesOf: (newest: Reminder) => ReminderChanges,
): Promise<void> => {
  const changed = await changeNewest(services, context, reminder, changesOf);
  if (changed) await show(services, context, changed);
};

/** Its next ring, for one that is active. */
const dueAgain = (reminder: Reminder, context: CommandContext): ReminderChanges =>
  reminder.state === 'active' ? dueAfter(reminder, zoneOf(context), context.atMs) : {};

export const pause = changing(pausedChanges);

export const resume = changing((reminder, context) =>
  resumedChanges(reminder, zoneOf(context), context.atMs),
);

/** `rlead:<number>:<minutes>`; 0 for none. */
export const ringEarlier = changing((reminder, context, [minutes]) => {
  const value = Number(minutes);
  if (!(value >= 0 && value <= 100_000)) return undefined;
  const { leadMs: _before, ...without } = reminder;
  if (value === 0) return { leadMs: null, ...dueAgain(without, context) };
  const leadMs = value * 60_000;
  return { leadMs, ...dueAgain({ ...reminder, leadMs }, context) };
});

/** `rskip:<number>:<due>`: leaves out the one that comes next, if that is still the one that was shown. */
export const skipOnce = changing((reminder, context, [due]) => {
  const { schedule, dueMs } = reminder;
  if (schedule?.kind !== 'rule' || dueMs === undefined || dueMs.toString(36) !== due) return undefined;
  const zone = zoneOf(context) ?? 'UTC';
  const next = nextFiring(reminder, zone, dueMs - 1);
  if (!next) return undefined;
  const skipped: Schedule = { ...schedule, rule: skipping(schedule, next.occurrenceMs, zone) };
  return { schedule: skipped, ...dueAgain({ ...reminder, schedule: skipped }, context) };
});

const skipping = ({ rule, zone: own }: Schedule & { kind: 'rule' }, ms: number, zone: string) => {
  if (rule.frequency !== 'elapsed') return ruleWithout(rule, [localOf(ms, zoneIn(own, zone))]);
  const passed = Math.round((ms - rule.startMs) / rule.everyMs) + 1;
  const { count } = rule;
  return {
    ...rule,
    startMs: ms + rule.everyMs,
    ...(count !== undefined && { count: Math.max(0, count - passed) }),
  };
};

export const askForTime = tapTo((_services, context, { number }) => askTime(context, number));

export const askTime = (context: CommandContext, number: number): Promise<void> =>
  context.reply(
    say`${ANSWERS.newTime.words} ${number}, for example “tomorrow at 9”, “every Monday at 18:00” or “and 10 minutes before”.`,
    ASK_FOR_REPLY,
  );

export const askForText = tapTo((_services, context, { number }) => askText(context, number));

export const cancel = async (
  services: ReminderDependencies,
  context: CommandContext,
  argument: string,
): Promise<void> => {
  const reminder = await findToChange(services, context, readNumber(argument), '/cancel 2');
  if (reminder) await remove(services, context, reminder);
};

export const cancelTapped = tapTo((services, context, reminder) => remove(services, context, reminder));

const remove = async (
  services: ReminderDependencies,
  context: CommandContext,
  reminder: Reminder,
): Promise<void> => {
  let newest: Reminder | undefined = reminder;
  // What rings at that moment changes it once, and then it goes.
  while (newest && !(await services.reminders.remove(newest)))
    newest = await services.reminders.get(reminder.owner, reminder.number);
  const what = reminder.kind === 'task' ? 'Task' : 'Reminder';
  await context.show(
    lines(
      say`🗑 ${what} ${bold(reminder.number)} is cancelled: nothing of it rings.`,
      '',
      plainText(reminder.text),
    ),
  );
};
