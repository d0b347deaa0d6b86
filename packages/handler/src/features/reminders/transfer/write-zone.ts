// A zone as VTIMEZONE: each change of its clocks for itself, as the time zone data has them. No rule has to be guessed, and
// programs that read only the first of several dates (ical.js, libical) read all of these.
import { zoneChanges } from '@steward/core/when';

/** The lines of it, right from `fromMs` to `untilMs`. */
export const zoneLines = (zone: string, fromMs: number, untilMs: number): string[] => {
  const { first, changes } = zoneChanges(zone, fromMs, untilMs);
  return [
    'BEGIN:VTIMEZONE',
    `TZID:${zone}`,
    ...observance(first, first, '19700101T000000'),
    ...changes.flatMap(({ atMs, before, after }) => observance(before, after, localBy(before, atMs))),
    'END:VTIMEZONE',
  ];
};

const observance = (before: number, after: number, start: string): string[] => {
  const name = after > before ? 'DAYLIGHT' : 'STANDARD';
  return [
    `BEGIN:${name}`,
    `DTSTART:${start}`,
    `TZOFFSETFROM:${offset(before)}`,
    `TZOFFSETTO:${offset(after)}`,
    `END:${name}`,
  ];
};

/** On the clock as it went until then. */
const localBy = (minutes: number, atMs: number): string =>
  new Date(atMs + minutes * 60_000).toISOString().slice(0, 19).replace(/[-:]/g, '');

const offset = (minutes: number): string => {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}${String(rest).padStart(2, '0')}`;
};
