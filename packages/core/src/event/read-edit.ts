// A reply to the card of an event → what it changes there. It is read whole or not at all: a word that is not understood may
// be the one that matters.
import { beginningOf } from '../cut-text.ts';
import { asksForReminder } from '../when/words/asks-for-reminder.ts';
import { END, type LanguageName } from '../when/words/cues.ts';
import { readWhen, type Understood } from '../when/words/read-when.ts';
import { type Pieces, readPieces } from './edit-pieces.ts';
import { type Reader, readTimeWords, type TimeWords } from './edit-time.ts';
import { EDIT_WORDS } from './edit-words.ts';
import { editedTime, type TimeBase } from './edited-time.ts';
import type { EventDays, EventMoment, EventTime, WhyNot } from './judge-event-time.ts';
import { MAX_EVENT_TITLE } from './read-event.ts';

export interface EventChanges extends Pieces {
  title?: string;
  /** What the title has no room for. */
  details?: string;
}

export type ReadEdit = EventChanges &
  (
    | { kind: 'edit'; when?: EventTime | EventDays }
    | ({ kind: 'asked'; minutes?: number; allDay?: true } & WhyNot)
  );

/** A longer one is no edit. */
const LONGEST = 4_096;

/** Undefined: it says something else, or something that is not understood. */
export const readEdit = (text: string, base: TimeBase, moment: EventMoment): ReadEdit | undefined => {
  if (text.length > LONGEST || asksForReminder(text)) return undefined;
  const reader = onceEach((words) => readWhen(words, base.time?.zone ?? moment.zone, moment.nowMs));
  for (const language of Object.keys(EDIT_WORDS) as LanguageName[]) {
    const read = readIn(text.trim(), reader, language);
    if (!read) continue;
    const { time, ...changes } = read;
    const when = editedTime(time, base, moment);
    if (when === 'unclear') return undefined;
    if (when === undefined) return { kind: 'edit', ...changes };
    if (!('why' in when)) return { kind: 'edit', ...changes, when };
    const minutes = time.lengthMs === undefined ? base.asked?.minutes : Math.round(time.lengthMs / MINUTE_MS);
    const allDay = time.isAllDay || base.asked?.allDay;
    return {
      kind: 'asked',
      ...changes,
      ...when,
      ...(minutes !== undefined && { minutes }),
      ...(allDay && { allDay }),
    };
  }
  return undefined;
};

const MINUTE_MS = 60_000;

/** Each language asks for the same texts. */
const onceEach = (read: Reader): Reader => {
  const known = new Map<string, Understood | undefined>();
  return (text) => {
    if (!known.has(text)) known.set(text, read(text));
    return known.get(text);
  };
};

/** Of changes beside the title, without addresses: nobody says as much, and each of its words may be a time. */
const LONGEST_CHANGES = 300;

type Read = EventChanges & { time: TimeWords };

const readIn = (text: string, reader: Reader, language: LanguageName): Read | undefined => {
  const read = (words: string): Read | undefined => {
    if (words.replace(/\S+@\S+/g, '').length > LONGEST_CHANGES) return undefined;
    for (const isBare of [true, false]) {
      const time = readTimeWords(words, reader, language, isBare);
      const pieces = time && readPieces(time.left, reader, language);
      if (time && pieces && (saysTime(time) || saysPieces(pieces))) return { ...pieces, time };
    }
    return undefined;
  };
  const cue = new RegExp(`(?:^|[\\s,;.])(?:${EDIT_WORDS[language].title})${END}\\s*:?\\s+(?=\\S)`, 'iu').exec(
    text,
  );
  if (!cue) return read(text);
  const before = text.slice(0, cue.index).trim();
  const behind = text.slice(cue.index + cue[0].length);
  const { title, rest } = titleIn(behind, read);
  const others = [before, rest].filter((words) => words !== '').join(', ');
  const changes = others === '' ? { ...NOTHING, time: { isAllDay: false, left: '' } } : read(others);
  return changes && { ...changes, ...named(title) };
};

const NOTHING: Pieces = { attendees: [], invites: [], unaddressed: [] };

const saysTime = ({ end, isAllDay, lengthMs, longer, shift, start }: TimeWords): boolean =>
  isAllDay || [end, lengthMs, longer, shift, start].some((said) => said !== undefined);

const saysPieces = ({ attendees, invites, place }: Pieces): boolean =>
  place !== undefined || attendees.length + invites.length > 0;

const QUOTED = /^(?:"([^"]+)"|“([^”]+)”|„([^“”]+)[“”]|«([^»]+)»|'([^']+)')[\s,;.]*/u;
const SEPARATOR = /\s*(?:[,;\n]|\.\s)\s*/g;
/** Of a title that is looked through for a time at its end. */
const LONGEST_LINE = 120;

/** A title goes on to the end, or to where the rest is another change. */
const titleIn = (
  behind: string,
  read: (words: string) => Read | undefined,
): { title: string; rest: string } => {
  const quoted = QUOTED.exec(behind);
  const whole = { title: behind, rest: '' };
  if (quoted) return { title: quoted.slice(1).join(''), rest: behind.slice(quoted[0].length) };
  if (behind.length > LONGEST_LINE) return whole;
  const and = new RegExp(`\\s+(?:and|und|y|et|e|и)\\s+|${SEPARATOR.source}`, 'giu');
  for (const { 0: separator, index } of behind.matchAll(and)) {
    const rest = behind.slice(index + separator.length);
    if (rest !== '' && index > 0 && read(rest)) return { title: behind.slice(0, index), rest };
  }
  // “Call it dentist at 4pm”; a number alone may be of the name.
  for (const { index } of behind.matchAll(/\s+(?=\S)/g)) {
    const rest = behind.slice(index).trim();
    const found = /\d/.test(rest) && !/^[\d:.]+$/.test(rest) ? read(rest) : undefined;
    if (found && saysTime(found.time) && !saysPieces(found)) return { title: behind.slice(0, index), rest };
  }
  return whole;
};

const named = (said: string): Pick<EventChanges, 'details' | 'title'> => {
  const whole = said.replace(/^[\s,;:]+|[\s,;:]+$/g, '').replace(/(?<!\.)\.$/, '');
  const title = beginningOf(whole, MAX_EVENT_TITLE).trimEnd();
  const details = whole.slice(title.length).trim();
  return { title, ...(details !== '' && { details }) };
};
