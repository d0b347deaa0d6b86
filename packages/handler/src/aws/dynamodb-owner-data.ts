// Forgetting and moving all data of an owner.
import type { ArchiveStore, OwnedItems, OwnerDataStore } from '@steward/core';
import {
  createDynamoDbTable,
  type DynamoDbDependencies,
  type DynamoDbTable,
  EXISTS,
} from './dynamodb-table.ts';
import type { Values } from './item.ts';
import { behind, type Key } from './keys.ts';
import { moveOwner } from './move-owner.ts';

export interface OwnerDataDependencies extends DynamoDbDependencies {
  /** A move takes the archives along: their paths begin with the owner. */
  archives: ArchiveStore;
  /** What there is of an owner, by the declarations of the features. */
  items: readonly OwnedItems[];
}

export const createDynamoDbOwnerData = (dependencies: OwnerDataDependencies): OwnerDataStore => {
  const { archives, items } = dependencies;
  const table = createDynamoDbTable(dependencies);
  return {
    removeAll: (owner) => removeAll(table, items, owner),
    async move(from, to) {
      if (from === to || (await isEmpty(table, items, from))) return;
      await moveOwner({ table, archives, items, from, to });
      await removeAll(table, items, from);
    },
  };
};

/** Every key of an owner but of what `/forget` leaves: also those that nobody declared. */
const keysOf = async function* (
  table: DynamoDbTable,
  items: readonly OwnedItems[],
  owner: number,
): AsyncGenerator<Key> {
  const left = items.filter(({ forget }) => forget === 'leave').map(({ prefix }) => prefix);
  let from = ' ';
  for (const prefix of left.sort()) {
    // No item has a bare prefix as its key.
    yield* table.query<Key>(owner, { from, to: prefix }, { keysOnly: true });
    from = behind(prefix);
  }
  yield* table.query<Key>(owner, { from }, { keysOnly: true });
};

const isEmpty = async (
  table: DynamoDbTable,
  items: readonly OwnedItems[],
  owner: number,
): Promise<boolean> => {
  for await (const _key of keysOf(table, items, owner)) return false;
  return true;
};

const removeAll = async (
  table: DynamoDbTable,
  items: readonly OwnedItems[],
  owner: number,
): Promise<void> => {
  const kept = new Map(
    items.flatMap(({ prefix, forget }) =>
      typeof forget === 'object' ? [[prefix, forget.keeps] as const] : [],
    ),
  );
  await table.writeMany(removalsOf(keysOf(table, items, owner), kept));
  for (const [sk, keeps] of kept) {
    const stored = await table.get<Values>({ pk: owner, sk });
    const stays = new Set(['pk', 'sk', ...keeps]);
    const remove = Object.keys(stored ?? {}).filter((name) => !stays.has(name));
    if (remove.length > 0) await table.update({ pk: owner, sk }, { remove }, EXISTS);
  }
};

const removalsOf = async function* (keys: AsyncIterable<Key>, kept: ReadonlyMap<string, unknown>) {
  for await (const { pk, sk } of keys) if (!kept.has(sk)) yield { remove: { pk, sk } };
};
