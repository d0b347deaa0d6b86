// Which kind something is that is said, by its words alone. What asks for a kind is sure; what only sounds like one may be
// known better by a model, or by the person.
import { type AskedEvent, asksForEvent, isEvent, namesEvent } from '../event/event-cues.ts';
import type { EventMoment } from '../event/judge-event-time.ts';
import { eventAskedFor, type ReadEvent, readEvent } from '../event/read-event.ts';
import { asksForReminder } from '../when/words/asks-for-reminder.ts';
import { readWhen } from '../when/words/read-when.ts';
import { kindExpressions } from './kind-expressions.ts';
import type { FoundKind } from './route-by.ts';
import type { Kind } from './rule.ts';

/** A longer text is nothing that somebody wants to have kept as one thing. */
const LONGEST = 2_000;

export const COMMAND = /^\s*\/(remind|task|event|note)(?:@\w+)?(?:\s|$)/i;
const OF_COMMAND: Record<string, Kind> = { remind: 'reminder', task: 'task', event: 'event', note: 'note' };

/** Undefined: chat. */
export const kindOf = (text: string, moment: EventMoment): FoundKind | undefined => {
  const command = OF_COMMAND[COMMAND.exec(text)?.[1]?.toLowerCase() ?? ''];
  if (command) return explicitly(command);
  if (text.length > LONGEST) return undefined;
  return askedFor(text, moment) ?? soundsLike(text, moment);
};

const explicitly = (kind: Kind): FoundKind => ({ kind, isSure: true, isExplicit: true });

const askedFor = (text: string, moment: EventMoment): FoundKind | undefined => {
  // “Can you remind me of the capital of France?”
  if (asksForReminder(text))
    return isQuestion(text) && !readWhen(text, moment.zone, moment.nowMs)
      ? undefined
      : explicitly('reminder');
  const { labels, noting } = kindExpressions();
  if (asksForTask(text)) return explicitly('task');
  if (labels.note.test(text)) return explicitly('note');
  const how: AskedEvent['how'] | undefined = eventAskedFor(text, moment) && asksForEvent(text)?.how;
  if (how === 'statement') return { kind: 'event', isSure: true };
  if (how) return explicitly('event');
  return noting.test(text) ? explicitly('note') : undefined;
};

const asksForTask = (text: string): boolean => {
  const { labels, tasking, list } = kindExpressions();
  return labels.task.test(text) || tasking.test(text) || list.some((frame) => frame.test(text));
};

const isQuestion = (text: string): boolean => /[?？]\s*$/.test(text);

const soundsLike = (text: string, moment: EventMoment): FoundKind | undefined => {
  const read = readEvent(text, moment);
  const isLater = namesTimeAhead(read);
  const { asks, duty } = kindExpressions();
  const mustDo = duty.test(text);
  if (isLater && !mustDo && isEvent(read.title, read.language)) return { kind: 'event', isSure: true };
  if (isQuestion(text) && asks.test(text)) return undefined;
  if (isLater && namesEvent(text, read.language))
    return { kind: 'event', isSure: !mustDo && !isQuestion(text) };
  if (mustDo) return { kind: 'task', isSure: false };
  // Of a day alone nothing rings: “Good morning” names one as well.
  const isOfDay = read.kind === 'asked' && read.why === 'no-clock';
  return isLater && !isOfDay ? { kind: 'reminder', isSure: false } : undefined;
};

const NO_TIME_AHEAD: readonly string[] = ['no-time', 'unclear', 'end-unclear', 'past', 'far', 'never'];

const namesTimeAhead = (read: ReadEvent): boolean =>
  read.kind === 'event' || !NO_TIME_AHEAD.includes(read.why);
