// /people: the operator sees what everybody used today, and says what a person, a group or a team may use in a day.
import { type AccessList, type Allowance, LEAST_TEAM_ID } from '@steward/core';
import type { Services } from '../../context/services.ts';
import { inTurns } from '../../teams/in-turns.ts';
import { readPeople } from '../../teams/read-people.ts';
import { isAllowance, MOST_TOKENS, MOST_TURNS, setAllowance } from '../../teams/set-allowance.ts';
import { code, say } from '../../telegram/say.ts';
import type { CommandContext, Done } from '../feature.ts';
import { idOf, isOwner, tellWhoDecides } from './change-access.ts';
import { HOW, type Listed, peopleList, personCard, presetOf, type Shown } from './people-view.ts';
import { readAllowanceWords } from './read-allowance-words.ts';

export type PeopleDependencies = Pick<
  Services,
  'access' | 'clock' | 'config' | 'profiles' | 'settings' | 'teams' | 'usage'
>;

export const people = async (
  services: PeopleDependencies,
  context: CommandContext,
  argument: string,
): Promise<Done> => {
  const list = await services.access.read();
  if (!isOwner(list, context)) return await tellWhoDecides(context, list);
  if (context.isGroup)
    return await context.reply(say`What people use is for our private chat: write /people to me there.`);
  const listed = await listOf(services, list);
  if (argument === '') return await showAll(context, listed);
  const asked = readAllowanceWords(argument);
  if (!asked) {
    const [only, ...others] = await find(services, listed, argument);
    return only && others.length === 0 ? await showOne(context, only) : await context.reply(HOW);
  }
  if (asked.allowance && !isAllowance(asked.allowance))
    return await context.reply(
      say`Turns are whole numbers up to ${MOST_TURNS.toLocaleString('en')}, tokens up to ${MOST_TOKENS.toLocaleString('en')}. Nothing was changed.`,
    );
  const [one, ...others] = await find(services, listed, asked.who);
  if (others.length > 0)
    return await context.reply(
      say`More than one is called ${code(asked.who)}: take the id that /people shows. Nothing was changed.`,
    );
  const id = one?.id ?? idOf(asked.who);
  if (id === undefined) return await context.reply(UNKNOWN);
  await set(services, context, { id, allowance: asked.allowance });
};

export const peopleTapped = async (
  services: PeopleDependencies,
  context: CommandContext,
  [number, preset]: string[],
): Promise<Done> => {
  const list = await services.access.read();
  if (!isOwner(list, context) || context.isGroup) return 'refused';
  const id = idOf(number);
  if (id === undefined) return await showAll(context, await listOf(services, list));
  if (preset === undefined) {
    const one = byId(await listOf(services, list), id);
    return one ? await showOne(context, one) : await context.reply(UNKNOWN);
  }
  const allowance = presetOf(preset);
  if (allowance === 'unknown') return 'refused';
  await set(services, context, { id, allowance });
};

const UNKNOWN = say`I know nobody and no team by that name or id who is let in. /people lists them, /access lets people in.`;

const set = async (
  services: PeopleDependencies,
  context: CommandContext,
  { id, allowance }: { id: number; allowance: Allowance | undefined },
): Promise<void> => {
  const done = await setAllowance(services, { by: context.from.id, id, allowance });
  if ('why' in done) {
    const isBusy = done.why === 'busy';
    return await context.reply(isBusy ? say`Others changed it at the same time: try again.` : UNKNOWN);
  }
  const one = byId(await listOf(services, await services.access.read()), id);
  if (!one) return await context.reply(say`✅ It is set.`);
  const { text, buttons } = personCard(one, { hasChanged: true });
  await context.show(text, buttons);
};

/** Who is not let in uses nothing. */
const listOf = async (services: PeopleDependencies, list: AccessList): Promise<Listed> => {
  const { people, teams } = await readPeople(services, list);
  return { people: people.filter(({ standing }) => standing !== 'asked' && standing !== 'blocked'), teams };
};

const showAll = async ({ show }: CommandContext, listed: Listed): Promise<void> => {
  const { text, buttons } = peopleList(listed);
  await show(text, buttons);
};

const showOne = async ({ show }: CommandContext, one: Shown): Promise<void> => {
  const { text, buttons } = personCard(one);
  await show(text, buttons);
};

const byId = ({ people, teams }: Listed, id: number): Shown | undefined =>
  (id >= LEAST_TEAM_ID ? teams : people).find((one) => one.id === id);

/** By id, by what they are called, or by their @name, which only their profile has. */
const find = async (
  { profiles }: Pick<Services, 'profiles'>,
  listed: Listed,
  who: string,
): Promise<Shown[]> => {
  const id = idOf(who);
  if (id !== undefined) return [byId(listed, id)].filter((one) => one !== undefined);
  const isNamed = (name: string | undefined) => name?.toLowerCase() === who.replace(/^@/u, '').toLowerCase();
  const named = [...listed.people, ...listed.teams].filter(({ name }) => isNamed(name));
  if (named.length > 0 && !who.startsWith('@')) return named;
  const read = await inTurns(listed.people, async (one) => ({ one, profile: await profiles.get(one.id) }));
  const known = read.filter(({ profile }) => isNamed(profile?.username)).map(({ one }) => one);
  return known.length > 0 ? known : named;
};
