// Whom the operator means: by id, by what somebody or a team is called, or by their @name, which only their profile has.
import { LEAST_TEAM_ID } from '@steward/core';
import type { Services } from '../../context/services.ts';
import { inTurns } from '../../teams/in-turns.ts';
import { idOf } from './change-access.ts';
import type { Listed, Shown } from './people-view.ts';

type Reading = Pick<Services, 'profiles'>;

export const byId = ({ people, teams }: Listed, id: number): Shown | undefined =>
  (id >= LEAST_TEAM_ID ? teams : people).find((one) => one.id === id);

/** As the list shows it, `Bob B (id 2002)`, with `id` in front, in quotes, or as a link to somebody. */
export const whoWritten = (who: string): string =>
  (/\(id (-?\d+)\)\s*$/iu.exec(who)?.[1] ?? who)
    .replace(/^id[\s:]+(?=-?\d)/iu, '')
    .replace(/^(?:https?:\/\/)?t\.me\/(?=\w)/iu, '@')
    .replace(/^["'“”„«»`]+|["'“”„«»`]+$/gu, '')
    .trim();

/** More than one: they are called the same. */
export const findPerson = async (services: Reading, listed: Listed, written: string): Promise<Shown[]> => {
  const who = whoWritten(written);
  const id = idOf(who);
  if (id !== undefined) return [byId(listed, id)].filter((one) => one !== undefined);
  if (/^(?:me|myself|you)$/iu.test(who)) return listed.people.filter(({ standing }) => standing === 'owner');
  const found = await named(services, listed, who);
  // “the team Night crew” is how the list calls it.
  const bare = who.replace(/^(?:the\s+)?(team|group)\s+/iu, '');
  return found.length > 0 || bare === who ? found : await named(services, listed, whoWritten(bare));
};

const named = async ({ profiles }: Reading, listed: Listed, who: string): Promise<Shown[]> => {
  const isNamed = (name: string | undefined) => name?.toLowerCase() === who.replace(/^@/u, '').toLowerCase();
  const called = [...listed.people, ...listed.teams].filter(({ name }) => isNamed(name));
  if (called.length > 0 && !who.startsWith('@')) return called;
  const read = await inTurns(listed.people, async (one) => ({ one, profile: await profiles.get(one.id) }));
  const known = read.filter(({ profile }) => isNamed(profile?.username)).map(({ one }) => one);
  return known.length > 0 ? known : called;
};

/** Whom it may mean: whose name only begins so. */
export const alike = ({ people, teams }: Listed, who: string): Shown[] => {
  const beginning = `${whoWritten(who).replace(/^@/u, '').toLowerCase()} `;
  return [...people, ...teams].filter(({ name }) => name?.toLowerCase().startsWith(beginning));
};

/** Somebody, and more behind: the name is not what cannot be read. */
export const namesSomebodyFirst = ({ people, teams }: Listed, argument: string): boolean =>
  /^(?:@\w+|-?\d{4,}|me)\s+\S/iu.test(argument) ||
  [...people, ...teams].some(
    ({ name }) => name && argument.toLowerCase().startsWith(`${name.toLowerCase()} `),
  );
