// Teams in memory.
import { TEAM_ITEM, TEAM_MIRRORS, type Team, type TeamStore } from '../team/team.ts';
import type { MemoryTable } from './memory-table.ts';

export const createMemoryTeams = (table: MemoryTable): TeamStore => {
  const read = (id: number) => table.get<Omit<Team, 'id'>>(id, TEAM_ITEM.prefix);
  const write = ({ id, ...team }: Team) => table.put(id, TEAM_ITEM.prefix, team);
  return {
    async add(team) {
      if (read(team.id)) return false;
      write(team);
      return true;
    },
    async get(id) {
      const team = read(id);
      return team && { ...team, id };
    },
    async replace(team) {
      if (read(team.id)?.revision !== team.revision - 1) return false;
      write(team);
      return true;
    },
    async remove({ id, revision }) {
      if (read(id)?.revision !== revision) return false;
      table.remove(id, TEAM_ITEM.prefix);
      return true;
    },
    async addMirror(user, id) {
      table.put(user, TEAM_MIRRORS.prefix + id, {});
    },
    async removeMirror(user, id) {
      table.remove(user, TEAM_MIRRORS.prefix + id);
    },
    mirrors: async (user) =>
      table.list(user, TEAM_MIRRORS.prefix).map(({ sk }) => Number(sk.slice(TEAM_MIRRORS.prefix.length))),
  };
};
