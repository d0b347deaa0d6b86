// Inviting: the one request that makes Google send mail. It names the version of the event that was looked at, so that of two
// at the same time one finds the other's guests.
import type { CallOptions, CreatedEvent, EventDraft } from '../calendar/calendar.ts';
import { addressesBeside } from '../calendar/same-address.ts';
import { ConnectorError } from '../connector-error.ts';
import { readAnswer, step } from '../http/token-api.ts';
import type { GoogleApi } from './google-api.ts';
import { attendeesOf, guestsIn } from './google-attendees.ts';
import { draftIdOf, etagOf, isAsDrafted } from './google-drafts.ts';
import { googleError } from './google-error.ts';

const MAIL = { sendUpdates: 'all' };
const MOST_TRIES = 3;

export const inviteToCreated = async (
  api: GoogleApi,
  created: CreatedEvent,
  draft: EventDraft,
  addresses: readonly string[],
  options: CallOptions = {},
): Promise<CreatedEvent> => {
  const { calendarId, eventId } = created;
  const path = `calendars/${step(calendarId)}/events/${step(eventId)}`;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const found = await api.ask('GET', path, options);
    if (found.status === 'cancelled') throw new ConnectorError('gone', { status: 410 });
    const { description } = found;
    const shown = { ...draft, ...(typeof description === 'string' && { description }) };
    if (draftIdOf(found) !== draft.id || !isAsDrafted(found, shown)) throw new ConnectorError('precondition');
    // Otherwise the person has changed something, and keeps it.
    const isOurs = etagOf(found) === created.etag || isAsDrafted(found, draft);
    const invited = (event: Record<string, unknown>): CreatedEvent => ({
      ...created,
      etag: isOurs ? etagOf(event) : undefined,
      guests: guestsIn(event),
    });
    const lacking = addressesBeside(addresses, guestsIn(found));
    if (lacking.length === 0) return invited(found);
    const attendees = [...attendeesOf(found), ...lacking.map((email) => ({ email }))];
    const etag = etagOf(found);
    const answer = await api.send('PATCH', path, { ...options, query: MAIL, etag, body: { attendees } });
    if (answer.status === 200) return invited(readAnswer(answer));
    if (answer.status === 400) throw new ConnectorError('refused', { status: 400 });
    if (answer.status !== 412) throw googleError(answer);
  }
  throw new ConnectorError('precondition', { status: 412 });
};
