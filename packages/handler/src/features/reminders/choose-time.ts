// The buttons below a question about a time, and below what was set.
import type { Reminder } from '@steward/core';
import { localOf, type Rule, readWhen, type When } from '@steward/core/when';
import { ASK_FOR_REPLY } from '../../telegram/buttons.ts';
import { plainText } from '../../telegram/format/formatted-text.ts';
import { bold, lines, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import { ANSWERS } from './answers.ts';
import type { ReminderDependencies } from './dependencies.ts';
import { tapTo } from './find-reminder.ts';
import { askRuleClock, askWhen, type Judged, judge, judgeChosen, judgeRule } from './judge.ts';
import { type Moment, momentOf } from './moment.ts';
import { about, ask, changeButton, settleTime, waitForTime } from './settle.ts';
import { minuteOf } from './time-choices.ts';
import { dateText } from './time-in-words.ts';

const MINUTE_MS = 60_000;

/** `rwhen:<number>:<revision>:<value>`; the value of a choice of `judge`. */
export const chooseTime = tapTo(async (services, context, reminder, [revision, value = '']) => {
  const isDone = context.claim.facts.reminder === reminder.number;
  if (String(reminder.revision) !== revision && !isDone)
    return await tellAlready(services, context, reminder);
  const day = /^o(\d{4}-\d\d-\d\d)$/.exec(value)?.[1];
  if (value === 'other' || day !== undefined) return await askOther(context, reminder, day);
  const chosen = clockBy(value, reminder) ?? chosenBy(value, momentOf(context));
  if (!chosen) return await tellAlready(services, context, reminder);
  // A second try finds its own change, and makes it again.
  await context.record({ reminder: reminder.number });
  await settleTime(services, context, reminder, chosen.words, chosen.judged);
});

/** What is replied is read as a time of the day that the question names. */
const askOther = async (
  context: CommandContext,
  reminder: Reminder,
  day: string | undefined,
): Promise<void> => {
  const { number } = reminder;
  waitForTime(context, reminder, day);
  const { zone = 'UTC', nowMs } = momentOf(context);
  await context.reply(
    day === undefined
      ? say`${ANSWERS.newTime.words} ${number}, for example “tomorrow at 9” or “in 2 hours”.`
      : say`${ANSWERS.newTime.words} ${number} on ${dateText(day, localOf(nowMs, zone).slice(0, 4))}, for example “18:30”.`,
    ASK_FOR_REPLY,
  );
};

/** A time of day for what said only how often. */
const clockBy = (value: string, { schedule }: Reminder): { words: string; judged: Judged } | undefined => {
  const [, hour = '', minute = ''] = /^c([01]\d|2[0-3])([0-5]\d)$/.exec(value) ?? [];
  if (hour === '' || schedule?.kind !== 'rule' || schedule.rule.frequency === 'elapsed') return undefined;
  const { rule } = schedule;
  return { words: '', judged: judgeRule({ ...rule, start: `${rule.start.slice(0, 10)}T${hour}:${minute}` }) };
};

const WORDS: Record<string, string> = { tonight: 'today at 20:00', tomorrow: 'tomorrow at 09:00' };

/** What a button's value stands for; undefined for none of ours. */
export const chosenBy = (value: string, moment: Moment): { words: string; judged: Judged } | undefined => {
  const words = Object.hasOwn(WORDS, value) ? WORDS[value] : undefined;
  if (words !== undefined) {
    const when = readWhen(words, moment.zone ?? 'UTC', moment.nowMs)?.when;
    return { words, judged: judge(words, when, moment) };
  }
  const when = whenOf(value, moment.nowMs);
  return when && { words: '', judged: judgeChosen(when, moment) };
};

const whenOf = (value: string, nowMs: number): When | undefined => {
  if (/^i\d{1,5}$/.test(value))
    return { kind: 'at', ms: nowMs + Number(value.slice(1)) * MINUTE_MS, elapsed: true };
  if (/^e\d{1,5}$/.test(value)) {
    const everyMs = Number(value.slice(1)) * MINUTE_MS;
    const rule: Rule = { frequency: 'elapsed', everyMs, startMs: nowMs + everyMs };
    return { kind: 'rule', rule, firstMs: nowMs + everyMs };
  }
  if (/^m[0-9a-z]{1,9}$/.test(value)) return { kind: 'at', ms: minuteOf(value) };
  const date = /^d(\d{4}-\d\d-\d\d)$/.exec(value)?.[1];
  return date !== undefined && isDate(date) ? { kind: 'day', date } : undefined;
};

const isDate = (date: string): boolean => {
  const ms = Date.parse(`${date}T00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date);
};

/** What an old button meets. */
const tellAlready = async (
  services: ReminderDependencies,
  context: CommandContext,
  reminder: Reminder,
): Promise<void> => {
  const { number, schedule, state, wants } = reminder;
  if (state === 'draft') {
    const waitsForClock = wants !== undefined && schedule?.kind === 'rule';
    const question = waitsForClock ? askRuleClock(schedule.rule).question : askWhen(momentOf(context));
    return await ask(context, reminder, question);
  }
  await context.show(
    about(
      services,
      context,
      reminder,
      say`This was settled already. ${bold(number)} is ${state === 'active' ? 'set' : state}:`,
    ),
    [[changeButton(reminder)]],
  );
};

/** Right after it was set: it goes, as if it had never been. */
export const undo = tapTo(async (services, context, reminder, [revision]) => {
  if (String(reminder.revision) !== revision || !(await services.reminders.remove(reminder)))
    return await tellAlready(
      services,
      context,
      (await services.reminders.get(reminder.owner, reminder.number)) ?? reminder,
    );
  await context.show(lines('↩️ Undone: nothing of this rings.', '', plainText(reminder.text)));
});

/** Monthly on the 31st → on the last day. */
export const onLastDay = tapTo(async (services, context, reminder) => {
  const { schedule } = reminder;
  if (schedule?.kind !== 'rule' || schedule.rule.frequency !== 'monthly')
    return await tellAlready(services, context, reminder);
  const rule = { ...schedule.rule, monthDays: [-1] };
  await settleTime(services, context, reminder, '', { schedule: { ...schedule, rule } });
});
