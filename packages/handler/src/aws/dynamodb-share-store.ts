// What is shared with teams, and proposals, in DynamoDB: an item each, as the domain has them, with underscores.
import { createHash } from 'node:crypto';
import {
  LOOK_ITEMS,
  LOOKS_APART_MS,
  LOOKS_KEPT_MS,
  type Look,
  PROPOSAL_ITEMS,
  PROPOSAL_KEPT_MS,
  type Proposal,
  type ProposalStore,
  proposalEndsMs,
  SHARE_ITEMS,
  type Share,
  type ShareStore,
} from '@steward/core';
import { createDynamoDbTable, type DynamoDbDependencies, IS_NEW } from './dynamodb-table.ts';
import { fromStoredForm, toStoredForm, type Values } from './item.ts';
import type { Key } from './keys.ts';

const sharePrefix = (user: number): string => `${SHARE_ITEMS.prefix}${user}#`;

/** Of connection and calendar only a hash: some ids are longer than a key may be. */
const shareKey = ({ team, user, connection, calendar }: Omit<Share, 'sinceMs'>): Key => ({
  pk: team,
  sk:
    sharePrefix(user) +
    createHash('sha256')
      .update(JSON.stringify([connection, calendar]))
      .digest('base64url'),
});

const lookPrefix = (user: number): string => `${LOOK_ITEMS.prefix}${user}#`;

type Stored = Key & { ttl?: number };

export const createDynamoDbShareStore = (dependencies: DynamoDbDependencies): ShareStore => {
  const table = createDynamoDbTable(dependencies);
  const keysOf = async (team: number, prefix: string): Promise<Key[]> => {
    const keys: Key[] = [];
    for await (const { pk, sk } of table.query<Key>(team, { prefix }, { keysOnly: true }))
      keys.push({ pk, sk });
    return keys;
  };
  const removeAll = (keys: readonly Key[]) => table.writeMany(keys.map((remove) => ({ remove })));
  return {
    async put({ team, user, connection, calendar, sinceMs }) {
      const share = { user, connection, calendar, sinceMs };
      await table.put({ ...shareKey({ team, ...share }), ...(toStoredForm(share) as Values) });
    },
    async remove(share) {
      await table.remove(shareKey(share));
    },
    async list(team, user) {
      const found: Share[] = [];
      const range = user === undefined ? SHARE_ITEMS : { prefix: sharePrefix(user) };
      for await (const { pk, sk: _, ...item } of table.query<Stored>(team, range, {}))
        found.push({ ...(fromStoredForm({ ...item }) as Omit<Share, 'team'>), team: pk });
      return found;
    },
    async noteLook({ team, user, by, atMs: lookedMs }) {
      const atMs = lookedMs - (lookedMs % LOOKS_APART_MS);
      const ttl = Math.ceil((atMs + LOOKS_KEPT_MS) / 1000);
      await table.put({ pk: team, sk: `${lookPrefix(user)}${atMs}#${by}`, ttl });
    },
    async looks(team, user, most) {
      const found: Look[] = [];
      const options = { newestFirst: true, pageSize: most };
      for await (const { sk } of table.query<Key>(team, { prefix: lookPrefix(user) }, options)) {
        const [atMs, by] = sk.slice(lookPrefix(user).length).split('#').map(Number);
        found.push({ team, user, by: by ?? 0, atMs: atMs ?? 0 });
        if (found.length >= most) break;
      }
      return found;
    },
    async removeUser(team, user) {
      const looks = await keysOf(team, LOOK_ITEMS.prefix);
      const named = looks.filter(({ sk }) => sk.startsWith(lookPrefix(user)) || sk.endsWith(`#${user}`));
      await removeAll([...(await keysOf(team, sharePrefix(user))), ...named]);
    },
    async removeTeam(team) {
      await removeAll([
        ...(await keysOf(team, SHARE_ITEMS.prefix)),
        ...(await keysOf(team, LOOK_ITEMS.prefix)),
      ]);
    },
  };
};

const proposalKey = (by: number, id: string): Key => ({ pk: by, sk: PROPOSAL_ITEMS.prefix + id });

export const createDynamoDbProposalStore = (dependencies: DynamoDbDependencies): ProposalStore => {
  const table = createDynamoDbTable(dependencies);
  const itemOf = ({ by, id, ...proposal }: Proposal): Key & Values => ({
    ...proposalKey(by, id),
    ...(toStoredForm(proposal) as Values),
    ttl: Math.ceil((proposalEndsMs(proposal) + PROPOSAL_KEPT_MS) / 1000),
  });
  return {
    add: (proposal) => table.put(itemOf(proposal), IS_NEW),
    async get(by, id) {
      const item = await table.get<Stored>(proposalKey(by, id));
      return item && toProposal(item);
    },
    replace: (proposal) =>
      table.put(itemOf(proposal), {
        expression: 'revision = :revision',
        values: { ':revision': proposal.revision - 1 },
      }),
    async list(by) {
      const found: Proposal[] = [];
      for await (const item of table.query<Stored>(by, PROPOSAL_ITEMS, {})) found.push(toProposal(item));
      return found;
    },
    async remove(by, id) {
      await table.remove(proposalKey(by, id));
    },
  };
};

const toProposal = ({ pk: by, sk, ttl: _, ...item }: Stored): Proposal => ({
  ...(fromStoredForm({ ...item }) as unknown as Proposal),
  ...{ by, id: sk.slice(PROPOSAL_ITEMS.prefix.length) },
});
