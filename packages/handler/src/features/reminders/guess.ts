// A time that was not read but guessed: it is asked for, with its date on a button. Nothing of it is set without a tap.
import { describeRule, type Rule, type When } from '@steward/core/when';
import { following, type Judged, judge, LEAST_REPEAT_MS, TEN_YEARS_MS } from './judge.ts';
import type { Moment } from './moment.ts';
import { OTHER, ruleChoice, timeChoice, usual } from './time-choices.ts';

const MINUTE_MS = 60_000;

/** Undefined where there is nothing to ask for. */
export const askGuess = (when: When, moment: Moment): (Judged & { question: object }) | undefined => {
  const { zone, nowMs } = moment;
  if (when.kind === 'at') {
    const awayMs = when.ms - nowMs;
    if (zone === undefined || awayMs < MINUTE_MS || awayMs > TEN_YEARS_MS) return undefined;
    const choice = timeChoice(when.ms, zone, nowMs);
    return { question: { sentence: `Do you mean ${choice.text}?`, choices: [choice, ...usual(moment)] } };
  }
  if (when.kind === 'rule') return guessedRule(when.rule, zone);
  if (when.kind !== 'day' && when.kind !== 'choice' && when.kind !== 'often') return undefined;
  const judged = judge('', when, moment);
  return 'question' in judged ? judged : undefined;
};

const guessedRule = (rule: Rule, zone: string | undefined): (Judged & { question: object }) | undefined => {
  const elapses = rule.frequency === 'elapsed';
  if (elapses ? rule.everyMs < LEAST_REPEAT_MS : zone === undefined) return undefined;
  const question = { sentence: `Do you mean ${describeRule(rule)}?`, choices: [ruleChoice(rule), OTHER] };
  return { question, ...(!elapses && { rule: following(rule) }) };
};
