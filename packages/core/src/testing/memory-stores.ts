// Every store in memory, over one table and one bucket.
import type { AccessStore } from '../access/access-list.ts';
import type { ArchiveStore } from '../archive/archive-store.ts';
import type { Clock } from '../clock.ts';
import type { OwnerDataStore } from '../owner/owner-data.ts';
import type { ProfileStore } from '../owner/profile.ts';
import type { MessageStore } from '../session/message.ts';
import type { SessionStore } from '../session/session.ts';
import type { ClaimStore, StopStore } from '../work/claim.ts';
import { createMemoryAccess } from './memory-access.ts';
import { createMemoryArchives } from './memory-archives.ts';
import { createMemoryClaims } from './memory-claims.ts';
import { createMemoryMessages } from './memory-messages.ts';
import { createMemoryOwnerData } from './memory-owner-data.ts';
import { createMemoryProfiles } from './memory-profiles.ts';
import { createMemorySessions } from './memory-sessions.ts';
import { createMemoryStops } from './memory-stops.ts';
import { createMemoryTable, type TableDump } from './memory-table.ts';

export interface Stores {
  sessions: SessionStore;
  messages: MessageStore;
  profiles: ProfileStore;
  claims: ClaimStore;
  stops: StopStore;
  archives: ArchiveStore;
  ownerData: OwnerDataStore;
  access: AccessStore;
}

export interface MemoryStores extends Stores {
  /** All that lies in the table, by pk and sk, and in the bucket, by path. */
  dump(): { items: TableDump[]; archives: Record<string, string> };
  /** Plays a crash: after so many further writes every write throws `storage-unavailable`, until undefined is given. */
  failAfterWrites(writes: number | undefined): void;
}

/** With a clock, items whose `ttl` has passed are gone; without one nothing expires. */
export const createMemoryStores = ({ clock }: { clock?: Clock } = {}): MemoryStores => {
  const table = createMemoryTable(clock);
  const bodies = new Map<string, string>();
  const archives = createMemoryArchives(bodies, table.countWrite);
  return {
    sessions: createMemorySessions(table),
    messages: createMemoryMessages(table),
    profiles: createMemoryProfiles(table),
    claims: createMemoryClaims(table),
    stops: createMemoryStops(table),
    archives,
    ownerData: createMemoryOwnerData(table, archives),
    access: createMemoryAccess(table),
    dump: () => ({ items: table.dump(), archives: Object.fromEntries(bodies) }),
    failAfterWrites: table.failAfterWrites,
  };
};
