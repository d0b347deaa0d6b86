// Writing: the one event of a draft, and taking it back. The event's id comes from the draft, so that Google itself refuses a
// second one; the id of a deleted event stays taken, and that is how a deletion meanwhile is noticed.
import { createHash } from 'node:crypto';
import type { CallOptions, CreatedEvent, EventDraft, UndoOptions } from '../calendar/calendar.ts';
import { isSameText } from '../calendar/is-same-text.ts';
import { ConnectorError } from '../connector-error.ts';
import { isObject, readLink } from '../http/read-fields.ts';
import { readAnswer, step } from '../http/token-api.ts';
import type { GoogleApi } from './google-api.ts';
import { hasOnly } from './google-attendees.ts';
import { googleError } from './google-error.ts';

/** Always said: without it mail may go out. */
const NO_MAIL = { sendUpdates: 'none' };
const MAIL = { sendUpdates: 'all' };
/** Hexadecimal digits lie in Google's alphabet, which is that of base32hex. */
export const eventIdOf = (draftId: string): string =>
  createHash('sha256').update(`steward:${draftId}`).digest('hex');

export const createFromDraft = async (
  api: GoogleApi,
  calendarId: string,
  draft: EventDraft,
  options: CallOptions = {},
): Promise<CreatedEvent> => {
  const id = eventIdOf(draft.id);
  const path = `calendars/${step(calendarId)}/events`;
  const made = await api.send('POST', path, { ...options, query: NO_MAIL, body: toBody(id, draft) });
  const toCreated = (event: Record<string, unknown>): CreatedEvent => {
    const link = readLink(event.htmlLink);
    return { calendarId, eventId: id, etag: etagOf(event), ...(link !== undefined && { link }) };
  };
  if (made.status === 200) return toCreated(readAnswer(made));
  if (made.status !== 409) throw googleError(made);

  const found = await api.ask('GET', `${path}/${id}`, options);
  if (found.status === 'cancelled') throw new ConnectorError('gone', { status: 410 });
  if (draftIdOf(found) !== draft.id) throw new ConnectorError('precondition', { status: 409 });
  return isAsDrafted(found, draft) ? toCreated(found) : { ...toCreated(found), etag: undefined };
};

export const undoCreated = async (
  api: GoogleApi,
  { calendarId, eventId, etag, guests = [] }: CreatedEvent,
  { draft, signal }: UndoOptions = {},
): Promise<'deleted' | 'was-gone'> => {
  // Whatever was handed in: only what a draft made can be deleted here.
  if (etag === undefined || !/^"[^"*]+"$/.test(etag) || !/^[0-9a-f]{64}$/.test(eventId))
    throw new ConnectorError('precondition');
  const path = `calendars/${step(calendarId)}/events/${eventId}`;
  const query = guests.length > 0 ? MAIL : NO_MAIL;
  const remove = async (as: string): Promise<'deleted' | 'was-gone' | undefined> => {
    const answer = await api.send('DELETE', path, { signal, query, etag: as });
    if (answer.status === 204 || answer.status === 200) return 'deleted';
    if (answer.status === 410 || answer.status === 404) return 'was-gone';
    if (answer.status !== 412) throw googleError(answer);
    return undefined;
  };
  const removed = await remove(etag);
  if (removed) return removed;
  const answer = await api.send('GET', path, { signal });
  if (answer.status === 404) return 'was-gone';
  const found = answer.status === 200 ? readAnswer(answer) : {};
  if (found.status === 'cancelled') return 'was-gone';
  // Each answer of a guest is another version of the event.
  const isOnlyAnswered = draft && guests.length > 0 && isAsDrafted(found, draft) && hasOnly(found, guests);
  const then = isOnlyAnswered ? await remove(etagOf(found)) : undefined;
  if (then) return then;
  throw new ConnectorError('precondition', { status: 412 });
};

const toBody = (id: string, { id: draftId, title, location, description, time }: EventDraft): object => ({
  id,
  summary: title,
  ...('days' in time
    ? { start: { date: time.days.start }, end: { date: time.days.end } }
    : { start: { dateTime: toText(time.startMs) }, end: { dateTime: toText(time.endMs) } }),
  ...(location !== undefined && { location }),
  ...(description !== undefined && { description }),
  extendedProperties: { private: { stewardDraft: draftId } },
});

const toText = (ms: number): string => new Date(ms).toISOString();

export const etagOf = ({ etag }: Record<string, unknown>): string => {
  if (typeof etag !== 'string' || etag === '') throw new ConnectorError('bad-answer');
  return etag;
};

export const draftIdOf = ({ extendedProperties }: Record<string, unknown>): unknown =>
  isObject(extendedProperties) && isObject(extendedProperties.private)
    ? extendedProperties.private.stewardDraft
    : undefined;

export const isAsDrafted = (
  { summary = '', location = '', description = '', start, end }: Record<string, unknown>,
  draft: EventDraft,
): boolean => {
  const { time } = draft;
  const [from, to] = [start, end].map((one) => (isObject(one) ? one : {}));
  const sameTime =
    'days' in time
      ? from?.date === time.days.start && to?.date === time.days.end
      : Date.parse(String(from?.dateTime)) === time.startMs &&
        Date.parse(String(to?.dateTime)) === time.endMs;
  const sameWords =
    isSameText(summary, draft.title) &&
    isSameText(location, draft.location) &&
    isSameText(description, draft.description);
  return sameTime && sameWords;
};
