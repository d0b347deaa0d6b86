// The times that buttons offer, and the values by which they are known again.
import { describeRule, localOf, type Rule } from '@steward/core/when';
import type { Moment } from './moment.ts';
import { dateText, duration, localText } from './time-in-words.ts';

const MINUTE_MS = 60_000;

/** What a button says, and what `chooseTime` reads of it. */
export interface Choice {
  text: string;
  value: string;
}

export interface Question {
  sentence: string;
  choices: Choice[];
  /** The day whose time is asked for, `2027-03-12`. */
  day?: string;
}

export const OTHER: Choice = { text: 'Other', value: 'other' };

/** Another time of that day. */
export const otherOn = (date: string): Choice => ({ text: 'Other', value: `o${date}` });

export const inMinutes = (minutes: number): Choice => ({
  text: `In ${duration(minutes * MINUTE_MS)}`,
  value: `i${minutes}`,
});

/** Tonight only while it lies ahead. */
export const usual = ({ zone, nowMs }: Moment): Choice[] => {
  const isEvening = zone !== undefined && Number(localOf(nowMs, zone).slice(11, 13)) >= 20;
  return [
    inMinutes(60),
    ...(isEvening ? [] : [{ text: 'Tonight 20:00', value: 'tonight' }]),
    { text: 'Tomorrow 9:00', value: 'tomorrow' },
    OTHER,
  ];
};

/** By the clock: for a draft that waits with this rule. */
export const ruleChoice = (rule: Rule): Choice => ({
  text: describeRule(rule).replace(/^e/, 'E'),
  value:
    rule.frequency === 'elapsed'
      ? `e${rule.everyMs / MINUTE_MS}`
      : `c${rule.start.slice(11, 16).replace(':', '')}`,
});

export const choiceOf = (option: { ms: number } | { date: string }, zone: string, nowMs: number): Choice =>
  'ms' in option
    ? timeChoice(option.ms, zone, nowMs)
    : { text: dateText(option.date, localOf(nowMs, zone).slice(0, 4)), value: `d${option.date}` };

export const timeChoice = (ms: number, zone: string, nowMs: number): Choice => ({
  text: localText(ms, zone, nowMs),
  value: atMinute(ms),
});

export const atMinute = (ms: number): string => `m${Math.round(ms / MINUTE_MS).toString(36)}`;

/** The instant a button stands for. */
export const minuteOf = (value: string): number => Number.parseInt(value.slice(1), 36) * MINUTE_MS;
