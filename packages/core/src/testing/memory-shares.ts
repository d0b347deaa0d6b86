// What is shared with teams, and proposals, in memory.
import {
  PROPOSAL_ITEMS,
  PROPOSAL_KEPT_MS,
  type Proposal,
  type ProposalStore,
  proposalEndsMs,
} from '../team/proposal.ts';
import {
  LOOK_ITEMS,
  LOOKS_APART_MS,
  LOOKS_KEPT_MS,
  type Look,
  SHARE_ITEMS,
  type Share,
  type ShareStore,
} from '../team/share.ts';
import type { MemoryTable } from './memory-table.ts';

export const createMemoryShares = (table: MemoryTable): ShareStore => {
  const keyOf = ({ user, connection, calendar }: Omit<Share, 'sinceMs'>) =>
    `${SHARE_ITEMS.prefix}${user}#${Buffer.from(JSON.stringify([connection, calendar])).toString('base64url')}`;
  const shares = (team: number, user?: number) =>
    table.list<Share>(team, user === undefined ? SHARE_ITEMS.prefix : `${SHARE_ITEMS.prefix}${user}#`);
  const looks = (team: number, prefix = '') => table.list<Look>(team, LOOK_ITEMS.prefix + prefix);
  const withoutTtl = ({ team, user, by, atMs }: Look): Look => ({ team, user, by, atMs });
  return {
    put: async (share) => table.put(share.team, keyOf(share), share),
    remove: async (share) => table.remove(share.team, keyOf(share)),
    list: async (team, user) => shares(team, user).map(({ item }) => item),
    async noteLook({ team, user, by, atMs: lookedMs }) {
      const atMs = lookedMs - (lookedMs % LOOKS_APART_MS);
      const ttl = Math.ceil((atMs + LOOKS_KEPT_MS) / 1000);
      table.put(team, `${LOOK_ITEMS.prefix}${user}#${atMs}#${by}`, { team, user, by, atMs, ttl });
    },
    looks: async (team, user, most) =>
      looks(team, `${user}#`)
        .map(({ item }) => withoutTtl(item))
        .reverse()
        .slice(0, most),
    async removeUser(team, user) {
      for (const { sk } of shares(team, user)) table.remove(team, sk);
      for (const { sk, item } of looks(team))
        if (item.user === user || item.by === user) table.remove(team, sk);
    },
    async removeTeam(team) {
      for (const { sk } of [...shares(team), ...looks(team)]) table.remove(team, sk);
    },
  };
};

export const createMemoryProposals = (table: MemoryTable): ProposalStore => {
  const keyOf = (id: string) => PROPOSAL_ITEMS.prefix + id;
  const read = (by: number, id: string): Proposal | undefined => {
    const item = table.get<Omit<Proposal, 'by' | 'id'> & { ttl?: number }>(by, keyOf(id));
    if (!item) return undefined;
    const { ttl: _, ...proposal } = item;
    return { ...proposal, by, id };
  };
  const write = ({ by, id, ...proposal }: Proposal): void =>
    table.put(by, keyOf(id), {
      ...proposal,
      ttl: Math.ceil((proposalEndsMs(proposal) + PROPOSAL_KEPT_MS) / 1000),
    });
  return {
    async add(proposal) {
      if (read(proposal.by, proposal.id)) return false;
      write(proposal);
      return true;
    },
    get: async (by, id) => read(by, id),
    async replace(proposal) {
      if (read(proposal.by, proposal.id)?.revision !== proposal.revision - 1) return false;
      write(proposal);
      return true;
    },
    list: async (by) =>
      table
        .list(by, PROPOSAL_ITEMS.prefix)
        .flatMap(({ sk }) => read(by, sk.slice(PROPOSAL_ITEMS.prefix.length)) ?? []),
    remove: async (by, id) => table.remove(by, keyOf(id)),
  };
};
