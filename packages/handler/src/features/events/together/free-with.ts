// /free, and what asks for the same in words: with others where somebody of the person's teams is named, else for themselves.
import { beginningOf, memberOf, type Outcome, type Team } from '@steward/core';
import { readFree } from '@steward/core/slots';
import { proposalIdOf } from '../../../teams/keep-proposal.ts';
import { code, concat, say } from '../../../telegram/say.ts';
import { tellIsOff } from '../../connections/ways.ts';
import type { CommandContext } from '../../feature.ts';
import { askZone } from '../../reminders/ask-zone.ts';
import { momentOf } from '../../reminders/moment.ts';
import { draftIdOf } from '../card/open-card.ts';
import type { EventDependencies } from '../dependencies.ts';
import { askedOf } from '../free/asked-free.ts';
import { free, freeByPhrase } from '../free/free.ts';
import { readFreePhrase } from '../free/read-free-phrase.ts';
import { togetherData } from './answer-together.ts';
import { type Company, findCompany, isNameIn, type Known, usernamesOf, usersIn } from './find-company.ts';
import { askLengthWith, keepAndTell, searchFor, showSearch } from './looking.ts';
import { nameIn, teamName } from './names.ts';
import { type AskedWith, behindIt, readWith } from './read-with.ts';
import { EXAMPLE, tellWhy } from './tell-why.ts';

/** Whether to look further: most who ask for free time name nobody. */
const NAMES_COMPANY = /(?<![\p{L}\p{N}])(?:with|mit|con|avec|com|со?)\s+[^\s\p{N}]/iu;
/** What looks like a name behind it, in letters of any size: in a hurry they are small. */
const STRANGER =
  /(?<![\p{L}\p{N}])(?:with|mit|con|avec|com|со?)\s+(?!(?:me|mir|mich)(?!\p{L}))(\p{L}[\p{L}’'-]+)/u;

export const freeWith = async (
  services: EventDependencies,
  context: CommandContext,
  typed: string,
): Promise<void> => {
  if (context.isGroup || !NAMES_COMPANY.test(typed)) return await free(services, context, typed);
  const { asked, known } = await readNamed(services, context, typed);
  if (asked) return await lookTogether(services, context, { asked, known });
  const [, stranger] = isReadable(typed, context) ? [] : (STRANGER.exec(typed) ?? []);
  if (stranger === undefined) return await free(services, context, typed);
  await tellWhy(context, { kind: 'unknown', name: stranger }, known);
};

/** Undefined: it asks for something else. */
export const freeWithByPhrase = async (
  services: EventDependencies,
  context: CommandContext,
): Promise<Outcome | undefined> => {
  const said = behindIt(context.message.text ?? '');
  const typed = NAMES_COMPANY.test(said) ? readFreePhrase(said) : undefined;
  if (typed === undefined) return await freeByPhrase(services, context);
  const { asked, known } = await readNamed(services, context, typed);
  if (!asked || !isReadable(asked.rest, context)) return await freeByPhrase(services, context);
  await lookTogether(services, context, { asked, known });
  return 'answered';
};

interface Named {
  asked: AskedWith;
  known: Known;
}

/** `asked`: undefined where nobody is named. */
const readNamed = async (
  { profiles, teams: store }: EventDependencies,
  { owner }: CommandContext,
  typed: string,
): Promise<{ asked: AskedWith | undefined; known: Known }> => {
  const ids = await store.mirrors(owner);
  const all = await Promise.all(ids.map((id) => store.get(id)));
  const teams = all.filter((team): team is Team => team !== undefined && memberOf(team, owner) !== undefined);
  const isByUsername = /(?<!\S)@[\p{L}\p{N}_]/u.test(typed);
  const usernames = isByUsername
    ? await usernamesOf(usersIn(teams), (user) => profiles.get(user))
    : new Map();
  const known = { teams, by: owner, usernames };
  const asked = readWith(typed, (words, isExpected) => isNameIn(known, words, isExpected));
  return { asked, known };
};

const isReadable = (rest: string, context: CommandContext): boolean => {
  const { nowMs, zone = 'UTC' } = momentOf(context);
  return readFree(rest, zone, nowMs) !== undefined || readFree(`60m ${rest}`, zone, nowMs) !== undefined;
};

const lookTogether = async (
  services: EventDependencies,
  context: CommandContext,
  { asked, known }: Named,
): Promise<void> => {
  if (!services.integrations) return await tellIsOff(context);
  const { nowMs, zone } = momentOf(context);
  if (zone === undefined)
    return await askZone(
      services,
      { ...context, show: context.reply },
      say`I need your time zone to know when your day begins. Then send /free again.`,
    );
  const { names, rest, title, unknown } = asked;
  const found = findCompany(names, known);
  if (found.kind !== 'found' && found.kind !== 'several') return await tellWhy(context, found, known);
  const read = readFree(rest, zone, nowMs);
  const timed = read ?? readFree(`60m ${rest}`, zone, nowMs);
  if (!timed) {
    if (unknown !== undefined) return await tellWhy(context, { kind: 'unknown', name: unknown }, known);
    return await context.reply(
      say`I do not understand every word of “${beginningOf(rest, 60)}”, and I do not guess. Write for example ${code(EXAMPLE)}.`,
    );
  }
  const keep = async ({ team, users }: Company) => {
    const to = users.map((user) => ({ user }));
    const id = proposalIdOf(draftIdOf(context), team.id, ...users);
    const wish = { ...askedOf(timed, zone), id, team: team.id, to, title };
    return await keepAndTell(services, context, searchFor(context, wish));
  };
  if (found.kind === 'several') {
    const users = found.choices.flatMap((choice) => choice.users);
    const usernames = await usernamesOf(users, (user) => services.profiles.get(user));
    return await askWhich(context, found.choices, { keep, usernames, hasLength: read !== undefined });
  }
  const search = await keep(found.company);
  if (!search) return;
  await (read ? showSearch(services, context, search) : askLengthWith(services, context, search));
};

interface Asking {
  keep(company: Company): Promise<{ id: string } | undefined>;
  usernames: ReadonlyMap<number, string | undefined>;
  hasLength: boolean;
}

/** Each choice is a search of its own; without a length it is asked for next. */
const askWhich = async (
  context: CommandContext,
  choices: readonly Company[],
  { keep, usernames, hasLength }: Asking,
): Promise<void> => {
  const called = (team: Team, user: number) => {
    const username = usernames.get(user);
    return concat(nameIn(team, user), username === undefined ? '' : ` (@${username})`).text;
  };
  const rows = [];
  for (const company of choices) {
    const search = await keep(company);
    if (!search) return;
    const { team, users } = company;
    const people = users.map((user) => called(team, user)).join(', ');
    // Of a long one the end is cut off.
    const isWhole = users.length > 1 && users.length === team.members.length - 1;
    const text = isWhole ? `All of ${teamName(team).text}: ${people}` : `${people} · ${teamName(team).text}`;
    rows.push([{ text: beginningOf(text, 60), data: togetherData(search.id, hasLength ? 'p' : 'ask', 0) }]);
  }
  await context.reply(say`🤝 Whom do you mean?`, rows);
};
