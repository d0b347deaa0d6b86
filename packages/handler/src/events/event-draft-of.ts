// A draft as calendars take it, and as a file.
import type { EventDraft as CalendarDraft } from '@steward/connectors';
import type { EventDraft, EventDraftStore, EventTime, MadeEvent, TimedDraft } from '@steward/core';

/** Each event that was lost leaves its name taken. */
export const nameOf = ({ id, lost }: Pick<EventDraft, 'id' | 'lost'>): string =>
  lost === 0 ? id : `${id}-${lost}`;

export const calendarDraftOf = (draft: TimedDraft): CalendarDraft => ({
  ...{ id: nameOf(draft), title: draft.title, time: timeOf(draft.time) },
  ...(draft.place !== undefined && { location: draft.place }),
  ...(draft.details !== undefined && { description: draft.details }),
});

/** What an event was made from. Once its draft is gone, without its description. */
export const draftOfMade = async (
  drafts: Pick<EventDraftStore, 'get'>,
  { owner, id, title, time, place }: MadeEvent,
): Promise<CalendarDraft> => {
  const details = (await drafts.get(owner, id.split('-')[0] ?? ''))?.details;
  return {
    ...{ id, title, time: timeOf(time) },
    ...(place !== undefined && { location: place }),
    ...(details !== undefined && { description: details }),
  };
};

const timeOf = (time: EventTime): CalendarDraft['time'] =>
  'days' in time
    ? { days: time.days }
    : { startMs: time.startMs, endMs: time.startMs + time.minutes * 60_000 };

/** For sending on, or into another calendar. */
export const icsOfMade = async (
  drafts: Pick<EventDraftStore, 'get'>,
  event: MadeEvent,
  nowMs: number,
): Promise<Uint8Array> => await fileOf(await draftOfMade(drafts, event), nowMs);

/** An `.ics` file. Its times are instants: a single event says the same everywhere, without the rules of a zone. */
export const icsOf = (draft: TimedDraft, nowMs: number): Promise<Uint8Array> =>
  fileOf(calendarDraftOf(draft), nowMs);

const fileOf = async (draft: CalendarDraft, nowMs: number): Promise<Uint8Array> => {
  const { eventText } = await import('@steward/connectors');
  return new TextEncoder().encode(eventText(draft, nowMs));
};
