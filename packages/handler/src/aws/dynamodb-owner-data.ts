// Forgetting and moving all data of an owner.
import type { ArchiveStore, OwnerDataStore } from '@steward/core';
import {
  createDynamoDbTable,
  type DynamoDbDependencies,
  type DynamoDbTable,
  EXISTS,
} from './dynamodb-table.ts';
import { BEHIND_CLAIMS, CLAIMS_PREFIX, type Key, profileKey } from './keys.ts';
import { moveOwner } from './move-owner.ts';
import type { ProfileItem } from './profile-item.ts';

export interface OwnerDataDependencies extends DynamoDbDependencies {
  /** A move takes the archives along: their paths begin with the owner. */
  archives: ArchiveStore;
}

export const createDynamoDbOwnerData = (dependencies: OwnerDataDependencies): OwnerDataStore => {
  const { archives } = dependencies;
  const table = createDynamoDbTable(dependencies);
  return {
    removeAll: (owner) => removeAll(table, owner),
    async move(from, to) {
      if (from === to || (await isEmpty(table, from))) return;
      await moveOwner({ table, archives, from, to });
      await removeAll(table, from);
    },
  };
};

/** Every key of an owner but the claims'. */
const keysOf = async function* (table: DynamoDbTable, owner: number): AsyncGenerator<Key> {
  yield* table.query<Key>(owner, { before: CLAIMS_PREFIX }, { keysOnly: true });
  yield* table.query<Key>(owner, { from: BEHIND_CLAIMS }, { keysOnly: true });
};

const isEmpty = async (table: DynamoDbTable, owner: number): Promise<boolean> => {
  for await (const _key of keysOf(table, owner)) return false;
  return true;
};

/** What stays of a profile: its key and the counter. */
const KEPT = new Set(['pk', 'sk', 'next_number']);

const removeAll = async (table: DynamoDbTable, owner: number): Promise<void> => {
  const profile = profileKey(owner);
  await table.writeMany(removalsOf(keysOf(table, owner), profile.sk));
  const stored = await table.get<ProfileItem>(profile);
  const remove = Object.keys(stored ?? {}).filter((name) => !KEPT.has(name));
  if (remove.length > 0) await table.update(profile, { remove }, EXISTS);
};

const removalsOf = async function* (keys: AsyncIterable<Key>, keptSk: string) {
  for await (const { pk, sk } of keys) if (sk !== keptSk) yield { remove: { pk, sk } };
};
