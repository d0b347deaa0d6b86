// The event that somebody wants to have made, read as strictly as the service would.
import { isObject } from '../service/fake-request.ts';
import { isMailAddress } from '../service/mails.ts';
import { refuse } from './graph-error.ts';
import type { GraphAttendee, SeededGraphEvent } from './graph-store.ts';
import { instantOf, isMidnight, readTime } from './graph-times.ts';

const CHOICES: Record<string, readonly string[]> = {
  showAs: ['free', 'tentative', 'busy', 'oof', 'workingElsewhere', 'unknown'],
  sensitivity: ['normal', 'personal', 'private', 'confidential'],
};
/** Nobody is invited here: attendees would get mail. */
const FIELDS = [
  'subject',
  'body',
  'location',
  'start',
  'end',
  'isAllDay',
  'transactionId',
  'singleValueExtendedProperties',
  ...Object.keys(CHOICES),
];
const PROPERTY_ID = /^String \{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\} Name \w+$/i;

const invalid = (): never => refuse('ErrorPropertyValidationFailure');

export const readEvent = (body: Record<string, unknown>): SeededGraphEvent => {
  for (const [name, value] of Object.entries(body)) {
    if (!FIELDS.includes(name)) refuse('BadRequest');
    if (name in CHOICES && !CHOICES[name]?.includes(String(value))) invalid();
  }
  const { subject = '', isAllDay = false, transactionId } = body;
  if (typeof subject !== 'string' || typeof isAllDay !== 'boolean') return invalid();
  if (transactionId !== undefined && (typeof transactionId !== 'string' || transactionId === ''))
    return invalid();
  const [start, end] = [readTime(body.start), readTime(body.end)];
  if (isAllDay) {
    if (!isMidnight(start) || !isMidnight(end) || start.timeZone !== end.timeZone) invalid();
    if (instantOf(end) <= instantOf(start)) invalid();
  } else if (instantOf(end) < instantOf(start)) invalid();
  return {
    ...body,
    subject,
    isAllDay,
    start,
    end,
    ...(body.body !== undefined && { body: readBody(body.body) }),
    ...(body.location !== undefined && { location: readLocation(body.location) }),
    ...(body.singleValueExtendedProperties !== undefined && {
      singleValueExtendedProperties: readProperties(body.singleValueExtendedProperties),
    }),
  } as SeededGraphEvent;
};

const readBody = (value: unknown): SeededGraphEvent['body'] => {
  const { contentType, content, ...unknown } = isObject(value) ? value : invalid();
  if ((contentType !== 'text' && contentType !== 'html') || typeof content !== 'string') return invalid();
  return Object.keys(unknown).length > 0 ? invalid() : { contentType, content };
};

const readLocation = (value: unknown): SeededGraphEvent['location'] =>
  isObject(value) && typeof value.displayName === 'string' && Object.keys(value).length === 1
    ? { displayName: value.displayName }
    : invalid();

const readProperties = (value: unknown): { id: string; value: string }[] =>
  (Array.isArray(value) ? value : invalid()).map((one) =>
    isObject(one) && PROPERTY_ID.test(String(one.id)) && typeof one.value === 'string'
      ? { id: String(one.id), value: one.value }
      : invalid(),
  );

/** The whole list: who is not in it is a guest no more. What they answered is kept, whatever is said of it. */
export const readAttendees = (
  { attendees, ...others }: Record<string, unknown>,
  before: readonly GraphAttendee[] = [],
): GraphAttendee[] => {
  // Anything beside them would tell everybody.
  if (Object.keys(others).length > 0 || !Array.isArray(attendees)) return refuse('BadRequest');
  if (attendees.length > MOST_ATTENDEES) refuse('ErrorInvalidParameter');
  return attendees.map((one) => {
    const { emailAddress, type = 'required' } = isObject(one) ? one : invalid();
    const { address, name } = isObject(emailAddress) ? emailAddress : invalid();
    if (!isMailAddress(address) || !['required', 'optional'].includes(String(type)))
      return refuse('ErrorInvalidRecipients');
    const known = before.find((guest) => guest.emailAddress.address === address);
    return {
      emailAddress: { address, name: String(name ?? address) },
      type: String(type),
      status: known?.status ?? { response: 'none', time: '0001-01-01T00:00:00Z' },
    };
  });
};

const MOST_ATTENDEES = 500;
