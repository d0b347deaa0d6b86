// Times on the clock of a zone, in few letters.
import { localOf } from '@steward/core/when';

const WEEKDAYS = 'Sun Mon Tue Wed Thu Fri Sat'.split(' ');
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** `Fri 12 Mar`, with the year where it is another one. */
export const dateText = (date: string, nowYear: string): string => {
  const weekday = WEEKDAYS[new Date(`${date.slice(0, 10)}T00:00Z`).getUTCDay()];
  const year = date.slice(0, 4);
  return `${weekday} ${Number(date.slice(8, 10))} ${MONTHS[Number(date.slice(5, 7)) - 1]}${year === nowYear ? '' : ` ${year}`}`;
};

/** `Fri 12 Mar, 09:00`; without a zone by UTC. */
export const localText = (ms: number, zone: string | undefined, nowMs: number): string => {
  const local = localOf(ms, zone ?? 'UTC');
  return `${dateText(local, localOf(nowMs, zone ?? 'UTC').slice(0, 4))}, ${local.slice(11)}${zone === undefined ? ' UTC' : ''}`;
};
