// A draft → the iCalendar object that is stored, and back: whether what is stored is still what the draft made.
import ICAL from 'ical.js';
import type { DraftTime, EventDraft } from '../calendar/calendar.ts';
import { readEvent } from '../ics/read-event.ts';
import { splitComponents } from '../ics/split-components.ts';

/** Also the name of the resource, so that the same draft always meets itself. */
export const uidOf = ({ id }: EventDraft): string => {
  if (!/^[\w-]{1,64}$/.test(id)) throw new TypeError('The id of a draft has letters, digits and hyphens');
  return `steward-${id}`;
};

export const eventText = (draft: EventDraft, nowMs: number): string => {
  const calendar = new ICAL.Component('vcalendar');
  calendar.addPropertyWithValue('version', '2.0');
  calendar.addPropertyWithValue('prodid', '-//Steward//Steward//EN');
  const event = new ICAL.Component('vevent');
  calendar.addSubcomponent(event);
  const [start, end] = edgesOf(draft.time);
  event.addPropertyWithValue('uid', uidOf(draft));
  event.addPropertyWithValue('dtstamp', instant(nowMs));
  event.addPropertyWithValue('dtstart', start);
  // Also where it could be left out: Apple's server wants it.
  event.addPropertyWithValue('dtend', end);
  event.addPropertyWithValue('summary', plain(draft.title));
  if (draft.location !== undefined) event.addPropertyWithValue('location', plain(draft.location));
  if (draft.description !== undefined) event.addPropertyWithValue('description', plain(draft.description));
  return `${calendar.toString()}\r\n`;
};

/** Instants, not times of a zone: a single event needs none, and says the same everywhere. */
const edgesOf = (time: DraftTime): [ICAL.Time, ICAL.Time] =>
  'days' in time
    ? [ICAL.Time.fromDateString(time.days.start), ICAL.Time.fromDateString(time.days.end)]
    : [instant(time.startMs), instant(time.endMs)];

const instant = (ms: number): ICAL.Time => ICAL.Time.fromJSDate(new Date(ms), true);

/** Line breaks are escaped; other control characters have no place in the format. */
const plain = (text: string): string => text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '');

/** Undefined: it is another event. */
export const compareWithDraft = (text: string, draft: EventDraft): 'same' | 'changed' | undefined => {
  const read = (written: string) => {
    const events = splitComponents(written)?.events ?? [];
    return events.map((lines) => readEvent(lines, { resolveZone: () => 'UTC', addresses: [] }));
  };
  try {
    const stored = read(text);
    if (stored.length === 0 || stored.some(({ uid }) => uid !== uidOf(draft))) return undefined;
    const made = eventText(draft, 0);
    const isSame = JSON.stringify([stored, notesOf(text)]) === JSON.stringify([read(made), notesOf(made)]);
    return isSame ? 'same' : 'changed';
  } catch {
    return undefined;
  }
};

/** What the person may have added, and what is not read otherwise. */
const notesOf = (text: string): string =>
  String(
    ICAL.Component.fromString(text).getFirstSubcomponent('vevent')?.getFirstPropertyValue('description') ??
      '',
  );
