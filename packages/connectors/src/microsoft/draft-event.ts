// The event of a draft, as it is sent, and whether an event is still as it was drafted.
import { createHash } from 'node:crypto';
import type { EventDraft } from '../calendar/calendar.ts';
import { isSameText } from '../calendar/is-same-text.ts';
import { isObject } from '../http/read-fields.ts';
import { utcOf } from './read-graph-event.ts';

/** Names the draft, in a space of its own; chosen once. */
export const DRAFT_PROPERTY = 'String {c7a7c1d9-6e0b-4d2a-9f50-3c1b9d4f7a58} Name StewardDraft';
export const DRAFT_FIELDS = 'subject,body,location,start,end,isAllDay,type,webLink';
export const WITH_DRAFT = `singleValueExtendedProperties($filter=id eq '${DRAFT_PROPERTY}')`;

export const draftFilter = (draftId: string): string => {
  const value = draftId.replaceAll("'", "''");
  return `singleValueExtendedProperties/Any(ep: ep/id eq '${DRAFT_PROPERTY}' and ep/value eq '${value}')`;
};

/** Nobody is invited, so that no mail is sent. */
export const toBody = (
  calendarId: string,
  { id, title, location, description, time }: EventDraft,
): object => ({
  transactionId: transactionIdOf(calendarId, id),
  subject: title,
  isAllDay: 'days' in time,
  ...('days' in time
    ? { start: utc(`${time.days.start}T00:00:00`), end: utc(`${time.days.end}T00:00:00`) }
    : { start: utc(textOf(time.startMs)), end: utc(textOf(time.endMs)) }),
  ...(location !== undefined && { location: { displayName: location } }),
  ...(description !== undefined && { body: { contentType: 'text', content: description } }),
  singleValueExtendedProperties: [{ id: DRAFT_PROPERTY, value: id }],
});

/** Of the whole mailbox: the same once more, with the same event, gives the first one again. */
const transactionIdOf = (calendarId: string, draftId: string): string =>
  createHash('sha256').update(`steward:${draftId}:${calendarId}`).digest('hex').slice(0, 36);

/** UTC is a zone of Windows too: their names are the ones that are sure to be known. */
const utc = (dateTime: string) => ({ dateTime, timeZone: 'UTC' });
const textOf = (ms: number): string => new Date(ms).toISOString().slice(0, -1);

export const draftIdOf = ({ singleValueExtendedProperties: all }: Record<string, unknown>): unknown => {
  const [property] = Array.isArray(all) ? all : [];
  return isObject(property) ? property.value : undefined;
};

export const isAsDrafted = (event: Record<string, unknown>, draft: EventDraft): boolean => {
  const { subject, location, body, type } = event;
  // A body that comes as a page cannot be compared.
  const text = isObject(body) && body.contentType === 'text' ? body.content : draft.description;
  return (
    type === 'singleInstance' &&
    isSameText(subject, draft.title) &&
    isSameText(isObject(location) ? location.displayName : '', draft.location) &&
    isSameText(text, draft.description) &&
    isSameTime(event, draft)
  );
};

const isSameTime = ({ start, end, isAllDay }: Record<string, unknown>, { time }: EventDraft): boolean => {
  try {
    const [from, to] = [utcOf(start), utcOf(end)];
    return 'days' in time
      ? isAllDay === true && from.startsWith(time.days.start) && to.startsWith(time.days.end)
      : isAllDay === false && Date.parse(`${from}Z`) === time.startMs && Date.parse(`${to}Z`) === time.endMs;
  } catch {
    return false;
  }
};
