// What is asked about a time for several, and what the same is called in the chat.
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

/** As many words as the chat takes for a name, and none that end a sentence there. */
const WHOLE = /^[^\s,"“”„«»]+(?: [^\s,"“”„«»]+){0,3}(?<![?!.;:])$/;

const typedName = (name: string): string =>
  WHOLE.test(name.trim()) ? name.trim() : (name.trim().split(/\s+/)[0] ?? name);

/**
 * `/free 45 min on 3 December with Josef and Ida`. The chat reads English in every language; without a day it looks at the week ahead.
 * @param day undefined: it is not one day
 */
export const commandOf = (minutes: number, day: string | undefined, names: string[]): string => {
  const on =
    day &&
    `on ${new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(Date.parse(day))}`;
  const others = names.map(typedName).join(' and ');
  return ['/free', `${minutes} min`, on, 'with', others].filter(Boolean).join(' ');
};

/** `Josef, Ida: 08:00`, of those whose clock shows another time. */
export const elsewhere = (startMs: number, people: FreeTogether['people'], me: number): string[] => {
  const names = new Map<string, string[]>();
  for (const { user, name, zone } of people) {
    const time = zone !== undefined && user !== me ? timeElsewhere(startMs, zone) : undefined;
    if (time) names.set(time, [...(names.get(time) ?? []), name]);
  }
  return [...names].map(([time, those]) => `${those.join(', ')}: ${time}`);
};
