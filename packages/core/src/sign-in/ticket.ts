// The link of `/web`: who opens it and says so is signed in, once.
import type { OwnedItems } from '../owner/owned-items.ts';

export interface Ticket {
  owner: number;
  /** Of its token. */
  hash: string;
  expiresAtMs: number;
}

export interface TicketStore {
  /** Takes those of the owner away that are good no more. */
  offer(ticket: Ticket, nowMs: number): Promise<void>;
  /** Whether it is good. It stays so. */
  isGood(owner: number, hash: string, nowMs: number): Promise<boolean>;
  /** True for one caller alone, and only while it is good. */
  use(owner: number, hash: string, nowMs: number): Promise<boolean>;
}

export const TICKET_ITEMS = {
  prefix: 'TICKET#',
  move: 'leave',
  forget: 'remove',
} as const satisfies OwnedItems;
