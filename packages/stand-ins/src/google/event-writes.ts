// What is written into a calendar, and who gets mail of it.
import { randomBytes } from 'node:crypto';
import { type FakeReply, type FakeRequest, readJsonObject, readParameters } from '../service/fake-request.ts';
import type { FakeMail } from '../service/mails.ts';
import { readEvent } from './event-body.ts';
import { toAnswer } from './event-list.ts';
import { refuse } from './google-error.ts';
import type { GoogleEvent, GoogleStore, KeptCalendar } from './google-store.ts';

interface Within {
  account: string;
  kept: KeptCalendar;
  store: GoogleStore;
}

export const insert = (request: FakeRequest, { account, kept, store }: Within): FakeReply => {
  const updates = readUpdates(request);
  mustWrite(kept);
  const { id = randomBytes(13).toString('hex'), ...event } = readEvent(
    readJsonObject(request) ?? refuse('parseError'),
    kept.calendar.timeZone,
  );
  // Also the id of a deleted event stays taken.
  if (kept.events.has(id)) refuse('duplicate');
  const htmlLink = `https://calendar.google.example/event?eid=${id}`;
  const made = store.put(kept, { ...withAnswers(event, account), id, htmlLink } as never);
  if (updates !== 'none') store.mails.push(...toGuests(made, 'invitation'));
  return { status: 200, body: toAnswer(made, kept.calendar) };
};

/** Lists are replaced whole. Who is new gets an invitation, the others get word of the change. */
export const patch = (request: FakeRequest, { account, kept, store }: Within, id: string): FakeReply => {
  const updates = readUpdates(request);
  mustWrite(kept);
  const before = mustBeThere(request, kept, id);
  const { id: other, ...fields } = readJsonObject(request) ?? refuse('parseError');
  if (other !== undefined && other !== id) refuse('invalid');
  const { start, end } = before;
  const { id: _, ...judged } = readEvent({ start, end, ...fields }, kept.calendar.timeZone);
  const changed = store.put(kept, { ...before, ...withAnswers(judged, account) } as never);
  const known = new Set((before.attendees ?? []).map(({ email }) => email));
  const told = toGuests(changed, 'update').map(
    (mail): FakeMail => (known.has(mail.to) ? mail : { ...mail, what: 'invitation' }),
  );
  if (updates !== 'none') store.mails.push(...told);
  return { status: 200, body: toAnswer(changed, kept.calendar) };
};

export const remove = (request: FakeRequest, { kept, store }: Within, id: string): FakeReply => {
  const updates = readUpdates(request);
  mustWrite(kept);
  const event = mustBeThere(request, kept, id);
  store.remove(kept, event);
  if (updates !== 'none') store.mails.push(...toGuests(event, 'cancellation'));
  return { status: 204 };
};

const mustWrite = ({ calendar }: KeptCalendar): void => {
  if (!['owner', 'writer'].includes(calendar.accessRole)) refuse('requiredAccessLevel');
};

/** Mail goes out by default where nothing is said, so something must be said. */
const readUpdates = ({ url }: FakeRequest): string => {
  const { sendUpdates = '' } = readParameters(url.searchParams, ['sendUpdates'], () => refuse('badRequest'));
  return ['all', 'externalOnly', 'none'].includes(sendUpdates) ? sendUpdates : refuse('invalid');
};

const mustBeThere = (request: FakeRequest, { events }: KeptCalendar, id: string): GoogleEvent => {
  const event = events.get(id) ?? refuse('notFound');
  if (event.status === 'cancelled') refuse('deleted');
  const wanted = request.headers['if-match'];
  if (wanted !== undefined && wanted !== '*' && wanted !== event.etag) refuse('conditionNotMet');
  return event;
};

const withAnswers = (
  { attendees, ...event }: Partial<GoogleEvent>,
  account: string,
): Partial<GoogleEvent> => ({
  ...event,
  ...(attendees && {
    attendees: attendees.map(({ responseStatus = 'needsAction', ...guest }) => ({
      ...{ ...guest, responseStatus },
      ...(guest.email === account && { self: true }),
    })),
  }),
});

const toGuests = ({ id, attendees = [] }: GoogleEvent, what: FakeMail['what']): FakeMail[] =>
  attendees.flatMap(({ email, self }) => (self ? [] : [{ to: email, what, event: id }]));
