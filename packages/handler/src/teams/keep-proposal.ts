// A search, or a time of it, is kept until it is over: once for each thing that was asked for, and so many of one person.
import { createHash } from 'node:crypto';
import { type Clock, MAX_PROPOSALS, type Proposal, type ProposalStore, proposalEndsMs } from '@steward/core';

interface Keeping {
  clock: Pick<Clock, 'now'>;
  proposals: Pick<ProposalStore, 'add' | 'get' | 'list' | 'remove'>;
}

/** Another try of the same work, or another tap on the same button, finds what the first one made. */
export const proposalIdOf = (...of: readonly (string | number)[]): string =>
  createHash('sha256').update(of.join('/')).digest('base64url').slice(0, 16);

/** As it is kept already, if it is. Undefined: as many as can be kept are open. */
export const keepProposal = async (deps: Keeping, proposal: Proposal): Promise<Proposal | undefined> => {
  const { proposals } = deps;
  const before = await proposals.get(proposal.by, proposal.id);
  if (before) return before;
  if (!(await makeRoom(deps, proposal.by))) return undefined;
  if (await proposals.add(proposal)) return proposal;
  return (await proposals.get(proposal.by, proposal.id)) ?? proposal;
};

/** False: as many as can be kept are open. What nobody was told of makes room. */
const makeRoom = async ({ clock, proposals }: Keeping, owner: number): Promise<boolean> => {
  const all = await proposals.list(owner);
  const isOpen = (one: Proposal) => one.state === 'sent' && proposalEndsMs(one) > clock.now();
  const spare = all
    .filter((one) => !isOpen(one))
    .toSorted((one, other) => one.createdAtMs - other.createdAtMs);
  const tooMany = all.length - MAX_PROPOSALS + 1;
  for (const { by, id } of spare.slice(0, Math.max(0, tooMany))) await proposals.remove(by, id);
  return spare.length >= tooMany;
};
