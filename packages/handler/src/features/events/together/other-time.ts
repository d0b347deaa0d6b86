// Another time for what was proposed, or is about to be: a search of its own, and what comes of it is a proposal like any other.
import type { Proposal } from '@steward/core';
import { addDays, dayAt } from '@steward/core/when';
import { proposalIdOf } from '../../../teams/keep-proposal.ts';
import type { CommandContext } from '../../feature.ts';
import type { EventDependencies } from '../dependencies.ts';
import { keepAndTell, searchFor, showSearch } from './looking.ts';

/** For who was asked: with the same people, and without the time that does not suit them. */
export const lookForAnother = async (
  services: EventDependencies,
  context: CommandContext,
  proposal: Proposal,
): Promise<void> => {
  const { owner } = context;
  const users = [proposal.by, ...proposal.to.map(({ user }) => user)].filter((user) => user !== owner);
  const { startMs = 0, minutes } = proposal;
  const search = searchFor(context, {
    ...aheadOf(proposal, context, services.clock.now()),
    id: proposalIdOf(proposal.id, owner),
    to: users.map((user) => ({ user })),
    except: { startMs, endMs: startMs + minutes * 60_000 },
  });
  const note =
    'Here are other times. The one that you choose is proposed to everybody, also to the person who asked you.';
  await show(services, context, search, note);
};

/** For who chose it, while nobody was told: what is in the way is seen again. */
export const chooseAnother = async (
  services: EventDependencies,
  context: CommandContext,
  proposal: Proposal,
): Promise<void> => {
  const days = aheadOf(proposal, context, services.clock.now());
  await show(services, context, searchFor(context, { ...days, id: proposalIdOf(proposal.id, 'else') }));
};

const show = async (
  services: EventDependencies,
  context: CommandContext,
  search: Proposal,
  note?: string,
): Promise<void> => {
  const kept = await keepAndTell(services, context, search);
  if (!kept) return;
  await showSearch(services, { ...context, show: context.reply }, kept, note === undefined ? {} : { note });
};

/** Its days are those of who looked first, on their clock: where they are over on this one, as many from today. */
const aheadOf = (proposal: Proposal, { profile }: CommandContext, nowMs: number): Proposal => {
  const today = dayAt(nowMs, profile?.zone?.name ?? 'UTC');
  return addDays(proposal.first, proposal.count - 1) < today ? { ...proposal, first: today } : proposal;
};
