// Makes and takes back the one event of a draft. Its place follows from the draft, and it is put there only if nothing is: however
// often this is tried, and wherever a try has died, there is one event.
import type { CreatedEvent, CreateOptions, EventDraft } from '../calendar/calendar.ts';
import { ConnectorError } from '../connector-error.ts';
import type { GuardedResponse } from '../http/guarded-fetch.ts';
import { statusError } from '../http/status-error.ts';
import type { DavClient } from './dav-client.ts';
import { compareWithDraft, eventText, uidOf } from './event-text.ts';
import { readMultistatus } from './multistatus.ts';

export const createEvent = async (
  dav: DavClient,
  calendarId: string,
  draft: EventDraft,
  { nowMs, signal, again = false }: CreateOptions & { nowMs: number },
): Promise<CreatedEvent> => {
  const url = placeOf(calendarId, draft);
  const stored = async (): Promise<CreatedEvent | undefined> => {
    const { status, headers, body } = await dav.send(url, { method: 'GET', signal });
    if (status === 404 || status === 410) return undefined;
    if (status !== 200) throw statusError(status, headers);
    const compared = compareWithDraft(body, draft);
    if (compared === undefined) throw new ConnectorError('precondition');
    return { calendarId, eventId: url.href, etag: compared === 'same' ? headers.etag : undefined };
  };
  if (again) {
    const found = await stored();
    if (found) return found;
    throw new ConnectorError('gone');
  }
  const answer = await dav.send(url, {
    method: 'PUT',
    headers: { 'content-type': 'text/calendar; charset=utf-8', 'if-none-match': '*' },
    body: eventText(draft, nowMs),
    signal,
  });
  const refused = refusalOf(answer);
  if (refused && refused.code !== 'precondition') throw refused;
  if (!refused && answer.headers.etag !== undefined)
    return { calendarId, eventId: url.href, etag: answer.headers.etag };
  const found = await stored();
  if (found) return found;
  throw refused ?? new ConnectorError('gone');
};

export const undoEvent = async (
  dav: DavClient,
  { eventId, etag }: CreatedEvent,
  signal?: AbortSignal,
): Promise<'deleted' | 'was-gone'> => {
  // Only what has been made here, and only as it was made.
  const isOurs = URL.canParse(eventId) && /\/steward-[\w-]+\.ics$/.test(new URL(eventId).pathname);
  if (!isOurs || etag === undefined) throw new ConnectorError('precondition');
  const answer = await dav.send(new URL(eventId), {
    method: 'DELETE',
    headers: { 'if-match': etag },
    signal,
  });
  const refused = refusalOf(answer);
  if (!refused) return 'deleted';
  if (refused.code === 'gone') return 'was-gone';
  throw refused;
};

const placeOf = (calendarId: string, draft: EventDraft): URL => {
  const name = `${uidOf(draft)}.ics`;
  if (!URL.canParse(calendarId)) throw new ConnectorError('gone');
  return new URL(name, calendarId.endsWith('/') ? calendarId : `${calendarId}/`);
};

/** Some servers refuse inside of a 207. */
const refusalOf = ({ status, headers, body, url }: GuardedResponse): ConnectorError | undefined => {
  const worst = status === 207 ? Math.max(...readMultistatus(body, url).map((one) => one.worst)) : status;
  return worst >= 200 && worst < 300 ? undefined : statusError(worst, headers);
};
