// What a card says: the event as it will be, and what the person has to know of it.
import { type EventDraft, MAX_EVENT_DETAILS, type MadeEvent } from '@steward/core';
import { MAX_EVENT_TITLE } from '@steward/core/event';
import { dayAt } from '@steward/core/when';
import type { AgendaEvent, Missing } from '../../../connections/reading.ts';
import type { FormattedText } from '../../../telegram/format/formatted-text.ts';
import { bold, concat, lines, say } from '../../../telegram/say.ts';
import { foreignText } from '../../connections/agenda/foreign-text.ts';
import { missingLines } from '../../connections/agenda/missing-lines.ts';
import { leadLine } from '../free/lead-line.ts';
import type { Surroundings } from './look-around.ts';
import type { Place } from './places.ts';
import { lengthLine, spanLine, timeLine } from './time-line.ts';

type Piece = FormattedText | string;

/** As much of a person's own words as is shown of them beside the title. */
const [PLACE, DETAILS, CALENDAR, CLASH, GUESTS, LINK] = [200, 300, 60, 60, 600, 1_000];
const CLASHES = 3;

/** Forwarded words may hold what acts at a tap. */
export const titleText = (title: string): FormattedText => {
  const shown = foreignText(title, MAX_EVENT_TITLE, '(no title)');
  return shown.entities.length > 0 ? shown : bold(shown.text);
};

/** `note`: above it, what was just found out. */
export const cardText = (
  draft: EventDraft,
  { place, places, slots, way }: Surroundings,
  { nowMs, note }: { nowMs: number; note?: Piece | undefined },
): FormattedText => {
  const { title, time } = draft;
  return lines(
    ...(note === undefined ? [] : [note, '']),
    title === ''
      ? say`📅 What is it? Reply to this message with its name, for example “Dentist”.`
      : concat('📅 ', titleText(title)),
    ...(time ? [timeLine(time, nowMs), lengthLine(time, draft.isUsualLength === true)] : []),
    ...aboutText(draft),
    typeof place === 'string' ? undefined : calendarLine(place, places),
    ...clashLines(draft, way, nowMs),
    ...(way && way !== 'late' ? missingLines(way.missing) : way ? missingLines(way) : []),
    slots.length > 0 && title !== '' ? 'The next free times are below.' : undefined,
    ...(typeof place === 'string' ? ['', WITHOUT[place]] : place.isBroken ? ['', BROKEN] : []),
  );
};

/** Where, with whom, and what goes into its description. */
const aboutText = ({ attendees, details, invites = [], place, title }: EventDraft): Piece[] => [
  ...(place === undefined ? [] : [concat('📍 ', foreignText(place, PLACE, '…'))]),
  ...peopleLines([...new Set([...attendees, ...invites])]),
  ...(details === undefined ? [] : [concat('📝 ', foreignText(details, DETAILS, '…'))]),
  ...(title.length >= MAX_EVENT_TITLE
    ? [say`A title holds ${MAX_EVENT_TITLE.toLocaleString('en')} characters: the rest is in the description.`]
    : []),
  ...(details !== undefined && details.length >= MAX_EVENT_DETAILS
    ? [
        say`A description holds ${MAX_EVENT_DETAILS.toLocaleString('en')} characters: what comes behind is left out.`,
      ]
    : []),
];

const calendarLine = ({ name, account }: Place, places: readonly Place[]): FormattedText => {
  const several = new Set(places.map(({ connection }) => connection)).size > 1 && name !== account;
  const shown = concat('🗓 ', foreignText(name, CALENDAR, 'your calendar'));
  return several ? concat(shown, ' · ', foreignText(account, CALENDAR, 'an account')) : shown;
};

const FILE = 'tap “.ics file” and open it in the calendar that you use';

