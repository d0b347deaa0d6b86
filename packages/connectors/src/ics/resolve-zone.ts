// Which IANA zone a TZID of iCalendar means. The name counts first; where it says nothing, the rules that came with it do.
import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { WINDOWS_ZONES } from './windows-zones.ts';

/** Undefined where nobody can tell: then the event is unreadable, and not at a guessed time. */
export type ResolveZone = (tzid: string) => string | undefined;

/** More have no calendar of a person; each takes a while to understand. */
const MAX_ZONES = 50;
const MAX_NAME_CHARACTERS = 200;

const windowsZones = new Map(Object.entries(WINDOWS_ZONES).map(([name, zone]) => [name.toLowerCase(), zone]));

/** @param zones the VTIMEZONEs of the calendar, as lines */
export const createZoneResolver = (zones: readonly string[][]): ResolveZone => {
  const known = new Map<string, string | undefined>();
  const rules = new Map(zones.slice(0, MAX_ZONES).map((lines) => [tzidOf(lines), lines]));
  return (tzid) => {
    if (!known.has(tzid)) known.set(tzid, byName(tzid) ?? byRules(tzid, rules.get(tzid)));
    return known.get(tzid);
  };
};

const byName = (tzid: string): string | undefined => {
  const name = tzid.trim().replace(/^"|"$/g, '');
  if (name.length > MAX_NAME_CHARACTERS) return undefined;
  if (/^(?:Z|UTC|GMT|Etc\/UTC)$/i.test(name)) return 'UTC';
  // Mozilla, Citadel and others put their own name before it: /mozilla.org/20050126_1/Europe/Berlin.
  const candidates = [name, ...[...name.matchAll(/\//g)].map(({ index }) => name.slice(index + 1))];
  return candidates
    .map((one) => windowsZones.get(one.toLowerCase()) ?? ianaOf(one))
    .find((zone) => zone !== undefined);
};

/** Only names of places: an abbreviation (EST) or an offset does not know when clocks change. */
const ianaOf = (name: string): string | undefined => {
  if (!/^[A-Za-z]+(?:\/[\w+-]+)+$/.test(name)) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
};

const PROBE_YEAR = 2026;
/** Every day: clocks in Jerusalem change two days before those in Athens. */
const probes = Array.from({ length: 365 }, (_, days) =>
  Temporal.PlainDateTime.from({ year: PROBE_YEAR, month: 1, day: 1, hour: 12 }).add({ days }),
);

/** The zone of which the clocks go as these rules say. Several do (Berlin, Paris); then any one gives the same times. */
const byRules = (tzid: string, lines: string[] | undefined): string | undefined => {
  if (!lines) return undefined;
  const place = lines.find((line) => /^X-LIC-LOCATION:/i.test(line));
  const located = place === undefined ? undefined : byName(place.slice(place.indexOf(':') + 1));
  if (located !== undefined) return located;
  try {
    // Clocks change by the year; other rules would be followed since 1601.
    if (lines.some((line) => /^RRULE/i.test(line) && !YEARLY.test(line))) return undefined;
    const component = ICAL.Component.fromString(['BEGIN:VTIMEZONE', ...lines, 'END:VTIMEZONE'].join('\n'));
    const rules = new ICAL.Timezone({ component, tzid });
    const offsets = probes.map(
      ({ year, month, day, hour }) => rules.utcOffset(ICAL.Time.fromData({ year, month, day, hour })) * 1e9,
    );
    return [...new Set(Object.values(WINDOWS_ZONES))].find((zone) =>
      probes.every((probe, index) => probe.toZonedDateTime(zone).offsetNanoseconds === offsets[index]),
    );
  } catch {
    return undefined;
  }
};

const YEARLY = /^RRULE:(?=.*FREQ=YEARLY)(?!.*BY(?:HOUR|MINUTE|SECOND))/i;

const tzidOf = (lines: readonly string[]): string | undefined =>
  lines.map((line) => /^TZID(?:;[^:]*)?:(.*)$/i.exec(line)?.[1]).find((tzid) => tzid !== undefined);
