// The event that somebody wants to have made, read as strictly as the service would.
import { isObject } from '../service/fake-request.ts';
import { isMailAddress } from '../service/mails.ts';
import { refuse } from './google-error.ts';
import type { GoogleEvent } from './google-store.ts';
import { instantOf, readTime } from './google-times.ts';

const TEXTS = { summary: 1_024, description: 8_192, location: 1_024 };
const CHOICES: Record<string, string[]> = {
  transparency: ['opaque', 'transparent'],
  visibility: ['default', 'public', 'private', 'confidential'],
  status: ['confirmed', 'tentative'],
};
const OTHERS = ['id', 'start', 'end', 'attendees', 'extendedProperties', 'reminders', 'source', 'recurrence'];

export const readEvent = (
  body: Record<string, unknown>,
  calendarZone: string,
): Omit<GoogleEvent, 'etag' | 'id'> & { id: string | undefined } => {
  for (const [name, value] of Object.entries(body)) {
    if (name in TEXTS) {
      if (typeof value !== 'string' || value.length > TEXTS[name as keyof typeof TEXTS]) refuse('invalid');
    } else if (name in CHOICES) {
      if (!CHOICES[name]?.includes(String(value))) refuse('invalid');
    } else if (!OTHERS.includes(name)) refuse('invalid');
  }
  const { id } = body;
  if (id !== undefined && (typeof id !== 'string' || !/^[a-v0-9]{5,1024}$/.test(id))) refuse('invalid');
  const [start, end] = [readTime(body.start), readTime(body.end)];
  if ((start.date === undefined) !== (end.date === undefined)) refuse('invalid');
  if (instantOf(end, calendarZone) <= instantOf(start, calendarZone)) refuse('timeRangeEmpty');
  if (body.recurrence !== undefined) readRecurrence(body.recurrence, start.timeZone);
  if (body.attendees !== undefined) readAttendees(body.attendees);
  return { status: 'confirmed', ...body, id: id as string | undefined, start, end } as ReturnType<
    typeof readEvent
  >;
};

const readRecurrence = (value: unknown, zone: string | undefined): void => {
  const rules =
    Array.isArray(value) && value.every((rule) => /^(?:RRULE|EXDATE|RDATE)[:;]/.test(String(rule)));
  if (!rules || zone === undefined) refuse('required');
};

const readAttendees = (value: unknown): void => {
  const each = Array.isArray(value) && value.length <= 200 ? value : refuse('invalid');
  for (const attendee of each) if (!isObject(attendee) || !isMailAddress(attendee.email)) refuse('invalid');
};