const WITHOUT: Record<Extract<Surroundings['place'], string>, string> = {
  off: `Calendars cannot be connected here: ${FILE}.`,
  group: `In a group I write to nobody’s calendar: ${FILE}. In our private chat I can write to yours, see /connections there.`,
  none: `No calendar is connected: ${FILE}. Or connect yours: /connections.`,
  'read-only': `None of your calendars can be written to: ${FILE}. Or connect another one: /connections.`,
  unchosen: 'Tap “Calendar” to choose where it goes.',
};

const BROKEN =
  'I have no permission for this calendar any more: connect it again (/connections), or choose another one below.';

const clashLines = ({ time }: EventDraft, way: Surroundings['way'], nowMs: number): Piece[] => {
  if (!time || !way || way === 'late') return [];
  const { clashes, missing } = way;
  if (clashes.length === 0) return missing.length === 0 ? ['✓ Nothing else is then.'] : [];
  const beside = 'days' in time ? time.days.start : dayAt(time.startMs, time.zone);
  const more = clashes.length - CLASHES;
  return [
    '⚠️ At that time you have:',
    ...clashes.slice(0, CLASHES).map((clash) => clashLine(clash, time.zone, nowMs, beside)),
    ...(more > 0 ? [`… and ${more} more: see /agenda`] : []),
  ];
};

const clashLine = (
  { calendarName, days, endMs, standing, startMs, title }: AgendaEvent,
  zone: string,
  nowMs: number,
  beside: string,
): FormattedText => {
  const when = days ? timeLine({ zone, days }, nowMs) : spanLine({ startMs, endMs }, zone, nowMs, beside);
  const name = foreignText(title, CLASH, '(no title)');
  const mark = standing === 'tentative' ? ' (tentative)' : standing === 'unanswered' ? ' (not answered)' : '';
  return concat(`   ${when} · `, name, mark, ' · ', foreignText(calendarName, CALENDAR, 'calendar'));
};

const peopleLines = (people: readonly string[]): Piece[] =>
  people.length === 0
    ? []
    : [concat('👥 ', foreignText(people.join(', '), GUESTS, '…'), ' (nobody is invited by this)')];

/** Where it is shown; undefined where that leads nowhere that people are sent to. */
export const linkOf = ({ link }: Pick<MadeEvent, 'link'>): string | undefined =>
  link?.startsWith('https://') && link.length <= LINK ? link : undefined;

/** An event that is in a calendar. */
export const madeText = (
  event: MadeEvent,
  { nowMs, missing, note }: { nowMs: number; missing?: readonly Missing[]; note?: Piece | undefined },
): FormattedText => {
  const { calendarName, etag, invited = [], inviting, place, time, title, undoneAtMs } = event;
  const isUndone = undoneAtMs !== undefined;
  return lines(
    ...(note === undefined ? [] : [note, '']),
    concat(isUndone ? '↩️ Taken out of your calendar: ' : '✅ In your calendar: ', titleText(title)),
    timeLine(time, nowMs),
    concat('🗓 ', foreignText(calendarName, CALENDAR, 'your calendar')),
    place === undefined ? undefined : concat('📍 ', foreignText(place, PLACE, '…')),
    ...(missing ? missingLines(missing) : []),
    ...(isUndone
      ? [(inviting ?? invited).length > 0 ? 'Whoever was invited is told by mail.' : undefined]
      : [
          invited.length > 0
            ? concat('✉️ Invited: ', foreignText(invited.join(', '), GUESTS, '…'))
            : undefined,
          leadLine(event),
          linkOf(event),
          etag === undefined ? 'It was changed there already, so change or delete it there.' : undefined,
        ]),
  );
};

export const cancelledText = ({ title, time }: EventDraft, nowMs: number): FormattedText =>
  lines(
    concat('✖ Cancelled, so it is in no calendar', ...(title === '' ? ['.'] : [': ', titleText(title)])),
    time && timeLine(time, nowMs),
  );

/** Of a draft that a provider may have got. */
export const makingText = (draft: EventDraft, nowMs: number, note: Piece): FormattedText =>
  lines(
    note,
    '',
    concat('📅 ', titleText(draft.title)),
    draft.time && timeLine(draft.time, nowMs),
    ...aboutText(draft),
  );
