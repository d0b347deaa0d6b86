// /people: the operator sees what everybody used today, and says what a person, a group or a team may use in a day.
import type { AccessList, Allowance } from '@steward/core';
import type { Services } from '../../context/services.ts';
import { allowanceInWords } from '../../teams/allowance-words.ts';
import { mayUse, readPeople } from '../../teams/read-people.ts';
import { isAllowance, setAllowance } from '../../teams/set-allowance.ts';
import { code, lines, say } from '../../telegram/say.ts';
import type { CommandContext, Done } from '../feature.ts';
import { idOf, isOwner, tellWhoDecides } from './change-access.ts';
import { alike, byId, findPerson, namesSomebodyFirst, whoWritten } from './find-person.ts';
import { withNames } from './names-from-telegram.ts';
import { NAMES_NOBODY, NO_AMOUNT, NOT_EVERYBODY, severalCalled, unknownPerson } from './people-sentences.ts';
import { buttonOf, type Listed, peopleList, personCard, presetOf, type Shown, whoIs } from './people-view.ts';
import { namesUnit, readAllowanceWords } from './read-allowance-words.ts';

export type PeopleDependencies = Pick<
  Services,
  'access' | 'activeOwners' | 'clock' | 'config' | 'profiles' | 'settings' | 'teams' | 'telegram' | 'usage'
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
  if (!asked) return await showAsked(services, context, listed, argument);
  if (asked === 'unclear' || (asked.allowance && !isAllowance(asked.allowance)))
    return await context.reply(NO_AMOUNT);
  const { who, allowance } = asked;
  if (who === '') return await context.reply(NAMES_NOBODY);
  const found = await findPerson(services, listed, who);
  const id = found[0]?.id ?? idOf(whoWritten(who));
  if (found.length > 1) return await tellSeveral(context, who, found);
  if (id === undefined) return await tellUnknown(context, listed, who);
  await set(services, context, { id, allowance, who });
};

/** Nothing of how much: whom it names is shown. */
const showAsked = async (
  services: PeopleDependencies,
  context: CommandContext,
  listed: Listed,
  argument: string,
): Promise<void> => {
  const [one, ...others] = await findPerson(services, listed, argument);
  if (one && others.length > 0) return await tellSeveral(context, argument, [one, ...others]);
  if (one) return await showOne(context, one);
  if (LIST.test(argument)) return await showAll(context, listed);
  if (namesUnit(argument)) return await context.reply(NO_AMOUNT);
  await tellUnknown(context, listed, argument);
};

const LIST = /^(?:list|help|all|everybody|everyone|\?)$/iu;
const EVERYBODY = /^(?:all|everybody|everyone|anybody|anyone|each|\*)$/iu;

const tellUnknown = async ({ reply }: CommandContext, listed: Listed, who: string): Promise<void> => {
  if (EVERYBODY.test(who)) return await reply(NOT_EVERYBODY);
  if (namesSomebodyFirst(listed, who)) return await reply(NO_AMOUNT);
  await reply(unknownPerson(who, listed, alike(listed, who)));
};

const tellSeveral = async ({ reply }: CommandContext, who: string, found: Shown[]): Promise<void> => {
  const shown = found.slice(0, 10);
  await reply(
    lines(
      severalCalled(who),
      ...shown.map((one) => ('members' in one ? say`${whoIs(one)}, id ${code(String(one.id))}` : whoIs(one))),
    ),
    shown.map((one) => [buttonOf(one)]),
  );
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
    const one = await readOne(services, list, id);
    return one
      ? await showOne(context, one)
      : await context.reply(unknownPerson(String(id), openness(services)));
  }
  const allowance = presetOf(preset);
  if (allowance === 'unknown') return 'refused';
  await set(services, context, { id, allowance });
};

const set = async (
  services: PeopleDependencies,
  context: CommandContext,
  { id, allowance, who = String(id) }: { id: number; allowance: Allowance | undefined; who?: string },
): Promise<void> => {
  const done = await setAllowance(services, { by: context.from.id, id, allowance });
  if ('why' in done) {
    const isBusy = done.why === 'busy';
    return await context.reply(
      isBusy ? say`Others changed it at the same time: try again.` : unknownPerson(who, openness(services)),
    );
  }
  const one = await readOne(services, await services.access.read(), id);
  if (!one) return await context.reply(say`✅ Set for ${code(String(id))}: ${allowanceInWords(allowance)}.`);
  const { text, buttons } = personCard(one, { hasChanged: true, before: done.before });
  await context.show(text, buttons);
};

const openness = ({ config: { allowed } }: Pick<Services, 'config'>) => ({ isOpen: allowed === 'everyone' });

/** Who is not let in uses nothing. Whom nobody named has no name yet. */
const readListed = async (services: PeopleDependencies, list: AccessList): Promise<Listed> => {
  const { people, teams } = await readPeople(services, list);
  const using = people.filter(({ standing }) => mayUse(standing, services.config.allowed));
  return { people: using, teams, ...openness(services) };
};

const listOf = async (services: PeopleDependencies, list: AccessList): Promise<Listed> => {
  const listed = await readListed(services, list);
  return { ...listed, people: await withNames(services, listed.people) };
};

const readOne = async (
  services: PeopleDependencies,
  list: AccessList,
  id: number,
): Promise<Shown | undefined> => {
  const one = byId(await readListed(services, list), id);
  return one && 'standing' in one ? (await withNames(services, [one]))[0] : one;
};

const showAll = async ({ show }: CommandContext, listed: Listed): Promise<void> => {
  const { text, buttons } = peopleList(listed);
  await show(text, buttons);
};

const showOne = async ({ show }: CommandContext, one: Shown): Promise<void> => {
  const { text, buttons } = personCard(one);
  await show(text, buttons);
};
