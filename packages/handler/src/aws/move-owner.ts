// A group became a supergroup: its data moves to the new id. There are no transactions, so the order of the steps is what
// makes a repeat safe: a numbered item shows at the new owner when it is whole there, and is left alone from then on.
import {
  type ArchiveStore,
  kindOf,
  movedWith,
  namedAnew,
  type OwnedItems,
  type Renumbered,
  renumbered,
} from '@steward/core';
import { FIRST_NUMBER } from './dynamodb-profile-store.ts';
import { type DynamoDbTable, EXISTS, IS_NEW } from './dynamodb-table.ts';
import type { Value, Values } from './item.ts';
import { itemsBut } from './items-but.ts';
import { type Key, shardOf } from './keys.ts';
import { storedName } from './stored-names.ts';

export interface Move {
  table: DynamoDbTable;
  archives: ArchiveStore;
  items: readonly OwnedItems[];
  from: number;
  to: number;
}

type Item = Key & Values;

/** Does what is declared; what the new owner has already stays. Numbered items and archives leave the old owner one by one. */
export const moveOwner = async (move: Move): Promise<void> => {
  const moving: { kind: Renumbered; item: Item }[] = [];
  for (const kind of renumbered(move.items)) {
    await raiseCounter(move, kind);
    const numbered: Item[] = [];
    for await (const item of move.table.query<Values>(move.from, { prefix: kind.prefix }))
      numbered.push(item);
    await renumber(move, kind, numbered);
    moving.push(...numbered.map((item) => ({ kind, item })));
  }
  await moveArchives(move);
  for (const { kind, item } of moving) await moveNumbered(move, kind, item);
  await moveRest(move);
};

/** No number that moves in is ever given again. */
const raiseCounter = async ({ table, from, to }: Move, { move: { counter } }: Renumbered): Promise<void> => {
  const { item: sk, attribute } = counter;
  const name = storedName(attribute);
  const next = (await table.get<Values>({ pk: from, sk }))?.[name] ?? FIRST_NUMBER;
  await table.update(
    { pk: to, sk },
    { set: { [name]: next } },
    {
      expression: 'attribute_not_exists(#counter) OR #counter < :next',
      values: { ':next': next },
      names: { '#counter': name },
    },
  );
};

/** What the new owner made itself gets a new number where its own belongs to what moves in. */
const renumber = async ({ table, to }: Move, kind: Renumbered, moving: Item[]): Promise<void> => {
  const { counter } = kind.move;
  const [number, next] = [storedName(kind.move.number), storedName(counter.attribute)];
  const skByNumber = new Map(moving.map((item) => [item[number], item.sk]));
  for await (const { pk, sk, ...item } of table.query<Values>(to, { prefix: kind.prefix })) {
    const clash = skByNumber.get(item[number]);
    if (clash === undefined || clash === sk) continue;
    const change = { count: { [next]: { from: FIRST_NUMBER, by: 1 } } };
    const counted = await table.updated<Values>({ pk: to, sk: counter.item }, change);
    if (counted) await table.update({ pk, sk }, { set: { [number]: Number(counted[next]) - 1 } }, EXISTS);
  }
};

/** Before the sessions, none of which can be archived or restored at the new owner until its item is there. */
const moveArchives = async ({ archives, from, to }: Move): Promise<void> => {
  for (const sessionId of await archives.list(from)) {
    const body = await archives.read(from, sessionId);
    if (body !== undefined) await archives.write(to, sessionId, body);
    await archives.remove(from, sessionId);
  }
};

const moveNumbered = async (move: Move, kind: Renumbered, item: Item): Promise<void> => {
  const { table, items, from, to } = move;
  const { sk } = item;
  const parts = movedWith(items, kind.prefix).map(
    ({ prefix }) => `${prefix}${String(item[storedName(kind.move.id)])}`,
  );
  if (!(await table.get({ pk: to, sk }))) {
    for (const part of parts) await table.writeMany(copiesOf(partsOf(move, part), to));
    await table.put(anewOf(move, kind, item), IS_NEW);
  }
  for (const part of parts) await table.writeMany(removalsOf(partsOf(move, part, { keysOnly: true })));
  await table.remove({ pk: from, sk });
};

/** One item of that key, or all whose key goes on behind it; not those of an item whose id only begins so. */
const partsOf = async function* ({ table, from }: Move, prefix: string, options = {}): AsyncGenerator<Item> {
  for await (const part of table.query<Values>(from, { prefix }, options))
    if (`${part.sk}#`.startsWith(`${prefix}#`)) yield part;
};

const anewOf = ({ from, to }: Move, { namesOwner = [], shards = [] }: OwnedItems, item: Item): Item => {
  const anew: Item = { ...item, pk: to };
  for (const name of namesOwner.map(storedName)) anew[name] = namedAnew(item[name], from, to) as Value;
  for (const name of shards.map(storedName))
    if (typeof item[name] === 'string') anew[name] = item[name].replace(/\d+$/, String(shardOf(to)));
  return anew;
};

/** Also what belongs to an item that is not there (yet), and what a newer version wrote: nothing is lost. */
const moveRest = async (move: Move): Promise<void> => {
  const { table, items, from, to } = move;
  const parts = renumbered(items).flatMap(({ prefix }) => movedWith(items, prefix));
  for (const { prefix } of parts) await table.writeMany(copiesOf(table.query<Values>(from, { prefix }), to));
  const left = items.filter((kind) => kind.move === 'leave' || parts.includes(kind));
  for await (const item of itemsBut<Values>(
    table,
    from,
    left.map(({ prefix }) => prefix),
  )) {
    const { pk: _pk, sk, ...setIfAbsent } = item;
    if (kindOf(items, sk)?.move === 'merge') await table.update({ pk: to, sk }, { setIfAbsent });
    else await table.put({ ...item, pk: to }, IS_NEW);
  }
};

const copiesOf = async function* (items: AsyncIterable<Item>, to: number) {
  for await (const item of items) yield { put: { ...item, pk: to } };
};

const removalsOf = async function* (keys: AsyncIterable<Key>) {
  for await (const { pk, sk } of keys) yield { remove: { pk, sk } };
};
