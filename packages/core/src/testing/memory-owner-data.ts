// Forgetting and moving all data of an owner, in memory. The order of the steps is what makes a repeat safe.
import type { ArchiveStore } from '../archive/archive-store.ts';
import {
  copied,
  merged,
  movedWith,
  namedAnew,
  type OwnedItems,
  type Renumbered,
  renumbered,
} from '../owner/owned-items.ts';
import type { OwnerDataStore } from '../owner/owner-data.ts';
import type { MemoryTable } from './memory-table.ts';

type Item = Record<string, unknown>;

export interface MemoryOwnerDataDependencies {
  table: MemoryTable;
  archives: ArchiveStore;
  items: readonly OwnedItems[];
}

export const createMemoryOwnerData = (deps: MemoryOwnerDataDependencies): OwnerDataStore => {
  const { table, archives, items } = deps;
  const left = items.filter(({ forget }) => forget === 'leave').map(({ prefix }) => prefix);
  const keeps = new Map(
    items.flatMap(({ prefix, forget }) =>
      typeof forget === 'object' ? [[prefix, forget.keeps] as const] : [],
    ),
  );

  /** All but what /forget leaves. */
  const skOf = (owner: number): string[] =>
    table
      .list(owner)
      .map(({ sk }) => sk)
      .filter((sk) => !left.some((prefix) => sk.startsWith(prefix)));

  const removeAll = (owner: number): void => {
    for (const sk of skOf(owner)) {
      const kept = keeps.get(sk);
      const stored = Object.entries(table.get<Item>(owner, sk) ?? {});
      if (!kept) table.remove(owner, sk);
      else table.put(owner, sk, Object.fromEntries(stored.filter(([name]) => kept.includes(name))));
    }
  };

  const counted = (owner: number, { move: { counter } }: Renumbered): number =>
    Number(table.get<Item>(owner, counter.item)?.[counter.attribute] ?? 1);
  const setCounter = (owner: number, { move: { counter } }: Renumbered, next: number): void =>
    table.put(owner, counter.item, { ...table.get(owner, counter.item), [counter.attribute]: next });

  /** Items of the target whose number belongs to one that moves in. */
  const renumber = (from: number, to: number, kind: Renumbered): void => {
    const { number } = kind.move;
    const moving = new Map(table.list<Item>(from, kind.prefix).map(({ sk, item }) => [item[number], sk]));
    for (const { sk, item } of table.list<Item>(to, kind.prefix)) {
      const clash = moving.get(item[number]);
      if (clash === undefined || clash === sk) continue;
      const next = counted(to, kind);
      setCounter(to, kind, next + 1);
      table.put(to, sk, { ...item, [number]: next });
    }
  };

  /** The item comes after what moves with it: what the target can see is whole, and a repeat leaves it alone. */
  const moveOne = (from: number, to: number, kind: Renumbered, sk: string, item: Item): void => {
    const id = item[kind.move.id];
    const parts = movedWith(items, kind.prefix).flatMap(({ prefix }) =>
      table.list(from, `${prefix}${id}`).filter((part) => `${part.sk}#`.startsWith(`${prefix}${id}#`)),
    );
    if (!table.get(to, sk)) {
      for (const part of parts) table.put(to, part.sk, part.item);
      const anew = (kind.namesOwner ?? []).map((name) => [name, namedAnew(item[name], from, to)]);
      table.put(to, sk, { ...item, ...Object.fromEntries(anew) });
    }
    for (const part of parts) table.remove(from, part.sk);
    table.remove(from, sk);
  };

  const moveArchives = async (from: number, to: number): Promise<void> => {
    for (const sessionId of await archives.list(from)) {
      const body = await archives.read(from, sessionId);
      if (body !== undefined) await archives.write(to, sessionId, body);
      await archives.remove(from, sessionId);
    }
  };

  return {
    async removeAll(owner) {
      removeAll(owner);
    },
    async move(from, to) {
      if (from === to || skOf(from).length === 0) return;
      const kinds = renumbered(items);
      for (const kind of kinds)
        if (counted(to, kind) < counted(from, kind)) setCounter(to, kind, counted(from, kind));
      for (const kind of kinds) renumber(from, to, kind);
      await moveArchives(from, to);
      for (const kind of kinds)
        for (const { sk, item } of table.list<Item>(from, kind.prefix)) moveOne(from, to, kind, sk, item);
      const rest = [...kinds.flatMap(({ prefix }) => movedWith(items, prefix)), ...copied(items)];
      for (const { sk, item } of rest.flatMap(({ prefix }) => table.list(from, prefix)))
        if (!table.get(to, sk)) table.put(to, sk, item);
      for (const { prefix } of merged(items)) {
        const stored = table.get(from, prefix);
        if (stored) table.put(to, prefix, { ...stored, ...table.get(to, prefix) });
      }
      removeAll(from);
    },
  };
};
