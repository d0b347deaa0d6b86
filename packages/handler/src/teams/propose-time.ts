// A time that the app found is proposed in one step: looked at once more, kept, and sent, as in the chat by its cards. The same
// request again ends the same.
import { oneLine, type Proposal } from '@steward/core';
import type { SharingDependencies } from './create-sharing.ts';
import { keepProposal, proposalIdOf } from './keep-proposal.ts';
import { type FoundAgain, isAsChosen, lookAgain } from './look-again.ts';
import { type NoProposal, type ProposingDependencies, sendProposal, tellProposer } from './proposing.ts';
import { judgeAsk } from './search-together.ts';
import type { TogetherAsk, WhyNotTogether } from './sharing.ts';

export interface TimeToPropose extends Omit<TogetherAsk, 'part'> {
  /** With the same one it is the same proposal. */
  key: string;
  startMs: number;
  title?: string;
  /** Whose time was not known when it was chosen. */
  unseen: readonly number[];
  /** Also where it does not suit all of them any more: who proposes has read that. */
  isAnyway?: boolean;
}

export type Proposed =
  | { proposal: Proposal }
  /** Nobody was told: it does not suit all of them any more, or that cannot be said any more. */
  | { found: FoundAgain }
  | { why: WhyNotTogether | NoProposal | 'full' };

export type ProposeDependencies = SharingDependencies & ProposingDependencies;

export const proposeTime = async (deps: ProposeDependencies, wish: TimeToPropose): Promise<Proposed> => {
  const proposal = proposalOf(wish, deps.clock.now());
  const before = await deps.proposals.get(proposal.by, proposal.id);
  if (!before || before.state === 'waiting') {
    const looked = await (wish.isAnyway ? judgeAsk(deps, wish) : lookAgain(deps, wish));
    if ('why' in looked) return looked;
    if ('slots' in looked && !isAsChosen(looked, wish.unseen)) return { found: looked };
    const kept = await keepProposal(deps, proposal);
    if (!kept) return { why: 'full' };
    // From a try that broke off: its title may be another one by now.
    const { title, ...rest } = kept;
    const named = { ...rest, ...(proposal.title !== undefined && { title: proposal.title }) };
    if (title !== proposal.title) await deps.proposals.replace({ ...named, revision: kept.revision + 1 });
  }
  const sent = await sendProposal(deps, proposal);
  if ('why' in sent) return sent;
  await tellProposer(deps, sent.proposal);
  return { proposal: sent.proposal };
};

const proposalOf = (wish: TimeToPropose, nowMs: number): Proposal => {
  const { by, key, team, minutes, first, count, startMs } = wish;
  const users = [...new Set(wish.users)].filter((user) => user !== by);
  const title = oneLine(wish.title ?? '');
  return {
    ...{ by, team, minutes, first, count, startMs, to: users.map((user) => ({ user })) },
    id: proposalIdOf(key, team, startMs, minutes, ...users),
    ...(title !== '' && { title }),
    ...{ state: 'waiting', revision: 1, createdAtMs: nowMs },
  };
};
