// What a reply to a card changes, in a line beside what is right; the corpus of replies that the test and the bench judge.
import corpus from '../event/edits.json' with { type: 'json' };
import { type ReadEdit, readEdit } from '../event/read-edit.ts';
import { instantOf } from '../when/local-time.ts';
import { EVENT_MOMENT } from './told-event.ts';

/** `want`: the time and the minutes, why it is asked, and what else changes; `—` where nothing is read. */
export interface EditUtterance {
  text: string;
  want: string;
}

export const editsIn = (rows: readonly unknown[]): EditUtterance[] =>
  (rows as [string, string, string][]).map(([, text, want]) => ({ text, want }));

export const eventEdits: readonly EditUtterance[] = editsIn(corpus);

/** The card that is replied to. */
export const EDITED = {
  time: { zone: EVENT_MOMENT.zone, startMs: instantOf('2027-03-12T15:00', EVENT_MOMENT.zone), minutes: 60 },
};

export const toldEdit = (read: ReadEdit | undefined): string => {
  if (!read) return '—';
  const { attendees, invites, place, title, unaddressed } = read;
  const listed = (name: string, all: readonly string[]) => all.length > 0 && `${name} ${all.join(', ')}`;
  return [
    timeIn(read),
    title !== undefined && `title ${title}`,
    place === null ? 'no place' : place !== undefined && `place ${place}`,
    listed('with', attendees),
    listed('invite', invites),
    listed('no address of', unaddressed),
  ]
    .filter((said) => said)
    .join(' · ');
};

const timeIn = (read: ReadEdit): string | undefined => {
  if (read.kind === 'asked') return `asked ${read.why}`;
  const { when } = read;
  if (when?.kind === 'days') return `${when.from} all day`;
  return when && `${when.local} ${(when.endMs - when.startMs) / 60_000}`;
};

export const readEditOf = ({ text }: EditUtterance): string => toldEdit(readEdit(text, EDITED, EVENT_MOMENT));
