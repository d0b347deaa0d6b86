// Where what a rule makes can go, by the names that people know.
import type { Connection, Kind, RoutingRule } from '@steward/core';
import { plainWords } from '@steward/core/routing';
import { givesCalendars } from '../../../connections/gives-calendars.ts';
import { knownAs } from '../../../connections/known-as.ts';
import type { RoutingDependencies } from '../dependencies.ts';

export type Target = NonNullable<RoutingRule['target']>;

export interface Place {
  /** What can go there. */
  of: Extract<Kind, 'event' | 'note'>;
  target: Target;
  name: string;
  /** With its account, where one name is not enough. */
  long: string;
  /** What it may be called besides. */
  others: readonly string[];
}

const OWN: Place = {
  ...{ of: 'note', target: { connection: 'own' }, name: 'Steward’s own notes', long: 'Steward’s own notes' },
  others: ['Steward', 'own', 'own notes', 'my notes', 'notes', 'here'],
};

/** That take something new. */
export const placesOf = async (
  { integrations }: Pick<RoutingDependencies, 'integrations'>,
  owner: number,
): Promise<Place[]> => [...((await integrations?.accounts.list(owner)) ?? []).flatMap(placesIn), OWN];

const placesIn = (connection: Connection): Place[] => {
  const { id, provider, calendars, target } = connection;
  const account = knownAs(connection);
  if (givesCalendars(provider))
    return calendars
      .filter(({ isWritable }) => isWritable)
      .map(({ id: calendar, name }) => ({
        ...{ of: 'event', target: { connection: id, calendar }, name, long: `${name} (${account})` },
        others: calendars.length === 1 ? [account] : [],
      }));
  if (target === undefined) return [];
  const kind = provider === 'notion' ? 'Notion' : 'Apple Notes';
  const inside = calendars.find((one) => one.id === target)?.name;
  const name = provider === 'notion' && inside ? `${kind}, “${inside}”` : kind;
  const others = [kind, account, ...(inside ? [inside] : [])];
  return [{ of: 'note', target: { connection: id }, name, long: `${name} (${account})`, others }];
};

/** Those that may be meant by a name: “my Work calendar”. */
export const placesNamed = (places: readonly Place[], typed: string): Place[] => {
  const plain = (text: string) =>
    plainWords(text)
      .replace(/^(?:the|my|our|mein(?:en|em)?|de[nmr]|mi|mon|meu) /, '')
      .replace(/["“”„«»]/g, '');
  const wanted = plain(typed);
  const named = (by: (name: string) => boolean) =>
    places.filter(({ name, long, others }) => [name, long, ...others].some((one) => by(plain(one))));
  const short = wanted.replace(/ (?:calendar|kalender|database|notes?)$/, '');
  const same = named((name) => name === wanted);
  if (same.length > 0 || wanted === '') return same;
  const called = named((name) => name === short);
  return called.length > 0 ? called : named((name) => name.startsWith(short));
};

export const placeOf = (places: readonly Place[], target: Target): Place | undefined =>
  places.find(({ target: one }) => sameTarget(one, target));

const sameTarget = (one: Target, other: Target): boolean =>
  one.connection === other.connection &&
  ('calendar' in one ? one.calendar : '') === ('calendar' in other ? other.calendar : '');

/** Its name, told apart from others of that name. */
export const nameIn = (places: readonly Place[], { name, long, of }: Place): string =>
  places.filter((one) => one.of === of && one.name === name).length > 1 ? long : name;
