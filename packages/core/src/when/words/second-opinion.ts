// Whether what another reader makes of a time can be meant: it must not pass over what our own words know of it.
import { OTHER_ZONE } from './beside-times.ts';
import { allLanguages } from './languages.ts';
import type { Part, Token } from './token.ts';

/** What has been is no time to remind at; other readers take the next one of that name. */
const HAS_BEEN = /прошл|прошед/iu;

/** Hours at which a part of the day may be meant: from, until. */
const HOURS: Record<Part, [number, number]> = {
  morning: [0, 12],
  afternoon: [12, 21],
  evening: [16, 24],
  night: [18, 28],
};

/** `hour`: what the other one reads of the words from `start` to `end`. */
export const mayBeMeant = (text: string, start: number, end: number, hour: number): boolean => {
  const [before, words] = [text.slice(0, start), text.slice(start, end)];
  return (
    !OTHER_ZONE.test(text.slice(end)) &&
    !HAS_BEEN.test(words) &&
    allLanguages().every(
      ({ scan }) => !scan(before).some(isNumberAt(before)) && scan(words).every(allows(hour)),
    )
  );
};

/** Right before, and not read: thirty-five minutes. */
const isNumberAt =
  (before: string) =>
  ({ meaning, end }: Token): boolean =>
    meaning.kind === 'number' && /^[\s-]*$/.test(before.slice(end));

const allows =
  (hour: number) =>
  ({ meaning }: Token): boolean => {
    if (meaning.kind !== 'part') return meaning.kind !== 'last';
    const [from, until] = HOURS[meaning.part];
    return [hour, hour + 24].some((one) => one >= from && one < until);
  };
