// What was understood of a time → the schedule, or what has to be asked first, with times to tap. Nothing is guessed.
import { instantOf, localOf, occursOn, type Rule, type Schedule, type When } from '@steward/core/when';
import type { Moment } from './moment.ts';
import {
  atMinute,
  choiceOf,
  inMinutes,
  OTHER,
  otherOn,
  type Question,
  ruleChoice,
  timeChoice,
  usual,
} from './time-choices.ts';
import { dateText, duration, localText } from './time-in-words.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
export const TEN_YEARS_MS = 10 * 365.25 * DAY_MS;
export const LEAST_REPEAT_MS = 10 * MINUTE_MS;

export type Judged =
  | { schedule: Schedule; note?: string; offersLastDay?: true }
  /** `rule`: how often it comes, until the time of day is known. */
  | { question: Question; rule?: Schedule }
  /** Nothing can be said of it before the owner's zone is known. */
  | { needsZone: true };

export const judge = (words: string, when: When | undefined, moment: Moment, needsClock = false): Judged => {
  const { nowMs } = moment;
  if (when && moment.zone === undefined && isOnTheWall(when)) return { needsZone: true };
  const zone = moment.zone ?? 'UTC';
  switch (when?.kind) {
    case 'at':
      return judgeTime(when, moment);
    case 'rule':
      return needsClock ? askRuleClock(when.rule) : judgeRule(when.rule);
    case 'day':
      return { question: askClock(when.date, when.part, moment) };
    case 'choice':
      return { question: askWhich(when.options, zone, nowMs) };
    case 'often':
      return askOften(when, moment);
    case 'past':
      return { question: askAfterPast(when.ms, moment) };
    case 'never':
      return {
        question: { sentence: 'No calendar has that day. When shall it be?', choices: usual(moment) },
      };
    case 'unclear':
      return { question: askUnclear(words, moment) };
    case undefined:
      return {
        question: SECONDS.test(words) ? askSoon(moment) : askWhen(moment),
      };
  }
};

const askWhich = (options: (When & { kind: 'choice' })['options'], zone: string, nowMs: number): Question => {
  const [day, ...others] = new Set(
    options.map((one) => ('ms' in one ? localOf(one.ms, zone).slice(0, 10) : one.date)),
  );
  return {
    sentence: 'Which one do you mean?',
    choices: options.map((one) => choiceOf(one, zone, nowMs)),
    ...(day !== undefined && others.length === 0 && { day }),
  };
};

/** What a button stands for, which may have been shown a while ago. */
export const judgeChosen = (when: When, moment: Moment): Judged =>
  when.kind === 'at' && when.ms <= moment.nowMs ? { question: askAgain(moment) } : judge('', when, moment);

/** By the owner's clock, wherever that is. */
export const following = (rule: Rule): Schedule => ({ kind: 'rule', rule, zone: 'follow' });

/** Whether it says what a clock on the wall shows, and not how long from now. */
const isOnTheWall = (when: When): boolean => {
  if (when.kind === 'at') return when.elapsed !== true;
  if (when.kind === 'rule') return when.rule.frequency !== 'elapsed';
  return when.kind !== 'unclear' && when.kind !== 'never';
};

const judgeTime = (when: When & { kind: 'at' }, moment: Moment): Judged => {
  const { zone, nowMs } = moment;
  if (when.ms - nowMs < MINUTE_MS) return { question: askSoon(moment) };
  if (when.ms - nowMs > TEN_YEARS_MS) return { question: askNearer(moment) };
  if (when.elapsed || zone === undefined) return { schedule: { kind: 'instant', atMs: when.ms } };
  const local = when.skipped ?? localOf(when.ms, zone);
  const schedule: Schedule = { kind: 'wall', local, zone: 'follow' };
  if (when.skipped)
    return { schedule, note: `The clocks skip ${local.slice(11)} that night: I remind you right behind it.` };
  return occursOn(local, zone) === 'twice'
    ? { schedule, note: `The clocks show ${local.slice(11)} twice that night: I remind you the first time.` }
    : { schedule };
};

export const askRuleClock = (rule: Rule): Judged & { question: Question } => ({
  question: {
    sentence: 'At what time of the day?',
    choices: [...CLOCKS.rule.map((clock) => ({ text: clock, value: `c${clock.replace(':', '')}` })), OTHER],
  },
  rule: following(rule),
});

const askOften = ({ ms, rule }: When & { kind: 'often' }, { zone = 'UTC', nowMs }: Moment): Judged => ({
  question: {
    sentence: 'Once, or every day?',
    choices: [timeChoice(ms, zone, nowMs), ruleChoice(rule), OTHER],
  },
  rule: following(rule),
});

