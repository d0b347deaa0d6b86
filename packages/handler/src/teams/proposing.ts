// What people do with a time that is proposed: each is judged on the proposal and the team as they are then, and recorded before
// anybody is told. A work that is done again ends the same.
import {
  type Clock,
  memberOf,
  type Proposal,
  type ProposalAnswer,
  type ProposalStore,
  proposalEndsMs,
  type Team,
  type TeamStore,
} from '@steward/core';
import { type ProposalNote, proposalMessage } from '../queue/proposal-note.ts';
import type { UpdateQueue } from '../queue/update-queue.ts';
import { isServed, type ServedDependencies } from './is-served.ts';

export interface ProposingDependencies extends ServedDependencies {
  clock: Pick<Clock, 'now'>;
  proposals: ProposalStore;
  queue: Pick<UpdateQueue, 'send'>;
  teams: Pick<TeamStore, 'get'>;
}

export type NoProposal =
  /** There is none like that, or not for this person; or who proposed it is no longer let in. */
  | 'gone'
  /** One of both is not in the team any more: nothing of it is told. */
  | 'left'
  | 'withdrawn'
  /** Its time has passed. */
  | 'over'
  /** Others changed it again and again meanwhile. */
  | 'busy';

export type OpenProposal = { proposal: Proposal; team: Team };
export type Judged = OpenProposal | { why: NoProposal };

type Named = Pick<Proposal, 'by' | 'id'>;
type Reading = ServedDependencies & Pick<ProposingDependencies, 'clock' | 'proposals' | 'teams'>;

const TRIES = 5;

/** For who was asked. */
export const openFor = async (deps: Reading, { by, id }: Named, user: number): Promise<Judged> => {
  const { clock, proposals, teams } = deps;
  const proposal = await proposals.get(by, id);
  if (!proposal?.to.some((one) => one.user === user)) return { why: 'gone' };
  const team = await teams.get(proposal.team);
  if (!team || !memberOf(team, by) || !memberOf(team, user)) return { why: 'left' };
  if (proposal.state === 'cancelled') return { why: 'withdrawn' };
  if (proposal.state !== 'sent') return { why: 'gone' };
  // Of whom the operator has shut out nothing new arrives, and no answer would reach them.
  if (!(await isServed(deps, by))) return { why: 'gone' };
  return proposalEndsMs(proposal) <= clock.now() ? { why: 'over' } : { proposal, team };
};

/** For who proposes; also one whose time has passed. */
export const ownProposal = async (
  { proposals, teams }: Pick<ProposingDependencies, 'proposals' | 'teams'>,
  { by, id }: Named,
): Promise<Judged> => {
  const proposal = await proposals.get(by, id);
  if (!proposal) return { why: 'gone' };
  const team = await teams.get(proposal.team);
  return team && memberOf(team, by) ? { proposal, team } : { why: 'left' };
};

const noteOf = (
  { by, id }: Named,
  to: number,
  about: 'asked' | 'sent' | 'withdrawn' | { user: number; atMs: number },
): ProposalNote =>
  typeof about === 'string'
    ? { steward: 'proposal', about, to, by, id, user: by, atMs: 0 }
    : { steward: 'proposal', about: 'answered', to, by, id, ...about };

const tellAll = async (
  { queue }: Pick<ProposingDependencies, 'queue'>,
  proposal: Proposal,
  about: 'asked' | 'withdrawn',
): Promise<void> => {
  for (const { user } of proposal.to) await queue.send(proposalMessage(noteOf(proposal, user, about)));
};

/** Their own card, where it was not made in the chat: answers and taps have a place there. */
export const tellProposer = async (
  { queue }: Pick<ProposingDependencies, 'queue'>,
  proposal: Named,
): Promise<void> => await queue.send(proposalMessage(noteOf(proposal, proposal.by, 'sent')));

/** Only one that waits is sent; of one that was sent everybody is told at most once, however often this is done. */
export const sendProposal = async (deps: ProposingDependencies, named: Named): Promise<Judged> => {
  const own = await ownProposal(deps, named);
  if ('why' in own) return own;
  const { proposal, team } = own;
  if (proposal.state === 'cancelled') return { why: 'withdrawn' };
  if (proposal.startMs === undefined) return { why: 'gone' };
  if (proposal.state === 'waiting') {
    if (proposal.startMs <= deps.clock.now()) return { why: 'over' };
    const to = proposal.to.filter(({ user }) => memberOf(team, user));
    if (to.length === 0) return { why: 'left' };
    const sent: Proposal = { ...proposal, to, state: 'sent', revision: proposal.revision + 1 };
    if (!(await deps.proposals.replace(sent))) return { why: 'busy' };
    await tellAll(deps, sent, 'asked');
    return { proposal: sent, team };
  }
  await tellAll(deps, proposal, 'asked');
  return own;
};

/** The same answer again is the same. */
export const answerProposal = async (
  deps: ProposingDependencies,
  named: Named,
  { user, answer, atMs }: { user: number; answer: ProposalAnswer; atMs: number },
): Promise<Judged> => {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const open = await openFor(deps, named, user);
    if ('why' in open) return open;
    const { proposal, team } = open;
    const before = proposal.to.find((one) => one.user === user);
    const isSame = before?.answer === answer;
    const next: Proposal = isSame ? proposal : answeredBy(proposal, { user, answer, atMs });
    if (!isSame && !(await deps.proposals.replace(next))) continue;
    const told = { user, atMs: (isSame ? before.answeredAtMs : undefined) ?? atMs };
    await deps.queue.send(proposalMessage(noteOf(proposal, proposal.by, told)));
    return { proposal: next, team };
  }
  return { why: 'busy' };
};

const answeredBy = (
  proposal: Proposal,
  { user, answer, atMs }: { user: number; answer: ProposalAnswer; atMs: number },
): Proposal => ({
  ...proposal,
  to: proposal.to.map((one) => {
    if (one.user !== user) return one;
    const hasAccepted = answer !== 'accepted' && (one.hasAccepted || one.answer === 'accepted');
    return { user, answer, answeredAtMs: atMs, ...(hasAccepted && { hasAccepted }) };
  }),
  revision: proposal.revision + 1,
});

/** One that nobody was told of is gone; of another everybody is told. */
export const withdrawProposal = async (deps: ProposingDependencies, named: Named): Promise<Judged> => {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const own = await ownProposal(deps, named);
    if ('why' in own) return own;
    const { proposal, team } = own;
    if (proposal.state === 'waiting' || proposal.state === 'looking') {
      await deps.proposals.remove(proposal.by, proposal.id);
      return { proposal: { ...proposal, state: 'cancelled' }, team };
    }
    const next: Proposal =
      proposal.state === 'cancelled'
        ? proposal
        : { ...proposal, state: 'cancelled', revision: proposal.revision + 1 };
    if (next !== proposal && !(await deps.proposals.replace(next))) continue;
    await tellAll(deps, next, 'withdrawn');
    return { proposal: next, team };
  }
  return { why: 'busy' };
};
