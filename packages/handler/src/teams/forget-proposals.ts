// Somebody's data is deleted: what others propose to them names them no more. Their own proposals lie with their other data.
import type { ProposalStore, Team } from '@steward/core';

type Proposals = Pick<ProposalStore, 'get' | 'list' | 'remove' | 'replace'>;

/** Of everybody whom the team names, also of who has left it. May be done again. */
export const forgetProposals = async (proposals: Proposals, user: number, team: Team): Promise<void> => {
  const { ended, entries, members, removed } = team;
  const named = [
    ...members.map((member) => member.user),
    ...(ended?.members ?? []),
    ...removed.map((one) => one.user),
    ...entries.flatMap((entry) => [entry.by, entry.user ?? entry.by]),
  ];
  for (const by of new Set(named.filter((one) => one > 0 && one !== user)))
    for (const { id, to } of await proposals.list(by))
      if (to.some((one) => one.user === user)) await forgetIn(proposals, { by, id }, user);
};

/** One that is for nobody else is gone. */
const forgetIn = async (
  proposals: Proposals,
  { by, id }: { by: number; id: string },
  user: number,
): Promise<void> => {
  for (;;) {
    const proposal = await proposals.get(by, id);
    if (!proposal?.to.some((one) => one.user === user)) return;
    const to = proposal.to.filter((one) => one.user !== user);
    if (to.length === 0) return await proposals.remove(by, id);
    if (await proposals.replace({ ...proposal, to, revision: proposal.revision + 1 })) return;
  }
};
