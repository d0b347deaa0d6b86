// What is said about a card, and why something of it did not work: each with what to do next.
import type { EventFault, UndoResult } from '../../../events/events.ts';
import { whyOf } from '../../connections/agenda/missing-lines.ts';

export const UNKNOWN_BUTTON = 'This button does not work any more. Send /event and the words again.';

export const OVER =
  'This card is over: I keep one for a day, and none once you deleted your data, so this changed nothing. If its event is not in your calendar, send /event and the words again.';

/** Where its card was, what was made of it is told: that stays. */
export const turnedInto = (kind: string): string =>
  `A ${kind} was made of this card, so it is no event any more: see /${kind}s.`;

export const NOT_YOURS =
  'Only who asked for this event can tap its card. Send /event and your own words, and you get one of yours.';

export const SLOT_PASSED = 'That time has passed, so nothing was changed. The next free times are below.';

export const CHANGED = 'This has changed since you tapped, so nothing was made. Look at it, and tap again.';

export const CLASH =
  'Something came in the way meanwhile, so nothing was made yet. “Create” makes it all the same.';

export const DELETED =
  'I was interrupted while I made it, and it is not there: perhaps you deleted it. “Create” makes another one.';

export const PASSED =
  'That time has passed meanwhile, so nothing was made. Tap a free time below, or reply with another one, for example “tomorrow at 4pm”.';

export const NO_TARGET = 'There is no calendar that I can write to, so nothing was made.';

export const BEING_MADE =
  'I was interrupted while I made this, so I do not know whether it is in your calendar. “Look again” finds out, and makes it if it is not: never twice.';

export const SEVERAL =
  'I see several times in this, and one card is for one event. Send each as a message of its own, for example “/event dentist on friday at 3pm”.';

export const HELP_EXAMPLES = [
  '/event dentist on friday at 3pm',
  '/event lunch with Anna tomorrow 12:30 to 13:30 at Luigi’s',
  '/event conference on 3 June all day',
];

/** Of calendars that are written to; the others as where they are read. */
const WHY: Partial<Record<EventFault, string>> = {
  'read-only': 'that calendar cannot be written to; choose another one below, or take the file',
  gone: 'that calendar is not there any more; choose another one below, or connect it again (/connections)',
  scope: 'I was not allowed to write to it; connect it again (/connections) and allow the calendars',
};

const why = (fault: EventFault): string =>
  WHY[fault] ??
  whyOf(fault).replace('connect it again in the app (/connections)', 'connect it again (/connections)');

export const notMade = (fault: EventFault): string => `Nothing was made: ${why(fault)}.`;

export const perhapsMade = (fault: EventFault): string =>
  `I do not know yet whether it is in your calendar: ${why(fault)}. “Look again” finds out, and makes it if it is not: never twice.`;

const UNDO = {
  'was-gone': 'It was gone from your calendar already.',
  changed: 'It was changed in your calendar since, so I leave it as it is: delete it there.',
  'too-late': 'I can take it back for ten minutes, and they have passed: delete it in your calendar.',
} as const;

/** Undefined: it is taken back, as what is shown of it says. */
export const notUndone = (result: Exclude<UndoResult, { kind: 'unknown' }>): string | undefined => {
  if (result.kind === 'failed') return `It is still in your calendar: ${why(result.why)}.`;
  return result.kind === 'undone' ? undefined : UNDO[result.kind];
};

export const EDIT_PROMPT =
  '✏️ Reply to this message with what is different, for example “make it 4pm”, “call it dentist”, “an hour longer” or “at the office”.';

export const ZONE_FIRST = 'I need your time zone to know when that is: tell it below. “Go on” looks again.';

export const ZONE_BELOW = 'Your event waits for your time zone, and goes on when you told it.';

export const ALREADY_MADE =
  'It is in your calendar as you wrote it first, so your edit changed nothing: take it back below, or change it there.';
