// What every store of teams promises.
import { describe, expect, it } from 'vitest';
import { accept, type Changed, invite, newTeam, remove } from '../../team/change-team.ts';
import { LEAST_TEAM_ID, type Team, type TeamStore } from '../../team/team.ts';
import { SAMPLE_MS } from '../samples.ts';
import { type Made, newOwner, useSubject } from './subject.ts';

export interface TeamStoreSubject {
  teams: TeamStore;
}

const teamOf = (changed: Changed): Team => (changed as { team: Team }).team;

export const teamStoreContract = (make: () => Promise<Made<TeamStoreSubject>>): void => {
  describe('a store of teams', () => {
    const subject = useSubject(make);
    const nowMs = SAMPLE_MS;

    it('keeps each whole, and changes it only as it was read', async () => {
      const { teams } = subject();
      const [by, user] = [newOwner(), newOwner()];
      const made = newTeam(
        { id: LEAST_TEAM_ID + newOwner(), name: 'Crew' },
        { user: by, name: 'Ada' },
        nowMs,
      );
      expect(await teams.get(made.id)).toBeUndefined();
      expect([await teams.add(made), await teams.add({ ...made, name: 'Other' })]).toEqual([true, false]);
      const invited = teamOf(invite(made, { by, nowMs }, 'a'));
      const other = teamOf(invite(made, { by, nowMs }, 'b'));
      expect([await teams.replace(invited), await teams.replace(other)]).toEqual([true, false]);
      const joined = teamOf(accept(invited, { user, name: 'Bob', nowMs }, 'a'));
      const gone = teamOf(remove(joined, { by, nowMs }, user));
      expect([await teams.replace(gone), await teams.replace(joined), await teams.replace(gone)]).toEqual([
        false,
        true,
        true,
      ]);
      expect(await teams.get(made.id)).toEqual(gone);
      expect([await teams.remove(joined), await teams.remove(gone), await teams.remove(gone)]).toEqual([
        false,
        true,
        false,
      ]);
      expect(await teams.replace({ ...gone, revision: gone.revision + 1 })).toBe(false);
      expect(await teams.get(made.id)).toBeUndefined();
    });

    it('keeps with a person where to look', async () => {
      const { teams } = subject();
      const [user, first] = [newOwner(), LEAST_TEAM_ID + newOwner()];
      expect(await teams.mirrors(user)).toEqual([]);
      for (const id of [first, first + 1, first]) await teams.addMirror(user, id);
      expect(await teams.mirrors(user)).toEqual([first, first + 1]);
      for (const _ of [1, 2]) await teams.removeMirror(user, first);
      expect(await teams.mirrors(user)).toEqual([first + 1]);
    });
  });
};
