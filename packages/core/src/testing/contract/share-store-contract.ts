// What every store of what teams share, and of proposals, promises.
import { describe, expect, it } from 'vitest';
import type { Proposal, ProposalStore } from '../../team/proposal.ts';
import { LOOKS_APART_MS, type ShareStore } from '../../team/share.ts';
import { LEAST_TEAM_ID } from '../../team/team.ts';
import { SAMPLE_MS } from '../samples.ts';
import { type Made, newOwner, useSubject } from './subject.ts';

export interface ShareStoreSubject {
  shares: ShareStore;
  proposals: ProposalStore;
}

const newTeamId = () => LEAST_TEAM_ID + newOwner();

export const shareStoreContract = (make: () => Promise<Made<ShareStoreSubject>>): void => {
  describe('a store of what teams share', () => {
    const subject = useSubject(make);
    const sinceMs = SAMPLE_MS;

    it('keeps each calendar of each user, however long its name', async () => {
      const { shares } = subject();
      const [team, ada, bob] = [newTeamId(), newOwner(), newOwner()];
      const home = { team, user: ada, connection: 'c', calendar: 'x'.repeat(1_900), sinceMs };
      const work = { ...home, calendar: 'work' };
      const other = { ...home, user: bob };
      for (const share of [home, home, work, other]) await shares.put(share);
      expect(await shares.list(team)).toHaveLength(3);
      expect(await shares.list(team + 1)).toEqual([]);
      for (const _ of [1, 2]) await shares.remove(work);
      expect(await shares.list(team, ada)).toEqual([home]);
      await shares.put({ ...home, sinceMs: sinceMs + 1 });
      expect(await shares.list(team, ada)).toEqual([{ ...home, sinceMs: sinceMs + 1 }]);
      await shares.removeUser(team, ada);
      expect(await shares.list(team)).toEqual([other]);
    });

    it('tells who looked, the latest first, and each look once', async () => {
      const { shares } = subject();
      const [team, ada, bob, eve] = [newTeamId(), newOwner(), newOwner(), newOwner()];
      const atMs = sinceMs - (sinceMs % LOOKS_APART_MS);
      const look = (user: number, by: number, steps: number) => ({
        team,
        user,
        by,
        atMs: atMs + steps * LOOKS_APART_MS,
      });
      for (const one of [look(ada, bob, 0), look(ada, eve, 2), look(ada, bob, 1), look(bob, ada, 1)])
        for (const beside of [0, 1]) await shares.noteLook({ ...one, atMs: one.atMs + beside });
      expect(await shares.looks(team, ada, 9)).toEqual([
        look(ada, eve, 2),
        look(ada, bob, 1),
        look(ada, bob, 0),
      ]);
      expect(await shares.looks(team, ada, 1)).toEqual([look(ada, eve, 2)]);
      await shares.removeUser(team, eve);
      expect(await shares.looks(team, ada, 9)).toHaveLength(2);
      await shares.removeTeam(team);
      expect([await shares.looks(team, ada, 9), await shares.looks(team, bob, 9)]).toEqual([[], []]);
    });

    it('keeps proposals, and changes each only as it was read', async () => {
      const { proposals } = subject();
      const proposal: Proposal = {
        ...{ by: newOwner(), id: 'p1', team: newTeamId(), to: [{ user: 5 }, { user: 6 }], minutes: 45 },
        ...{
          first: '2099-03-12',
          count: 7,
          except: { startMs: 1, endMs: 2 },
          state: 'looking',
          revision: 1,
          createdAtMs: 4e12,
        },
      };
      expect([await proposals.add(proposal), await proposals.add({ ...proposal, minutes: 5 })]).toEqual([
        true,
        false,
      ]);
      const waiting: Proposal = {
        ...proposal,
        startMs: 4e12 + 1,
        title: 'Budget',
        state: 'waiting',
        revision: 2,
      };
      expect([await proposals.replace(waiting), await proposals.replace(waiting)]).toEqual([true, false]);
      expect(await proposals.get(proposal.by, 'p1')).toEqual(waiting);
      const [first, second] = proposal.to;
      const sent: Proposal = {
        ...waiting,
        state: 'sent',
        revision: 3,
        to: [{ ...first, user: 5, answer: 'accepted', answeredAtMs: 4e12 + 2 }, second ?? { user: 6 }],
      };
      expect(await proposals.replace(sent)).toBe(true);
      expect(await proposals.list(proposal.by)).toEqual([sent]);
      await proposals.remove(proposal.by, 'p1');
      expect(await proposals.get(proposal.by, 'p1')).toBeUndefined();
      expect(await proposals.replace({ ...sent, revision: 4 })).toBe(false);
    });
  });
};
