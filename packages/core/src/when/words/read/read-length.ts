// In 20 minutes, 2 hours from now.
import type { Day, NamedDay, Parts } from '../parts.ts';
import { type Meaning, UNIT_MS, type Unit } from '../token.ts';
import { readDay } from './read-day.ts';
import { is, type Reader } from './reader.ts';

export const readRelative: Reader = (rest) => {
  const begins = is(rest[0], 'in');
  const behind = begins ? rest.slice(1) : rest;
  const length = lengthOf(behind);
  if (!length) return undefined;
  const later = length.found.elapsedMs === undefined ? length.found.day : undefined;
  if (!begins && later?.kind === 'later' && is(behind[length.taken], 'from')) {
    const from = readDay(behind.slice(length.taken + 1));
    const day = from?.[1].day;
    return from && isNamed(day)
      ? [
          length.taken + 1 + from[0],
          { day: { kind: 'shifted', from: day, value: later.value, unit: later.unit } },
        ]
      : undefined;
  }
  const ends = is(behind[length.taken], 'fromNow');
  if (!begins && !ends) return undefined;
  return [length.taken + (begins ? 1 : 0) + (ends ? 1 : 0), length.found];
};

const isNamed = (day: Day | undefined): day is NamedDay => day?.kind === 'offset' || day?.kind === 'weekday';

export const durationOf = ([first, second]: Meaning[]):
  | { taken: number; value: number; unit: Unit }
  | undefined => {
  if (is(first, 'duration')) return { taken: 1, value: first.value, unit: first.unit };
  return is(first, 'number') && is(second, 'unit')
    ? { taken: 2, value: first.value, unit: second.unit }
    : undefined;
};

/** 2 hours and 30 minutes, a day and two hours, two hours and a half: each unit smaller than the one before it. */
export const lengthOf = (rest: Meaning[]): { taken: number; found: Parts } | undefined => {
  const found: Parts = {};
  let taken = 0;
  let before: Unit | undefined;
  for (;;) {
    const joint = before !== undefined && is(rest[taken], 'joint') ? 1 : 0;
    const more = durationOf(rest.slice(taken + joint));
    if (!more || (before && SIZES.indexOf(more.unit) >= SIZES.indexOf(before))) break;
    const { value, unit } = more;
    const unitMs = UNIT_MS[unit];
    if (unitMs !== undefined) found.elapsedMs = (found.elapsedMs ?? 0) + value * unitMs;
    else if (found.day) return undefined;
    else found.day = { kind: 'later', value, unit };
    taken += joint + more.taken;
    before = unit;
  }
  const half = rest[taken];
  if (before === 'hour' && is(half, 'plus') && half.minutes > 0) {
    found.elapsedMs = (found.elapsedMs ?? 0) + half.minutes * 60_000;
    taken += 1;
  }
  return before && { taken, found };
};

const SIZES: Unit[] = ['second', 'minute', 'hour', 'day', 'week', 'month', 'year'];
