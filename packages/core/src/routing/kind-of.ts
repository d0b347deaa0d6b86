// Which kind something is that is said, by its words alone. What asks for a kind is sure; what only sounds like one may be
// known better by a model, or by the person.
import { type AskedEvent, asksForEvent, isEvent, namesEvent } from '../event/event-cues.ts';
import type { EventMoment } from '../event/judge-event-time.ts';
import { eventAskedFor, type ReadEvent, readEvent } from '../event/read-event.ts';
import { asksForReminder, CUES, END, type LanguageName, START } from '../when/words/cues.ts';
import { readWhen } from '../when/words/read-when.ts';
import { KIND_CUES } from './kind-cues.ts';
import type { FoundKind } from './route-by.ts';
import type { Kind } from './rule.ts';

/** A longer text is nothing that somebody wants to have kept as one thing. */
const LONGEST = 2_000;

const COMMAND = /^\s*\/(remind|task|event|note)(?:@\w+)?(?:\s|$)/i;
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
  const { asksFor } = expressions();
  if (asksFor.task.test(text)) return explicitly('task');
  if (asksFor.label.test(text)) return explicitly('note');
  const how: AskedEvent['how'] | undefined = eventAskedFor(text, moment) && asksForEvent(text)?.how;
  if (how === 'statement') return { kind: 'event', isSure: true };
  if (how) return explicitly('event');
  return asksFor.note.test(text) ? explicitly('note') : undefined;
};

const isQuestion = (text: string): boolean => /[?？]\s*$/.test(text);

const soundsLike = (text: string, moment: EventMoment): FoundKind | undefined => {
  const read = readEvent(text, moment);
  const isLater = namesTimeAhead(read);
  const { asks, duty } = expressions();
  const mustDo = duty.test(text);
  if (isLater && !mustDo && isEvent(read.title, read.language)) return { kind: 'event', isSure: true };
  if (isQuestion(text) && asks.test(text)) return undefined;
  if (isLater && namesEvent(text, read.language))
    return { kind: 'event', isSure: !mustDo && !isQuestion(text) };
  if (mustDo) return { kind: 'task', isSure: false };
  return isLater ? { kind: 'reminder', isSure: false } : undefined;
};

const NO_TIME_AHEAD: readonly string[] = ['no-time', 'unclear', 'end-unclear', 'past', 'far', 'never'];

const namesTimeAhead = (read: ReadEvent): boolean =>
  read.kind === 'event' || !NO_TIME_AHEAD.includes(read.why);

const expressionsOf = () => {
  const languages = Object.keys(KIND_CUES) as LanguageName[];
  const cues = languages.map((language) => KIND_CUES[language]);
  const polite = languages.map((language) => CUES[language].polite).join('|');
  const answers = cues.map((one) => one.answers).join('|');
  const begin = `^[\\s¿¡]*(?:(?:${polite})${END}[\\s,]*)*`;
  const anyOf = (patterns: string[]) => new RegExp(`${begin}(?:${patterns.join('|')})${END}`, 'iu');
  const labelled = (words: string) => `(?:${words})\\s*[:：]\\s*\\S`;
  return {
    asksFor: {
      task: new RegExp(
        `${begin}(?:${cues.map(({ task, tasking }) => `${labelled(task)}|(?:${tasking})${END}`).join('|')})`,
        'iu',
      ),
      label: new RegExp(`${begin}(?:${cues.map(({ note }) => labelled(note)).join('|')})`, 'iu'),
      note: anyOf(cues.map(({ noting }) => noting)),
    },
    /** It asks the model something. */
    asks: anyOf([...languages.map((language) => CUES[language].questions), answers, MODAL]),
    duty: new RegExp(
      `(?:^|[.!?;:,\\n]\\s*)${START}(?:${cues.map(({ duty }) => duty).join('|')})${END}(?![\\s,]*(?:${answers})${END})`,
      'iu',
    ),
  };
};

/** How a question begins that is none about something to come. */
const MODAL = 'should|shall|do|does|did|is|was|soll|sollte|debo|dois-je|devo';

let made: ReturnType<typeof expressionsOf> | undefined;

const expressions = () => {
  made ??= expressionsOf();
  return made;
};
