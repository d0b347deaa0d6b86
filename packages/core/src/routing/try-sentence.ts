// What would become of a sentence, without making anything of it: for who tries their rules.
import type { EventMoment, WhyNot } from '../event/judge-event-time.ts';
import { readEvent } from '../event/read-event.ts';
import { describeRule } from '../when/describe-rule.ts';
import { readWhen } from '../when/words/read-when.ts';
import type { When } from '../when/words/resolve.ts';
import { kindOf } from './kind-of.ts';
import { routeBy, type Said } from './route-by.ts';
import type { Kind, RoutingRule } from './rule.ts';
import { withoutKindCue } from './without-cue.ts';

export type TriedTime =
  /** Unix ms. */
  | { startMs: number; endMs?: number }
  /** Whole days; `until` is the first that is free again. */
  | { from: string; until: string }
  /** A day whose time would be asked for. */
  | { date: string }
  /** How often, in English words. */
  | { often: string }
  /** No one time: it would be asked for. */
  | { why: WhyNot['why'] };

export interface TriedSentence {
  /** Undefined: it is chat. */
  kind?: Kind;
  /** False: the person would be asked, or a model. */
  isSure: boolean;
  /** Which one decided, from 0. */
  rule?: number;
  target?: NonNullable<RoutingRule['target']>;
  title: string;
  place?: string;
  /** Absent: it names none, and needs none. */
  time?: TriedTime;
}

/** As if it were passed on, or said: no model takes part. */
export const trySentence = (
  rules: readonly RoutingRule[],
  said: Said,
  moment: EventMoment,
): TriedSentence => {
  const text = said.text.trim();
  const found = kindOf(text, moment);
  const routed = routeBy(rules, said, found);
  const { kind, isSure } = routed ? { ...routed, isSure: true } : { isSure: true, ...found };
  const where = routed && {
    rule: routed.rule,
    ...(routed.target && { target: routed.target }),
  };
  return { ...(kind && { kind }), isSure, ...where, ...toldOf(kind, withoutKindCue(text), moment) };
};

const toldOf = (
  kind: Kind | undefined,
  words: string,
  moment: EventMoment,
): Pick<TriedSentence, 'title' | 'place' | 'time'> => {
  if (kind === 'event') return eventIn(words, moment);
  const read = kind === 'note' || !kind ? undefined : readWhen(words, moment.zone, moment.nowMs);
  if (!read) return { title: words, ...(kind === 'reminder' && { time: { why: 'no-time' } }) };
  return { title: read.when.kind === 'unclear' ? words : read.what, time: timeOf(read.when) };
};

const eventIn = (words: string, moment: EventMoment) => {
  const read = readEvent(words, moment);
  const { title, place } = read;
  return { title, ...(place !== undefined && { place }), time: timeOfEvent(read) };
};

const timeOfEvent = (read: ReturnType<typeof readEvent>): TriedTime => {
  if (read.kind === 'asked') return read.why === 'no-clock' ? { date: read.date } : { why: read.why };
  const { when } = read;
  return when.kind === 'days'
    ? { from: when.from, until: when.until }
    : { startMs: when.startMs, endMs: when.endMs };
};

const timeOf = (when: When): TriedTime => {
  switch (when.kind) {
    case 'at':
      return { startMs: when.ms };
    case 'day':
      return { date: when.date };
    case 'rule':
    case 'often':
      return { often: describeRule(when.rule) };
    case 'choice':
      return { why: 'ambiguous' };
    default:
      return { why: when.kind };
  }
};
