// Forgetting and moving all data of an owner, by the declarations of what lies there.
import type { BodyStore, OwnedItems, OwnerDataStore } from '@steward/core';
import {
  createDynamoDbTable,
  type DynamoDbDependencies,
  type DynamoDbTable,
  EXISTS,
} from './dynamodb-table.ts';
import type { Values } from './item.ts';
import { itemsBut } from './items-but.ts';
import type { Key } from './keys.ts';
import { storedNames } from './stored-names.ts';

export interface OwnerDataDependencies extends DynamoDbDependencies {
  /** A move takes what lies outside of the table along: the paths begin with the owner. */
  bodies: readonly BodyStore[];
  /** What there is of an owner, as the features declare it. */
  items: readonly OwnedItems[];
}

export const createDynamoDbOwnerData = (dependencies: OwnerDataDependencies): OwnerDataStore => {
  const { bodies, items } = dependencies;
  const table = createDynamoDbTable(dependencies);
  const left = items.filter(({ forget }) => forget === 'leave').map(({ prefix }) => prefix);
  const keysOf = (owner: number) => itemsBut(table, owner, left, { keysOnly: true });

  const removeAll = async (owner: number): Promise<void> => {
    const keeps = keptOf(items);
    await table.writeMany(removalsOf(keysOf(owner), keeps));
    for (const [sk, names] of keeps) await removeBut(table, { pk: owner, sk }, names);
  };

  const isEmpty = async (owner: number): Promise<boolean> => {
    for await (const _key of keysOf(owner)) return false;
    return true;
  };

  return {
    removeAll,
    async move(from, to) {
      if (from === to || (await isEmpty(from))) return;
      const { moveOwner } = await import('./move-owner.ts');
      await moveOwner({ table, bodies, items, from, to });
      await removeAll(from);
    },
  };
};

/** Attributes that stay, by the keys of their items. */
const keptOf = (items: readonly OwnedItems[]): ReadonlyMap<string, readonly string[]> =>
  new Map(
    items.flatMap(({ prefix, forget }) =>
      typeof forget === 'object' ? [[prefix, forget.keeps.flatMap(storedNames)] as const] : [],
    ),
  );

const removalsOf = async function* (keys: AsyncIterable<Key>, kept: ReadonlyMap<string, unknown>) {
  for await (const { pk, sk } of keys) if (!kept.has(sk)) yield { remove: { pk, sk } };
};

const removeBut = async (table: DynamoDbTable, key: Key, names: readonly string[]): Promise<void> => {
  const stored = await table.get<Values>(key);
  const stays = new Set(['pk', 'sk', ...names]);
  const remove = Object.keys(stored ?? {}).filter((name) => !stays.has(name));
  if (remove.length > 0) await table.update(key, { remove }, EXISTS);
};
