// Writing: the one event of a draft, and taking it back. A property of the event names its draft and is looked for first; the
// transaction id of the draft keeps two that try at the same time from making two.
import type { CreatedEvent, CreateOptions, EventDraft, UndoOptions } from '../calendar/calendar.ts';
import { ConnectorError } from '../connector-error.ts';
import { readLink, readToken } from '../http/read-fields.ts';
import { readAnswer, step } from '../http/token-api.ts';
import { DRAFT_FIELDS, draftFilter, draftIdOf, isAsDrafted, toBody, WITH_DRAFT } from './draft-event.ts';
import type { GraphApi } from './graph-api.ts';
import { graphError, isDuplicate } from './graph-error.ts';
import { GUEST_FIELDS, hasOnly } from './graph-guests.ts';

export const createFromDraft = async (
  api: GraphApi,
  calendarId: string,
  draft: EventDraft,
  { signal, again = false }: CreateOptions = {},
): Promise<CreatedEvent> => {
  const calendar = `me/calendars/${step(calendarId)}`;
  const toCreated = (event: Record<string, unknown>): CreatedEvent => {
    const [eventId, etag] = [readToken(event.id), readToken(event['@odata.etag'])];
    if (eventId === undefined || etag === undefined) throw new ConnectorError('bad-answer');
    const link = readLink(event.webLink);
    const kept = isAsDrafted(event, draft) ? etag : undefined;
    return { calendarId, eventId, etag: kept, ...(link !== undefined && { link }) };
  };
  const find = async (): Promise<CreatedEvent | undefined> => {
    const query = { $filter: draftFilter(draft.id), $select: DRAFT_FIELDS, $expand: WITH_DRAFT };
    const found = await api.list(`${calendar}/events`, { query, signal });
    // Microsoft's filter does not tell capitals apart; and a copy that the person made says the same.
    const ours = found.filter((event) => draftIdOf(event) === draft.id);
    const event = ours.find((one) => isAsDrafted(one, draft)) ?? ours[0];
    return event && toCreated(event);
  };

  const earlier = await find();
  if (earlier) return earlier;
  if (again) throw new ConnectorError('gone');
  const made = await api.send('POST', `${calendar}/events`, { body: toBody(calendarId, draft), signal });
  if (made.status === 201 || made.status === 200) return toCreated(readAnswer(made));
  if (isDuplicate(made)) {
    const meanwhile = await find();
    if (meanwhile) return meanwhile;
    throw new ConnectorError('gone', { status: made.status });
  }
  if (made.status === 403) {
    // The same refusal for a right that was not granted and for a calendar that only reads.
    const { canEdit } = await api.ask('GET', calendar, { query: { $select: 'canEdit' }, signal });
    if (canEdit === false) throw new ConnectorError('read-only', { status: 403 });
  }
  throw graphError(made);
};

export const undoCreated = async (
  api: GraphApi,
  { eventId, etag, guests = [] }: CreatedEvent,
  { draft, signal }: UndoOptions = {},
): Promise<'deleted' | 'was-gone'> => {
  if (etag === undefined) throw new ConnectorError('precondition');
  const path = `me/events/${step(eventId)}`;
  const query = { $select: guests.length > 0 ? GUEST_FIELDS : 'id', $expand: WITH_DRAFT };
  const found = await api.send('GET', path, { query, signal });
  if (found.status !== 200) return goneOrThrow(graphError(found));
  const event = readAnswer(found);
  // Whatever was handed in: only what a draft made can be deleted here, and only as it was made.
  const isOurs = typeof draftIdOf(event) === 'string';
  const current = readToken(event['@odata.etag']);
  // Each answer of a guest is another version of the event.
  const isOnlyAnswered = () =>
    draft !== undefined && guests.length > 0 && isAsDrafted(event, draft) && hasOnly(event, guests);
  if (!isOurs || current === undefined || (current !== etag && !isOnlyAnswered()))
    throw new ConnectorError('precondition');
  // Its guests get a cancellation by that.
  const answer = await api.send('DELETE', path, { etag: current, signal });
  if (answer.status === 204 || answer.status === 200) return 'deleted';
  return goneOrThrow(graphError(answer));
};

const goneOrThrow = (error: ConnectorError): 'was-gone' => {
  if (error.code === 'gone') return 'was-gone';
  throw error;
};
