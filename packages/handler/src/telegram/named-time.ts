// A time as a message names it: in words by the owner's clock, and as an entity that every app draws by its reader's own,
// so that a wrong zone shows itself.
import type { FormattedText } from './format/formatted-text.ts';

export interface NamedTime {
  atMs: number;
  nowMs: number;
  /** Whose clock the words are of. */
  zone: string;
  /** The owner's; undefined: not known. Another one is named. */
  ownZone?: string | undefined;
}

/** Telegram refuses messages that name a date of about three years ahead. */
const FARTHEST_MS = 2 * 365 * 86_400_000;

/** `09:00` on the same day, else `Fri 27 Nov, 09:00`. */
export const namedTime = ({ atMs, nowMs, zone, ownZone }: NamedTime): FormattedText => {
  const [at, now] = [partsOf(atMs, zone), partsOf(nowMs, zone)];
  const isToday = at.date === now.date;
  const year = at.year === now.year ? '' : ` ${at.year}`;
  const time = isToday ? at.time : `${at.date}${year}, ${at.time}`;
  const text = zone === ownZone ? time : `${time} ${zone}`;
  const entity = {
    type: 'date_time' as const,
    offset: 0,
    length: time.length,
    unix_time: Math.floor(atMs / 1000),
    date_time_format: isToday ? 't' : 'wDt',
  };
  return { text, entities: Math.abs(atMs - nowMs) > FARTHEST_MS ? [] : [entity] };
};

const partsOf = (ms: number, timeZone: string) => {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  const part = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]));
  return {
    date: `${part.weekday} ${part.day} ${part.month}`,
    year: part.year,
    time: `${part.hour}:${part.minute}`,
  };
};
