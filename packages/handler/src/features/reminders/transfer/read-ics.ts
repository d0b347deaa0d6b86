// A calendar file → what of it is a reminder or a task. What we do not keep whole is left out by name, never bent.
import { beginningOf } from '@steward/core';
import {
  findZone,
  instantOf,
  isZone,
  type LocalTime,
  localOf,
  MAX_LEAD_MS,
  readRRule,
  type Schedule,
  zoneIn,
} from '@steward/core/when';
import { ruleWithout } from '../rule-without.ts';
import { type Component, type Property, readComponents, unescaped } from './ics-text.ts';
import { isTime, type LeftOut, type Portable, type ReadReminders } from './portable.ts';

/** Of a file. Each may take a millisecond, and few of so many could be kept. */
export const MAX_ENTRIES = 5_000;

/** Undefined for what is no calendar. `zone`: the owner's. */
export const readIcs = (text: string, zone: string | undefined): ReadReminders | 'too-many' | undefined => {
  const root = readComponents(text);
  if (!root) return undefined;
  const entries = root.parts
    .flatMap(({ parts }) => parts)
    .filter(({ name }) => name === 'VEVENT' || name === 'VTODO');
  if (entries.length > MAX_ENTRIES) return 'too-many';
  const read: ReadReminders = { found: [], leftOut: [] };
  for (const entry of entries) {
    const one = readOne(entry, zone);
    if ('reason' in one) read.leftOut.push(one);
    else read.found.push(one);
  }
  return read;
};

const readOne = (part: Component, own: string | undefined): Portable | LeftOut => {
  const property = (name: string) => part.properties.find((one) => one.name === name);
  const text = unescaped(property('SUMMARY')?.value ?? '').trim();
  const left = (reason: string): LeftOut => ({ title: text, reason });
  const kind = part.name === 'VTODO' ? 'task' : 'reminder';
  if (text === '') return { title: 'without a title', reason: 'it has no words' };
  if (/^(?:COMPLETED|CANCELLED)$/i.test(property('STATUS')?.value.trim() ?? ''))
    return left('it is done or cancelled');
  if (property('RECURRENCE-ID')) return left('it changes one time of an event that repeats');
  const repeats = part.properties.filter(({ name }) => /^(?:RRULE|RDATE|EXRULE)$/.test(name));
  const [rrule] = repeats;
  const dated = rrule ? (property('DTSTART') ?? property('DUE')) : (property('DUE') ?? property('DTSTART'));
  const paused = property('X-STEWARD-STATE')?.value.trim() === 'paused' ? { paused: true as const } : {};
  if (!dated) return kind === 'task' && !rrule ? { kind, text, ...paused } : left('it has no time');
  const time = timeOf(dated, own);
  if (typeof time === 'string') return left(time);
  const lead = leadOf(part);
  const isAllDay = time.isAllDay && { isAllDay: true as const };
  const base = {
    kind: isAllDay ? 'task' : kind,
    ...isAllDay,
    ...(part.name === 'VEVENT' && { isEvent: true as const }),
    text,
    ...paused,
    ...(lead !== undefined && { leadMs: lead }),
  } as const;
  if (!rrule) return { ...base, schedule: onceAt(time) };
  if (repeats.length > 1 || rrule.name !== 'RRULE') return left('it repeats in a way that I do not keep');
  const zone = zoneIn(time.zone, own ?? 'UTC');
  const rule = readRRule(rrule.value, time.local, zone);
  const except = exceptionsOf(part, time, zone, own);
  if (!rule || !except) return left('it repeats in a way that I do not keep');
  if (rule.frequency !== 'elapsed')
    return { ...base, schedule: { kind: 'rule', rule: ruleWithout(rule, except), zone: time.zone } };
  if (except.length > 0) return left('it repeats in a way that I do not keep');
  const startMs = time.ms ?? rule.startMs;
  return { ...base, schedule: { kind: 'rule', rule: { ...rule, startMs }, zone: 'follow' } };
};

interface Time {
  local: LocalTime;
  zone: string;
  /** It was written as an instant. */
  ms?: number;
  /** It was written as a day. */
  isAllDay?: true;
}

/** What is all day is due in the morning. */
const MORNING = '09:00';

const onceAt = ({ local, zone, ms }: Time): Schedule =>
  ms === undefined ? { kind: 'wall', local, zone } : { kind: 'instant', atMs: ms };

