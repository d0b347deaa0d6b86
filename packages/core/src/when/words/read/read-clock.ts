// At 9, at half past 7, a las nueve y media.
import type { Clock } from '../parts.ts';
import type { Meaning } from '../token.ts';
import { is, type Read, type Reader } from './reader.ts';

export const readClock: Reader = (rest) => {
  const named = is(rest[0], 'at');
  const [first, second] = named ? rest.slice(1) : rest;
  const taken = named ? 1 : 0;
  if (is(first, 'clock')) {
    const { hour, minute, certain } = first;
    return plus(taken + 1, { hour, minute, certain }, rest);
  }
  if (is(first, 'midnight'))
    return plus(taken + 1, { hour: 0, minute: 0, certain: true, midnight: true }, rest);
  // Fünf nach halb acht.
  if (is(first, 'minutes') && is(second, 'minutes')) {
    const both = { ...second, minutes: first.minutes + second.minutes };
    const read = readClock([both, ...rest.slice(taken + 2)]);
    return read && [read[0] + taken + 1, read[1]];
  }
  // Ten to six pm.
  if (is(first, 'minutes') && is(second, 'clock') && second.minute === 0) {
    const minutes = (second.hour * 60 + first.minutes + DAY_MINUTES) % DAY_MINUTES;
    const clock = { hour: Math.floor(minutes / 60), minute: minutes % 60, certain: second.certain };
    return first.unsure ? undefined : [taken + 2, { clock }];
  }
  if (is(first, 'minutes') && is(second, 'number') && second.value >= 1 && second.value <= 12) {
    const minutes = second.value * 60 + first.minutes;
    const clock = { hour: Math.floor(minutes / 60) % 12, minute: ((minutes % 60) + 60) % 60, certain: false };
    return [
      taken + 2,
      {
        clock: {
          ...clock,
          hour: clock.hour === 0 ? 12 : clock.hour,
          ...(first.unsure && { unsure: true as const }),
        },
      },
    ];
  }
  if (!is(first, 'number')) return undefined;
  // A number alone is an hour only where "at" or a part of the day says so.
  if (!named && !is(second, 'part')) return undefined;
  if (named && first.value >= 100) {
    const [hour, minute] = [Math.floor(first.value / 100), first.value % 100];
    return hour < 24 && minute < 60 ? [taken + 1, { clock: { hour, minute, certain: true } }] : undefined;
  }
  if (first.value >= 24 || !Number.isInteger(first.value)) return undefined;
  const hours = named && is(second, 'unit') && second.unit === 'hour' ? 1 : 0;
  const certain = first.value > 12 || first.value === 0;
  const behind = taken + 1 + hours;
  const minute = named ? minuteAt(behind, rest) : undefined;
  if (minute !== undefined) return [behind + 1, { clock: { hour: first.value, minute, certain } }];
  return plus(behind, { hour: first.value, minute: 0, certain }, rest);
};

/** At ten thirty, um zehn Uhr dreißig: no number of something else. */
const minuteAt = (index: number, rest: Meaning[]): number | undefined => {
  const [minute, next] = rest.slice(index);
  const isMinute = is(minute, 'number') && Number.isInteger(minute.value) && minute.value >= 10;
  return isMinute && minute.value < 60 && !is(next, 'unit') && !is(next, 'month') ? minute.value : undefined;
};

const DAY_MINUTES = 24 * 60;

/** Nueve y media, huit heures moins le quart. */
const plus = (taken: number, clock: Clock, rest: Meaning[]): Read => {
  const more = rest[taken];
  if (!is(more, 'plus')) return [taken, { clock }];
  const minutes = clock.hour * 60 + more.minutes;
  if (clock.minute !== 0 || minutes < 60) return undefined;
  return [taken + 1, { clock: { ...clock, hour: Math.floor(minutes / 60), minute: minutes % 60 } }];
};
