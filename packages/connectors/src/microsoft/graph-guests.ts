// Inviting: the one request that makes Microsoft send mail. It goes to whom the list of guests is new; with nothing else in the
// request nobody else is told.
import type { CallOptions, CreatedEvent, EventDraft } from '../calendar/calendar.ts';
import { addressesBeside } from '../calendar/same-address.ts';
import { ConnectorError } from '../connector-error.ts';
import { isObject, readToken } from '../http/read-fields.ts';
import { readAnswer, step } from '../http/token-api.ts';
import { DRAFT_FIELDS, draftIdOf, isAsDrafted, WITH_DRAFT } from './draft-event.ts';
import type { GraphApi } from './graph-api.ts';
import { graphError } from './graph-error.ts';

type Item = Record<string, unknown>;

const MOST_TRIES = 3;
export const GUEST_FIELDS = `${DRAFT_FIELDS},attendees`;

export const inviteToCreated = async (
  api: GraphApi,
  created: CreatedEvent,
  draft: EventDraft,
  addresses: readonly string[],
  { signal }: CallOptions = {},
): Promise<CreatedEvent> => {
  const path = `me/events/${step(created.eventId)}`;
  const query = { $select: GUEST_FIELDS, $expand: WITH_DRAFT };
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const found = await api.ask('GET', path, { query, signal });
    const isHis = draftIdOf(found) === draft.id && isAsDrafted(found, withBodyOf(found, draft));
    if (!isHis) throw new ConnectorError('precondition');
    // Otherwise the person has changed something, and keeps it.
    const isOurs = etagOf(found) === created.etag || isAsDrafted(found, draft);
    const invited = (event: Item): CreatedEvent => ({
      ...created,
      etag: isOurs ? etagOf(event) : undefined,
      guests: guestsIn(event),
    });
    const lacking = addressesBeside(addresses, guestsIn(found));
    if (lacking.length === 0) return invited(found);
    const guests = lacking.map((address) => ({ emailAddress: { address }, type: 'required' }));
    const attendees = [...attendeesOf(found).map(asGiven), ...guests];
    const answer = await api.send('PATCH', path, { body: { attendees }, etag: etagOf(found), signal });
    if (answer.status === 200) return invited(readAnswer(answer));
    if (answer.status === 400) throw new ConnectorError('refused', { status: 400 });
    if (answer.status !== 412) throw graphError(answer);
  }
  throw new ConnectorError('precondition', { status: 412 });
};

export const hasOnly = (event: Item, guests: readonly string[]): boolean =>
  addressesBeside(guestsIn(event), guests).length === 0;

const withBodyOf = ({ body }: Item, draft: EventDraft): EventDraft => ({
  ...draft,
  ...(isObject(body) && typeof body.content === 'string' && { description: body.content }),
});

const etagOf = (event: Item): string => {
  const etag = readToken(event['@odata.etag']);
  if (etag === undefined) throw new ConnectorError('bad-answer');
  return etag;
};

const attendeesOf = ({ attendees = [] }: Item): Item[] => {
  if (!Array.isArray(attendees) || !attendees.every(isObject)) throw new ConnectorError('bad-answer');
  return attendees;
};

/** What they have answered is the mailbox's to keep. */
const asGiven = ({ emailAddress, type }: Item): Item => ({ emailAddress, type });

const guestsIn = (event: Item): string[] =>
  attendeesOf(event).flatMap(({ emailAddress }) => {
    const address = isObject(emailAddress) ? emailAddress.address : undefined;
    return typeof address === 'string' ? [address] : [];
  });