/** The buttons for a time of day would count for the rule that it has. */
export const askRuleWhole = (): Question => ({
  sentence: 'At what time of the day? Send both together, for example “every Monday at 9”.',
  choices: [OTHER],
});

export const judgeRule = (rule: Rule): Judged => {
  const schedule = following(rule);
  if (rule.frequency === 'elapsed') {
    if (rule.everyMs < LEAST_REPEAT_MS)
      return {
        question: {
          sentence: 'I repeat every 10 minutes at most.',
          choices: [{ text: 'Every 10 minutes', value: 'e10' }, { text: 'Every hour', value: 'e60' }, OTHER],
        },
      };
    return { schedule };
  }
  const day = Math.max(...(rule.monthDays ?? [rule.weekdays ? 0 : Number(rule.start.slice(8, 10))]));
  if (rule.frequency === 'monthly' && day > 28)
    return { schedule, note: `Only in months that have a day ${day}.`, offersLastDay: true };
  const month = rule.months?.[0] ?? Number(rule.start.slice(5, 7));
  return rule.frequency === 'yearly' && month === 2 && day === 29
    ? { schedule, note: 'Only in years that have a 29 February.' }
    : { schedule };
};

const askNearer = (moment: Moment): Question => ({
  sentence: 'That is more than ten years away, further than I plan. When shall it be?',
  choices: usual(moment),
});

export const askWhen = (moment: Moment): Question => ({
  sentence: 'When shall I remind you?',
  choices: usual(moment),
});

const askSoon = (moment: Moment): Question => ({
  sentence: 'That is less than a minute away. I need one at least.',
  choices: [inMinutes(1), inMinutes(5), ...usual(moment)],
});

/** Fewer than a minute has. */
const SECONDS =
  /(?<!\d)[1-5]?\d\s*(?:s|secs?|seconds?|sekunden?|segundos?|secondes?|секунд[уы]?)(?![\p{L}\p{N}])/iu;

const askUnclear = (words: string, moment: Moment): Question =>
  SECONDS.test(words)
    ? askSoon(moment)
    : { sentence: 'I am not sure which time you mean, so I ask. When shall it be?', choices: usual(moment) };

/** The same clock, the next time it shows that. */
const askAfterPast = (ms: number, moment: Moment): Question => {
  const { zone = 'UTC', nowMs } = moment;
  const agoMs = nowMs - ms;
  const clock = localOf(ms, zone).slice(10);
  const [today, tomorrow] = [nowMs, nowMs + DAY_MS].map((day) =>
    instantOf(localOf(day, zone).slice(0, 10) + clock, zone),
  ) as [number, number];
  const [day, nextMs] = today > nowMs ? ['Today', today] : ['Tomorrow', tomorrow];
  const was =
    agoMs < DAY_MS
      ? `That was ${duration(Math.max(agoMs, MINUTE_MS))} ago.`
      : `That was on ${localText(ms, zone, nowMs)}.`;
  return {
    sentence: `${was} ${day} at ${clockOf(clock)}?`,
    choices: [{ text: `${day} ${clockOf(clock)}`, value: atMinute(nextMs) }, inMinutes(60), OTHER],
  };
};

const clockOf = (local: string): string => local.slice(-5).replace(/^0/, '');

const CLOCKS = {
  morning: ['08:00', '09:00', '10:00'],
  afternoon: ['13:00', '15:00', '17:00'],
  evening: ['18:00', '20:00', '21:00'],
  night: ['20:00', '22:00', '23:00'],
  day: ['09:00', '12:00', '15:00', '18:00', '20:00'],
  rule: ['07:00', '08:00', '09:00', '12:00', '18:00', '20:00', '21:00'],
};

const askClock = (
  date: string,
  part: Exclude<keyof typeof CLOCKS, 'day'> | undefined,
  moment: Moment,
): Question => {
  const { zone = 'UTC', nowMs } = moment;
  const day = dateText(date, localOf(nowMs, zone).slice(0, 4));
  const times = CLOCKS[part ?? 'day'].map((clock) => ({ clock, ms: instantOf(`${date}T${clock}`, zone) }));
  if (times.every(({ ms }) => ms - nowMs > TEN_YEARS_MS)) return askNearer(moment);
  const choices = times
    .filter(({ ms }) => ms > nowMs)
    .map(({ clock, ms }) => ({ text: `${day}, ${clock}`, value: atMinute(ms) }));
  return choices.length === 0
    ? askAgain(moment)
    : { sentence: `At what time on ${day}?`, choices: [...choices, otherOn(date)], day: date };
};

/** What was asked for has passed. */
const askAgain = (moment: Moment): Question => ({
  sentence: 'That time has passed by now. When shall it be?',
  choices: usual(moment),
});
