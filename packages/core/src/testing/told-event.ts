// What is read of an event, in a line beside what is right; the corpus of sentences that the test and the bench judge.

import heldOut from '../event/held-out.json' with { type: 'json' };
import type { EventMoment } from '../event/judge-event-time.ts';
import { eventAskedFor, type ReadEvent, readEvent } from '../event/read-event.ts';
import corpus from '../event/utterances.json' with { type: 'json' };
import { instantOf } from '../when/local-time.ts';
import { TOLD_AT, TOLD_IN } from './told-when.ts';

export interface EventUtterance {
  language: string;
  kind: string;
  /** With `/event` or forwarded it is read whatever it asks for. */
  text: string;
  /** `start`: local, `<day> all day`, why it is asked about, or `chat`. */
  want: ToldEvent;
}

export interface ToldEvent {
  title: string;
  start: string;
  minutes: number;
  place: string;
  /** Behind each other, with commas. */
  attendees: string;
}

export const utterancesIn = (rows: readonly unknown[]): EventUtterance[] =>
  (rows as [string, string, string, string, string, number, string, string?][]).map(
    ([language, kind, text, title, start, minutes, place, attendees = '']) => ({
      language,
      kind,
      text,
      want: { title, start, minutes, place, attendees },
    }),
  );

export const eventUtterances: readonly EventUtterance[] = utterancesIn(corpus);
/** Written by whoever did not know how they are read. */
export const heldOutUtterances: readonly EventUtterance[] = utterancesIn(heldOut);

export const EVENT_MOMENT: EventMoment = { nowMs: instantOf(TOLD_AT, TOLD_IN), zone: TOLD_IN };

export const readUtterance = ({
  kind,
  text,
}: Pick<EventUtterance, 'kind' | 'text'>): ReadEvent | undefined => {
  const command = /^\/event\s+/.exec(text);
  return command || kind === 'forwarded'
    ? readEvent(text.slice(command?.[0].length ?? 0), EVENT_MOMENT)
    : eventAskedFor(text, EVENT_MOMENT);
};

export const toldEvent = (read: ReadEvent | undefined): ToldEvent => {
  if (!read) return { title: '', start: 'chat', minutes: 0, place: '', attendees: '' };
  const { title, place = '' } = read;
  const attendees = read.attendees.join(', ');
  if (read.kind === 'asked') return { title, start: read.why, minutes: 0, place, attendees };
  const { when } = read;
  return when.kind === 'days'
    ? { title, start: `${when.from} all day`, minutes: 0, place, attendees }
    : { title, start: when.local, minutes: (when.endMs - when.startMs) / 60_000, place, attendees };
};
