// Forgetting and moving all data of an owner, in memory. The order of the steps is what makes a repeat safe.
import type { BodyStore } from '../archive/archive-store.ts';
import {
  copied,
  isNumbered,
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
  bodies: readonly BodyStore[];
  items: readonly OwnedItems[];
}

export const createMemoryOwnerData = (deps: MemoryOwnerDataDependencies): OwnerDataStore => {
  const { table, bodies, items } = deps;
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

  const numberedOf = (owner: number, kind: Renumbered) =>
    table
      .list<Item>(owner, kind.prefix)
      .filter(({ sk, item }) => isNumbered(kind, sk, item[kind.move.number]));

  /** Items of the target whose number belongs to one that moves in. */
  const renumber = (from: number, to: number, kind: Renumbered): void => {
    const { number, inKey } = kind.move;
    const moving = new Map(numberedOf(from, kind).map(({ sk, item }) => [item[number], sk]));
    for (const { sk, item } of numberedOf(to, kind)) {
      const clash = moving.get(item[number]);
      if (clash === undefined || (inKey ? item.movedFrom === from : clash === sk)) continue;
      const next = item.renumberedTo ?? counted(to, kind);
      if (next === counted(to, kind)) setCounter(to, kind, Number(next) + 1);
      table.put(to, sk, inKey ? { ...item, renumberedTo: next } : { ...item, [number]: next });
      if (inKey) rekey(to, sk, `${kind.prefix}${next}`, { ...item, [number]: next });
    }
  };

  /** The number that was taken is noted at the old key before: a repeat takes no other. */
  const rekey = (owner: number, sk: string, anew: string, { renumberedTo: _noted, ...item }: Item): void => {
    const below = table.list(owner, `${sk}#`);
    if (!table.get(owner, anew)) {
      for (const part of below) table.put(owner, part.sk.replace(sk, anew), part.item);
      table.put(owner, anew, item);
    }
    for (const part of below) table.remove(owner, part.sk);
    table.remove(owner, sk);
  };

  /** What moves with an item: below its key, or under its id. */
  const partsOf = (owner: number, { move, prefix }: Renumbered, sk: string, item: Item) => {
    if (move.inKey) return table.list(owner, `${sk}#`);
    return movedWith(items, prefix)
      .map((kind) => `${kind.prefix}${item[move.id]}`)
      .flatMap((key) => table.list(owner, key).filter((part) => `${part.sk}#`.startsWith(`${key}#`)));
  };

  /** The item comes after what moves with it: what the target can see is whole, and a repeat leaves it alone. */
  const moveOne = (from: number, to: number, kind: Renumbered, sk: string, item: Item): void => {
    const parts = partsOf(from, kind, sk, item);
    if (!table.get(to, sk)) {
      for (const part of parts) table.put(to, part.sk, part.item);
      const anew = (kind.namesOwner ?? []).map((name) => [name, namedAnew(item[name], from, to)]);
      const mark = kind.move.inKey && { movedFrom: from };
      table.put(to, sk, { ...item, ...Object.fromEntries(anew), ...mark });
    }
    for (const part of parts) table.remove(from, part.sk);
    table.remove(from, sk);
  };

  const moveBodies = async (from: number, to: number): Promise<void> => {
    for (const store of bodies)
      for (const id of await store.list(from)) {
        const body = await store.read(from, id);
        if (body !== undefined) await store.write(to, id, body);
        await store.remove(from, id);
      }
  };

  return {
    async removeAll(owner) {
      removeAll(owner);
    },
    async move(from, to) {
      if (from === to || skOf(from).length === 0) return;
      const kinds = renumbered(items);
      for (const kind of kinds) {
        const given = [from, to].flatMap((owner) =>
          numberedOf(owner, kind).map(({ item }) => item[kind.move.number]),
        );
        const next = Math.max(counted(from, kind), ...given.map((number) => Number(number) + 1));
        if (counted(to, kind) < next) setCounter(to, kind, next);
      }
      for (const kind of kinds) renumber(from, to, kind);
      await moveBodies(from, to);
      for (const kind of kinds)
        for (const { sk, item } of numberedOf(from, kind)) moveOne(from, to, kind, sk, item);
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
