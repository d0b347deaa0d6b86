// Times as the bot names them: on the owner's clock with its zone, and on the reader's own.
import { beginningOf } from '@steward/core';
import { localOf } from '@steward/core/when';
import { type FormattedText, plainText } from '../../telegram/format/formatted-text.ts';
import { localText } from '../../telegram/local-text.ts';
import { say } from '../../telegram/say.ts';

export { dateText, localText } from '../../telegram/local-text.ts';

const DAY_MS = 86_400_000;
/** A date about three years ahead makes Telegram refuse the whole message. */
const DRAWN_MS = 2 * 365 * DAY_MS;

/** `Fri 12 Mar, 09:00 (Europe/Berlin), on your clock Fri 09:00`; without a zone the reader's clock alone. */
export const timeText = (ms: number, zone: string | undefined, nowMs: number): FormattedText => {
  const local = localText(ms, zone, nowMs);
  const isDrawn = Math.abs(ms - nowMs) < DRAWN_MS;
  if (zone === undefined) return isDrawn ? drawn(local, ms, 'wDt') : say`${local}`;
  if (!isDrawn) return say`${local} (${zone})`;
  // Not the date a second time: another clock is at most a day away.
  const short = `${local.slice(0, 3)} ${local.slice(-5)}`;
  return say`${local} (${zone}), on your clock ${drawn(short, ms, 'wt')}`;
};

/** `Fri 12 Mar, 09:00, in 2 h`: for lists, which name the zone once. */
export const shortTime = (ms: number, zone: string | undefined, nowMs: number): FormattedText => {
  const away = agoOrIn(ms - nowMs);
  const local = localText(ms, zone, nowMs);
  return Math.abs(ms - nowMs) < DRAWN_MS ? say`${local}, ${drawn(away, ms, 'r')}` : say`${local}`;
};

/** `09:00` on the same day, else `Fri 12 Mar, 09:00`. A zone is named that is not the owner's. */
export const briefTime = (
  ms: number,
  zone: string,
  { nowMs, ownZone }: { nowMs: number; ownZone: string | undefined },
): FormattedText => {
  const isToday = localOf(ms, zone).slice(0, 10) === localOf(nowMs, zone).slice(0, 10);
  const local = isToday ? localOf(ms, zone).slice(11) : localText(ms, zone, nowMs);
  const isDrawn = Math.abs(ms - nowMs) < DRAWN_MS;
  const time = isDrawn ? drawn(local, ms, isToday ? 't' : 'wDt') : say`${local}`;
  return zone === ownZone ? time : say`${time} ${zone}`;
};

/** An entity that Telegram draws in the reader's own clock; where it is not known the text stands. */
const drawn = (text: string, ms: number, format: string): FormattedText => ({
  text,
  entities: [
    {
      type: 'date_time',
      offset: 0,
      length: text.length,
      unix_time: Math.floor(ms / 1000),
      date_time_format: format,
    },
  ],
});

const agoOrIn = (ms: number): string => (ms < 0 ? `${duration(-ms)} ago` : `in ${duration(ms)}`);

/** `5 minutes`, `2 hours`, `3 days`. */
export const duration = (ms: number): string => {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 60) return counted(minutes, 'minute');
  if (minutes < 60 * 24) return withRest(minutes, 60, 'hour', 'minute');
  return withRest(Math.round(minutes / 60), 24, 'day', 'hour');
};

const withRest = (value: number, size: number, unit: string, smaller: string): string => {
  const [whole, rest] = [Math.floor(value / size), value % size];
  return rest === 0 || whole >= 10
    ? counted(whole, unit)
    : `${counted(whole, unit)} ${counted(rest, smaller)}`;
};

export const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;

const SHOWN = 80;

export const firstLine = (text: string): string => {
  const line = plainText(text).text.replace(/\s+/g, ' ').trim();
  if (line === '') return '(no text yet)';
  return line.length > SHOWN ? `${beginningOf(line, SHOWN).trimEnd()}…` : line;
};
