// Teams in DynamoDB: an item each, as the domain has them, with underscores.
import { TEAM_ITEM, TEAM_MIRRORS, type Team, type TeamStore } from '@steward/core';
import { createDynamoDbTable, type DynamoDbDependencies, IS_NEW } from './dynamodb-table.ts';
import { fromStoredForm, toStoredForm, type Values } from './item.ts';
import type { Key } from './keys.ts';

const teamKey = (id: number): Key => ({ pk: id, sk: TEAM_ITEM.prefix });
const mirrorKey = (user: number, id: number): Key => ({ pk: user, sk: TEAM_MIRRORS.prefix + id });

export const createDynamoDbTeamStore = (dependencies: DynamoDbDependencies): TeamStore => {
  const table = createDynamoDbTable(dependencies);
  const itemOf = ({ id, ...team }: Team): Key & Values => ({
    ...teamKey(id),
    ...(toStoredForm(team) as Values),
  });
  const asSeen = (revision: number) => ({
    expression: 'revision = :revision',
    values: { ':revision': revision } as const,
  });
  return {
    add: (team) => table.put(itemOf(team), IS_NEW),
    async get(id) {
      const item = await table.get(teamKey(id));
      if (!item) return undefined;
      const { pk: _, sk: __, ...team } = item;
      return { ...(fromStoredForm({ ...team }) as unknown as Team), id };
    },
    replace: (team) => table.put(itemOf(team), asSeen(team.revision - 1)),
    remove: ({ id, revision }) => table.remove(teamKey(id), asSeen(revision)),
    async addMirror(user, id) {
      await table.put({ ...mirrorKey(user, id) });
    },
    async removeMirror(user, id) {
      await table.remove(mirrorKey(user, id));
    },
    async mirrors(user) {
      const found: number[] = [];
      for await (const { sk } of table.query(user, TEAM_MIRRORS, { keysOnly: true }))
        found.push(Number(sk.slice(TEAM_MIRRORS.prefix.length)));
      return found;
    },
  };
};
