// Sessions, tickets and failed tries of the app in memory.
import { type FailedTryStore, windowOf } from '../sign-in/failed-tries.ts';
import { SIGN_IN_ITEMS, type SignIn, type SignInStore } from '../sign-in/sign-in.ts';
import { TICKET_ITEMS, type Ticket, type TicketStore } from '../sign-in/ticket.ts';
import type { MemoryTable } from './memory-table.ts';

export const createMemorySignIns = (table: MemoryTable): SignInStore => {
  const keyOf = (hash: string) => SIGN_IN_ITEMS.prefix + hash;
  return {
    get: async (owner, hash) => table.get<SignIn>(owner, keyOf(hash)),
    list: async (owner) => table.list<SignIn>(owner, SIGN_IN_ITEMS.prefix).map(({ item }) => item),
    put: async (signIn) => table.put(signIn.owner, keyOf(signIn.hash), signIn),
    async see(owner, hash, seenAtMs) {
      const there = table.get<SignIn>(owner, keyOf(hash));
      if (there) table.put(owner, keyOf(hash), { ...there, seenAtMs });
    },
    end: async (owner, hash) => table.remove(owner, keyOf(hash)),
  };
};

export const createMemoryTickets = (table: MemoryTable): TicketStore => {
  const keyOf = (hash: string) => TICKET_ITEMS.prefix + hash;
  const isGood = (owner: number, hash: string, nowMs: number): boolean => {
    const ticket = table.get<Ticket>(owner, keyOf(hash));
    return ticket !== undefined && ticket.expiresAtMs > nowMs;
  };
  return {
    isGood: async (...ticket) => isGood(...ticket),
    async offer(ticket, nowMs) {
      for (const { sk, item } of table.list<Ticket>(ticket.owner, TICKET_ITEMS.prefix))
        if (item.expiresAtMs <= nowMs) table.remove(ticket.owner, sk);
      table.put(ticket.owner, keyOf(ticket.hash), ticket);
    },
    async use(owner, hash, nowMs) {
      const isUsed = isGood(owner, hash, nowMs);
      if (isUsed) table.remove(owner, keyOf(hash));
      return isUsed;
    },
  };
};

export const createMemoryFailedTries = (table: MemoryTable): FailedTryStore => {
  const keyOf = (source: string, nowMs: number) => `TRIES#${windowOf(nowMs)}#${source}`;
  const count = (source: string, nowMs: number): number =>
    table.get<{ count: number }>(0, keyOf(source, nowMs))?.count ?? 0;
  return {
    count: async (...tries) => count(...tries),
    async note(source, nowMs) {
      const tries = count(source, nowMs) + 1;
      table.put(0, keyOf(source, nowMs), { count: tries });
      return tries;
    },
  };
};
