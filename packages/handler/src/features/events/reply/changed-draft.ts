// A draft with what a reply changes, and what is said of that.
import { beginningOf, type EventDraft, MAX_EVENT_DETAILS } from '@steward/core';
import type { ReadEdit } from '@steward/core/event';
import { timeLine } from '../card/time-line.ts';

/** Of names, and of addresses: more than are invited at once, so that the rest can be told. */
const MOST_PEOPLE = 100;

type When = (ReadEdit & { kind: 'edit' })['when'];

/** What changed, by name: kept beside the change, so that another try says the same of it. */
export type ChangedField = 'title' | 'time' | 'place' | 'people';

export const changedDraft = (
  draft: EventDraft,
  edit: ReadEdit,
  zone: string,
): { next: EventDraft; fields: ChangedField[] } => {
  const { details, place, title } = edit;
  const { place: _, ...placeless } = draft;
  const before = place === null ? placeless : draft;
  const more = [details, details === undefined ? undefined : draft.details].filter(
    (part) => part !== undefined,
  );
  const invites = withOthers(draft.invites ?? [], edit.invites);
  const people: EventDraft = {
    ...before,
    attendees: withOthers(draft.attendees, edit.attendees),
    ...(invites.length > 0 && { invites }),
    ...(typeof place === 'string' && { place }),
    ...(title !== undefined && { title }),
    ...(more.length > 0 && { details: more.join('\n').slice(0, MAX_EVENT_DETAILS) }),
  };
  const when = edit.kind === 'edit' ? edit.when : undefined;
  const timed = when ? withTime(people, when, draft.time?.zone ?? zone) : people;
  const fields = FIELDS.filter(([, of]) => JSON.stringify(of(timed)) !== JSON.stringify(of(draft)));
  const next = { ...timed, revision: draft.revision + 1 };
  return { next, fields: [...new Set(fields.map(([field]) => field))] };
};

const FIELDS: readonly [ChangedField, (draft: EventDraft) => unknown][] = [
  ['title', ({ title }) => title],
  ['time', ({ time }) => time],
  ['place', ({ place }) => place],
  ['people', ({ attendees, invites = [] }) => [attendees, invites]],
];

const withOthers = (before: readonly string[], more: readonly string[]): string[] => {
  const known = new Set(before.map((one) => one.toLowerCase()));
  return [...before, ...more.filter((one) => !known.has(one.toLowerCase()))].slice(0, MOST_PEOPLE);
};

/** Nothing is asked of it any more. */
const withTime = (draft: EventDraft, when: NonNullable<When>, zone: string): EventDraft => {
  const { asked: _, words: __, saidMs: ___, isUsualLength, ...others } = draft;
  if (when.kind === 'days') return { ...others, time: { zone, days: { start: when.from, end: when.until } } };
  const minutes = Math.round((when.endMs - when.startMs) / 60_000);
  const { time } = draft;
  const isUsual =
    when.lengthFrom === 'default' || (isUsualLength && time && 'minutes' in time && time.minutes === minutes);
  return {
    ...others,
    time: { zone, startMs: when.startMs, minutes },
    ...(isUsual && { isUsualLength: true }),
  };
};

/** One line. */
export const changesSaid = (draft: EventDraft, fields: readonly ChangedField[], nowMs: number): string => {
  const { attendees, invites = [], place, time, title } = draft;
  const said: Record<ChangedField, string> = {
    title: `“${shortened(title, SHOWN)}”`,
    time: time ? timeLine(time, nowMs) : '',
    place: place === undefined ? 'no place' : `at ${place}`,
    people: `with ${shortened([...attendees, ...invites].join(', '), PEOPLE_SHOWN)}`,
  };
  return fields.map((field) => said[field]).join(' · ');
};

const [SHOWN, PEOPLE_SHOWN] = [80, 600];

const shortened = (text: string, most: number): string =>
  text.length > most ? `${beginningOf(text, most).trimEnd()}…` : text;