/** Or why it is none. */
const timeOf = ({ value, parameters }: Property, own: string | undefined): Time | string => {
  const [, year, month, day, hour, minute, second = '00', utc] =
    /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?$/i.exec(value.trim()) ?? [];
  if (year === undefined) return 'I cannot read its time';
  const isAllDay = hour === undefined;
  const local = `${year}-${month}-${day}T${isAllDay ? MORNING : `${hour}:${minute}`}`;
  const ms = Date.parse(`${local}:${second}Z`);
  if (!isTime(local) || Number.isNaN(ms)) return 'I cannot read its time';
  if (utc) return { local, zone: 'UTC', ms };
  const named = parameters.TZID;
  if (named === undefined || isAllDay)
    return own === undefined ? NO_ZONE : { local, zone: 'follow', ...(isAllDay && { isAllDay }) };
  const zone = zoneNamed(named);
  if (zone === undefined) return `I do not know its time zone “${beginningOf(named, 40)}”`;
  return { local, zone: zone === own ? 'follow' : zone };
};

const NO_ZONE = 'it goes by your clock, which I do not know yet: send /timezone first';

/** The names that Outlook writes, of the zones with most people; others come with a name of the zone database. */
const WINDOWS: Record<string, string> = {
  'W. Europe Standard Time': 'Europe/Berlin',
  'Romance Standard Time': 'Europe/Paris',
  'Central Europe Standard Time': 'Europe/Budapest',
  'Central European Standard Time': 'Europe/Warsaw',
  'GMT Standard Time': 'Europe/London',
  'E. Europe Standard Time': 'Europe/Chisinau',
  'FLE Standard Time': 'Europe/Kiev',
  'GTB Standard Time': 'Europe/Bucharest',
  'Russian Standard Time': 'Europe/Moscow',
  'Turkey Standard Time': 'Europe/Istanbul',
  'Eastern Standard Time': 'America/New_York',
  'Central Standard Time': 'America/Chicago',
  'Mountain Standard Time': 'America/Denver',
  'Pacific Standard Time': 'America/Los_Angeles',
  'E. South America Standard Time': 'America/Sao_Paulo',
  'India Standard Time': 'Asia/Kolkata',
  'China Standard Time': 'Asia/Shanghai',
  'Tokyo Standard Time': 'Asia/Tokyo',
  'Singapore Standard Time': 'Asia/Singapore',
  'AUS Eastern Standard Time': 'Australia/Sydney',
  UTC: 'UTC',
};

const zoneNamed = (name: string): string | undefined => {
  // Some programs write a path before it: /mozilla.org/20050126_1/Europe/Berlin.
  const plain = name.replace(/^\/.*\/([A-Z][A-Za-z]+\/[A-Za-z_/+-]+)$/, '$1');
  if (isZone(plain)) return plain;
  const known = WINDOWS[plain];
  if (known === undefined) return undefined;
  const found = findZone(known);
  return found && found !== 'offset' ? found.zone : undefined;
};

/** Undefined where one cannot be read, or leaves out a day of what has a time. */
const exceptionsOf = (
  part: Component,
  { isAllDay }: Time,
  zone: string,
  own: string | undefined,
): LocalTime[] | undefined => {
  const times = part.properties
    .filter(({ name }) => name === 'EXDATE')
    .flatMap(({ value, ...rest }) => value.split(',').map((one) => timeOf({ ...rest, value: one }, own)));
  if (times.some((time) => typeof time === 'string' || time.isAllDay !== isAllDay)) return undefined;
  return (times as Time[]).map((time) => {
    const from = zoneIn(time.zone, own ?? 'UTC');
    return from === zone ? time.local : localOf(time.ms ?? instantOf(time.local, from), zone);
  });
};

/** Of the alarm that comes longest before. */
const leadOf = ({ parts }: Component): number | undefined => {
  const leads = parts
    .filter(({ name }) => name === 'VALARM')
    .flatMap(({ properties }) => properties.filter(({ name }) => name === 'TRIGGER'))
    // Before the end would be before another time.
    .filter(({ parameters }) => !/^end$/i.test(parameters.RELATED ?? ''))
    .map(({ value }) => {
      const [, weeks = 0, days = 0, hours = 0, minutes = 0] =
        /^-P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:\d+S)?)?$/i.exec(value.trim()) ?? [];
      return (((Number(weeks) * 7 + Number(days)) * 24 + Number(hours)) * 60 + Number(minutes)) * 60_000;
    })
    .filter((ms) => ms > 0 && ms <= MAX_LEAD_MS);
  return leads.length === 0 ? undefined : Math.max(...leads);
};
