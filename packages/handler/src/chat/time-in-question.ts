// The one time that a stored question names, and what it is about. Loaded when a question hints at one.
import { MAX_REMINDER_TEXT, type Message, messageKey, QUESTION, type Session } from '@steward/core';
import { readWhen } from '@steward/core/when';
import type { Services } from '../context/services.ts';
import type { UpdateContext } from '../context/update-context.ts';
import { type Button, callbackData } from '../telegram/buttons.ts';
import { localText } from '../telegram/local-text.ts';
import { isContinue, updateOf } from './last-question.ts';

export interface TimeInQuestion {
  ms: number;
  /** So long from then, whatever a clock on the wall shows. */
  elapsed: boolean;
  isForwarded: boolean;
  /** The words without those of time, as they were written. */
  what: string;
}

const FORWARDED = /^Forwarded from [^\n]*:\n\n/;
/** Lines of somebody else, which counted from another day, and of files. */
const FOREIGN = /^(?:>|\[file |Forwarded from )/m;

/** `zone` undefined: only what elapses is a time. */
export const timeIn = (
  content: string,
  zone: string | undefined,
  saidMs: number,
): TimeInQuestion | undefined => {
  const isForwarded = FORWARDED.test(content);
  const words = content.replace(FORWARDED, '');
  if (words.length > MAX_REMINDER_TEXT || FOREIGN.test(words)) return undefined;
  const { when, what = '' } = readWhen(words, zone ?? 'UTC', saidMs) ?? {};
  if (when?.kind !== 'at' || what === '' || (zone === undefined && !when.elapsed)) return undefined;
  return { ms: when.ms, elapsed: when.elapsed === true, isForwarded, what };
};

/** What is nearer is over before somebody taps. */
export const LEAST_AHEAD_MS = 2 * 60_000;

/** With ids and the time, never with words: those are read again from the stored question. */
export const buttonsOf = (
  { clock }: Pick<Services, 'clock'>,
  { profile }: UpdateContext,
  { session, question }: { session: Session; question: Message },
): Button[] => {
  const askedMs = Number(question.key.split('#')[0]);
  const isOwn = question.key === messageKey(askedMs, updateOf(question), QUESTION);
  if (!isOwn || isContinue(question)) return [];
  const zone = profile?.zone?.name;
  const nowMs = clock.now();
  const found = timeIn(question.content, zone, question.ts);
  // What is forwarded has a card of its own.
  if (!found || found.ms - nowMs < LEAST_AHEAD_MS || found.isForwarded) return [];
  const [asked, due] = [`${base36(askedMs)}:${base36(updateOf(question))}`, base36(found.ms)];
  const remind = callbackData('rsaid', session.number, `${asked}:${due}${found.elapsed ? '-' : ''}`);
  return [
    { text: `⏰ ${localText(found.ms, zone, nowMs)}`, data: remind },
    { text: '📅 Event', data: callbackData('esaid', session.number, asked) },
  ];
};

const base36 = (number: number): string => number.toString(36);
