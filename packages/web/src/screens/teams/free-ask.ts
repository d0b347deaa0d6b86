// What is asked about a time for several, and what is told of one.
import type { FreeTogether } from '@steward/core/web-contract';
import { timeElsewhere } from '../../texts/language.ts';

/** Nothing beyond is shown to others. */
export const SHARED_DAYS = 14;

const DAY_MS = 86_400_000;

/** How many days on from `first` one may look. 0: it has passed, or is too far away. */
export const daysFrom = (first: string, today: string): number => {
  const ahead = (Date.parse(first) - Date.parse(today)) / DAY_MS;
  return ahead >= 0 && ahead < SHARED_DAYS ? SHARED_DAYS - ahead : 0;
};

export const dayAfter = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);

/** Whose time was not known: who proposes one of the times has read that. */
export const unseenOf = (people: FreeTogether['people']): number[] =>
  people.flatMap(({ user, missing }) => (missing ? [user] : []));

/** `Josef, Ida: 08:00`, of those whose clock shows another time. */
export const elsewhere = (startMs: number, people: FreeTogether['people'], me: number): string[] => {
  const names = new Map<string, string[]>();
  for (const { user, name, zone } of people) {
    const time = zone !== undefined && user !== me ? timeElsewhere(startMs, zone) : undefined;
    if (time) names.set(time, [...(names.get(time) ?? []), name]);
  }
  return [...names].map(([time, those]) => `${those.join(', ')}: ${time}`);
};

/** In order, under the days on which they begin. */
export const byDay = <S extends { startMs: number }>(
  slots: readonly S[],
  dayOf: (atMs: number) => string,
): [day: string, slots: S[]][] => {
  const days = new Map<string, S[]>();
  for (const slot of [...slots].sort((one, other) => one.startMs - other.startMs)) {
    const day = dayOf(slot.startMs);
    days.set(day, [...(days.get(day) ?? []), slot]);
  }
  return [...days];
};
