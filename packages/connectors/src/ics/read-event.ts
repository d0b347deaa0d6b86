// One VEVENT as iCalendar has it, parsed by ical.js. Only lines that are needed reach the parser: what is wrong in others, in
// alarms or in extensions, does no harm.
import ICAL from 'ical.js';
import type { Standing } from '../calendar/calendar.ts';
import { addDays, daysBetween, durationMs, type Moment, toMs } from './moment.ts';
import type { ResolveZone } from './resolve-zone.ts';

export interface IcsEvent {
  uid: string;
  sequence: number;
  title: string;
  location: string | undefined;
  isOnline: boolean;
  start: Moment;
  /** Exact for times, whole days for days. */
  length: { ms: number } | { days: number };
  rules: string[];
  added: Moment[];
  excluded: Moment[];
  /** Which occurrence of its series this one replaces. */
  replaces: Moment | undefined;
  cancelled: boolean;
  standing: Standing;
}

const NEEDED =
  /^(?:UID|SEQUENCE|SUMMARY|LOCATION|DTSTART|DTEND|DURATION|RRULE|RDATE|EXDATE|RECURRENCE-ID|STATUS|TRANSP|ATTENDEE|X-MICROSOFT-CDO-BUSYSTATUS)[;:]/i;

/** Of jCal (RFC 7265): name, parameters, type, values. */
type Property = [
  name: string,
  parameters: Record<string, string | string[]>,
  type: string,
  ...values: unknown[],
];

export interface ReadEventOptions {
  resolveZone: ResolveZone;
  /** Whose answers to invitations count; `mailto:` or not. */
  addresses: readonly string[];
}

/** @throws when it is not readable: no start, an unknown zone, an impossible time */
export const readEvent = (
  lines: readonly string[],
  { resolveZone, addresses }: ReadEventOptions,
): IcsEvent => {
  const needed = lines.filter((line) => NEEDED.test(line)).map(mended);
  if (needed.some((line) => /^RRULE/i.test(line) && !isSane(line))) throw new RangeError('no rule');
  const [, properties] = ICAL.parse(['BEGIN:VEVENT', ...needed, 'END:VEVENT'].join('\n')) as [
    string,
    Property[],
  ];
  const all = (name: string): Property[] => properties.filter(([one]) => one === name);
  const text = (name: string): string | undefined => {
    const value = all(name)[0]?.[3];
    return value === undefined ? undefined : String(value);
  };
  const moments = (name: string): Moment[] =>
    all(name).flatMap((property) => readMoments(property, resolveZone));
  const [start] = moments('dtstart');
  if (!start) throw new RangeError('no start');
  const [end] = moments('dtend');
  // Whether there are such times at all.
  for (const moment of [start, end, ...moments('recurrence-id')]) if (moment) toMs(moment, 'UTC');
  return {
    uid: text('uid') ?? '',
    sequence: Number(text('sequence') ?? 0) || 0,
    title: (text('summary') ?? '').trim(),
    location: text('location')?.trim() || undefined,
    isOnline: lines.some((line) => LINKED.test(line)),
    start,
    length: lengthOf(start, end, text('duration')),
    rules: all('rrule').map(([, , , rule]) => ICAL.Recur.fromData(rule as object).toString()),
    added: moments('rdate'),
    excluded: moments('exdate'),
    replaces: moments('recurrence-id')[0],
    cancelled: text('status')?.toUpperCase() === 'CANCELLED',
    standing: standingOf(text, all('attendee'), addresses),
  };
};

/** A link to take part. */
const LINKED =
  /^(?:CONFERENCE|X-GOOGLE-CONFERENCE|X-MICROSOFT-SKYPETEAMSMEETINGURL|URL|DESCRIPTION)[;:].*:\/\//i;

/** ical.js would make an interval of 0 to 1. A rule that is longer than all lists in it together is none. */
const isSane = (rule: string): boolean => rule.length < 5_000 && !/INTERVAL=0+(?:;|\s|$)/i.test(rule);

/** Two mistakes that real calendars make: a day that is not said to be one, and a zone's name with a colon in it. */
const mended = (line: string): string =>
  // What is longer has neither, and would take long to look through.
  line.length > 500
    ? line
    : line
        .replace(
          /^((?:DTSTART|DTEND|EXDATE|RDATE|RECURRENCE-ID))((?:;(?!VALUE)[^:]*)?):(?=\d{8}(?:,|$))/i,
          '$1;VALUE=DATE$2:',
        )
        .replace(/;TZID=([^":;]*\([^)"]*\)[^":;]*):/i, ';TZID="$1":');

const readMoments = ([, parameters, type, ...values]: Property, resolveZone: ResolveZone): Moment[] =>
  values.map((value) => {
    // Of a period only the start: RDATE may give one.
    const written = String(Array.isArray(value) ? value[0] : value);
    if (type === 'date') return { local: written, isDay: true, zone: undefined };
    const tzid = [parameters.tzid ?? ''].flat()[0] ?? '';
    const zone = written.endsWith('Z') ? 'UTC' : tzid === '' ? undefined : resolveZone(tzid);
    if (tzid !== '' && zone === undefined) throw new RangeError('unknown zone');
    return { local: written.replace(/Z$/, ''), isDay: false, zone };
  });

const lengthOf = (
  start: Moment,
  end: Moment | undefined,
  duration: string | undefined,
): IcsEvent['length'] => {
  if (start.isDay) {
    const days = end
      ? daysBetween(start.local, end.local.slice(0, 10))
      : duration === undefined
        ? 1
        : Math.ceil(durationMs(duration) / 86_400_000);
    // Some write the last day instead of the one after it.
    if (days < 0) throw new RangeError('ends before it starts');
    return { days: Math.max(days, 1) };
  }
  // A time without a zone has the same length in any.
  const ms = end ? toMs(end, start.zone ?? 'UTC') - toMs(start, 'UTC') : durationMs(duration ?? 'PT0S');
  if (ms < 0) throw new RangeError('ends before it starts');
  return { ms };
};

const STANDINGS: Record<string, Standing> = {
  FREE: 'free',
  WORKINGELSEWHERE: 'free',
  TENTATIVE: 'tentative',
  DECLINED: 'free',
  'NEEDS-ACTION': 'unanswered',
};

const standingOf = (
  text: (name: string) => string | undefined,
  attendees: Property[],
  addresses: readonly string[],
): Standing => {
  if (text('transp')?.toUpperCase() === 'TRANSPARENT') return 'free';
  const mine = new Set(addresses.map(plainAddress));
  const me = attendees.find(([, , , address]) => mine.has(plainAddress(String(address))));
  const answer = String(me?.[1].partstat ?? (me ? 'NEEDS-ACTION' : ''));
  const said = [answer, text('x-microsoft-cdo-busystatus') ?? '', text('status') ?? ''];
  return (
    said.map((word) => STANDINGS[word.toUpperCase()]).find((standing) => standing !== undefined) ?? 'busy'
  );
};

const plainAddress = (address: string): string =>
  address
    .trim()
    .toLowerCase()
    .replace(/^mailto:/, '');

/** The end of an event that starts then. */
export const endOf = (
  event: IcsEvent,
  startMs: number,
  startDay: string | undefined,
  zone: string,
): number =>
  'ms' in event.length
    ? startMs + event.length.ms
    : toMs({ local: addDays(startDay as string, event.length.days), isDay: true, zone: undefined }, zone);
