// A time that is looked for with others: kept, so that its buttons need no more than its id, and shown page by page.
import { MAX_PROPOSAL_TITLE, memberOf, type Proposal, type Team } from '@steward/core';
import type { Slot } from '@steward/core/slots';
import { dayAt } from '@steward/core/when';
import { keepProposal } from '../../../teams/keep-proposal.ts';
import { concat, lines, say } from '../../../telegram/say.ts';
import type { CommandContext } from '../../feature.ts';
import { askZone } from '../../reminders/ask-zone.ts';
import type { EventDependencies } from '../dependencies.ts';
import { type AskedFree, daysText } from '../free/asked-free.ts';
import { answerTogether, lengthButtons } from './answer-together.ts';
import { namesIn } from './names.ts';
import { searchWith } from './search-with.ts';
import { ALL_LEFT, NOT_IN_TEAM, TOO_MANY, WHY_NO_SEARCH } from './sentences.ts';

/** Undefined: there is no room for it, which was said. */
export const keepAndTell = async (
  services: EventDependencies,
  context: CommandContext,
  proposal: Proposal,
): Promise<Proposal | undefined> => {
  const kept = await keepProposal(services, proposal);
  return kept ?? void (await context.reply(say`${TOO_MANY}`));
};

export type Wish = AskedFree &
  Pick<Proposal, 'id' | 'to' | 'team' | 'except'> & { title?: string | undefined };

export const searchFor = (
  { owner, atMs }: Pick<CommandContext, 'owner' | 'atMs'>,
  { id, to, team, minutes, first, count, part, except, title }: Wish,
): Proposal => ({
  ...{ by: owner, id, team, to: to.map(({ user }) => ({ user })), minutes, first, count },
  ...(part && { part }),
  ...(except && { except }),
  ...(title !== undefined && { title: title.slice(0, MAX_PROPOSAL_TITLE).toWellFormed() }),
  ...{ state: 'looking', revision: 1, createdAtMs: atMs },
});

/** What is needed to look for it; undefined: it was told what is missing. */
export const readyFor = async (
  services: EventDependencies,
  context: CommandContext,
  { by, team: id, to }: Pick<Proposal, 'by' | 'team' | 'to'>,
): Promise<{ team: Team; users: number[]; zone: string } | undefined> => {
  const zone = context.profile?.zone?.name;
  if (zone === undefined) {
    const again = context.isTap ? 'tap once more' : 'send /free again';
    const first = say`I need your time zone to know when your day begins. Then ${again}.`;
    return void (await askZone(services, { ...context, show: context.reply }, first));
  }
  const team = await services.teams.get(id);
  if (!team || !memberOf(team, by)) return void (await context.reply(say`${NOT_IN_TEAM}`));
  const users = to.flatMap(({ user }) => (memberOf(team, user) ? [user] : []));
  if (users.length === 0) return void (await context.reply(say`${ALL_LEFT}`));
  return { team, users, zone };
};

export const showSearch = async (
  services: EventDependencies,
  context: CommandContext,
  search: Proposal,
  { page = 0, note }: { page?: number; note?: string } = {},
): Promise<void> => {
  const at = await readyFor(services, context, search);
  if (!at) return;
  const { zone, team, users } = at;
  const seen = await context.whileTyping(() => searchWith(services, context, search, users));
  if ('why' in seen) return await context.reply(say`${WHY_NO_SEARCH[seen.why]}`);
  const found = { ...seen, slots: besides(seen.slots, search.except) };
  const nowMs = services.clock.now();
  const { text, buttons } = answerTogether(search, found, { zone, nowMs, page, team, users });
  await context.show(note === undefined ? text : lines(note, '', text), buttons);
};

/** What lies half in the time that does not suit is another one only where there is no other. */
const besides = (slots: readonly Slot[], except: Proposal['except']): Slot[] => {
  const apart = slots.filter((one) => !except || one.endMs <= except.startMs || one.startMs >= except.endMs);
  return apart.length > 0 ? apart : slots.filter(({ startMs }) => startMs !== except?.startMs);
};

/** No length was said. */
export const askLengthWith = async (
  services: EventDependencies,
  context: CommandContext,
  search: Proposal,
): Promise<void> => {
  const at = await readyFor(services, context, search);
  if (!at) return;
  const days = daysText(search, dayAt(services.clock.now(), at.zone).slice(0, 4));
  await context.reply(
    concat('🤝 How long shall it be? I look at ', days, ' with ', namesIn(at.team, at.users), '.'),
    lengthButtons(search.id),
  );
};
