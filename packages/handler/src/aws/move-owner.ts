// A group became a supergroup: its data moves to the new id. There are no transactions, so the order of the steps is what
// makes a repeat safe: a numbered item shows at the new owner when it is whole there, and is left alone from then on.
import {
  type BodyStore,
  isNumbered,
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
import { MOVED_FROM, rekey } from './rekey-item.ts';
import { storedName } from './stored-names.ts';

export interface Move {
  table: DynamoDbTable;
  /** Archives, and the text of documents. */
  bodies: readonly BodyStore[];
  items: readonly OwnedItems[];
  from: number;
  to: number;
}

type Item = Key & Values;

/** Does what is declared; what the new owner has already stays. Numbered items and archives leave the old owner one by one. */
export const moveOwner = async (move: Move): Promise<void> => {
  const moving: { kind: Renumbered; item: Item }[] = [];
  for (const kind of renumbered(move.items)) {
    const [theirs, own] = [await numberedOf(move, move.from, kind), await numberedOf(move, move.to, kind)];
    await raiseCounter(move, kind, [...theirs, ...own]);
    await renumber(move, kind, { theirs, own });
    moving.push(...theirs.map((item) => ({ kind, item })));
  }
  await moveBodies(move);
  for (const { kind, item } of moving) await moveNumbered(move, kind, item);
  await moveRest(move);
};

const numberedOf = async ({ table }: Move, owner: number, kind: Renumbered): Promise<Item[]> => {
  const found: Item[] = [];
  for await (const item of table.query<Values>(owner, { prefix: kind.prefix }))
    if (isNumbered(kind, item.sk, item[storedName(kind.move.number)])) found.push(item);
  return found;
};

/** No number of these is ever given again, also where a damaged table has lost how far the counter was. */
const raiseCounter = async (
  { table, from, to }: Move,
  { move: { counter, number } }: Renumbered,
  numbered: Item[],
): Promise<void> => {
  const { item: sk, attribute } = counter;
  const name = storedName(attribute);
  const given = numbered.map((item) => Number(item[storedName(number)]) + 1).filter(Number.isFinite);
  const stood = Number((await table.get<Values>({ pk: from, sk }))?.[name] ?? FIRST_NUMBER);
  const next = Math.max(stood, ...given);
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
const renumber = async (
  { table, from, to }: Move,
  kind: Renumbered,
  { theirs, own }: Record<'theirs' | 'own', Item[]>,
): Promise<void> => {
  const { counter, inKey } = kind.move;
  const [number, next] = [storedName(kind.move.number), storedName(counter.attribute)];
  const takeNumber = async (): Promise<number> => {
    const change = { count: { [next]: { from: FIRST_NUMBER, by: 1 } } };
    const counted = await table.updated<Values>({ pk: to, sk: counter.item }, change);
    return Number(counted?.[next]) - 1;
  };
  const skByNumber = new Map(theirs.map((item) => [item[number], item.sk]));
  for (const item of own) {
    const { pk, sk } = item;
    const clash = skByNumber.get(item[number]);
    if (clash === undefined || (inKey ? item[MOVED_FROM] === from : clash === sk)) continue;
    if (inKey) await rekey({ table, kind, item, takeNumber });
    else await table.update({ pk, sk }, { set: { [number]: await takeNumber() } }, EXISTS);
  }
};

/** Before the sessions, none of which can be archived or restored at the new owner until its item is there. */
const moveBodies = async ({ bodies, from, to }: Move): Promise<void> => {
  for (const store of bodies)
    for (const id of await store.list(from)) {
      const body = await store.read(from, id);
      if (body !== undefined) await store.write(to, id, body);
      await store.remove(from, id);
    }
};

const moveNumbered = async (move: Move, kind: Renumbered, item: Item): Promise<void> => {
  const { table, from, to } = move;
  const { sk } = item;
  if (!(await table.get({ pk: to, sk }))) {
    for (const parts of partsOf(move, kind, item)) await table.writeMany(copiesOf(move, parts));
    const mark = kind.move.inKey && { [MOVED_FROM]: from };
    await table.put({ ...anewOf(move, item), ...mark }, IS_NEW);
  }
  for (const parts of partsOf(move, kind, item, { keysOnly: true })) await table.writeMany(removalsOf(parts));
  await table.remove({ pk: from, sk });
};

/** What moves with an item: below its key, or under its id. */
const partsOf = (move: Move, kind: Renumbered, item: Item, options = {}): AsyncGenerator<Item>[] => {
  const { table, items, from } = move;
  if (kind.move.inKey) return [table.query<Values>(from, { prefix: `${item.sk}#` }, options)];
  const id = String(item[storedName(kind.move.id)]);
  return movedWith(items, kind.prefix).map(({ prefix }) => underId(move, `${prefix}${id}`, options));
};

/** One item of that key, or all whose key goes on behind it; not those of an item whose id only begins so. */
const underId = async function* ({ table, from }: Move, prefix: string, options = {}): AsyncGenerator<Item> {
  for await (const part of table.query<Values>(from, { prefix }, options))
    if (`${part.sk}#`.startsWith(`${prefix}#`)) yield part;
};

const anewOf = ({ items, from, to }: Move, item: Item): Item => {
  const { namesOwner = [], shards = [] }: Partial<OwnedItems> = kindOf(items, item.sk) ?? {};
  const anew: Item = { ...item, pk: to };
  for (const name of namesOwner.map(storedName)) anew[name] = namedAnew(item[name], from, to) as Value;
  for (const name of shards.map(storedName))
    if (typeof item[name] === 'string') anew[name] = item[name].replace(/\d+$/, String(shardOf(to)));
  return anew;
};

/**
 * Also what belongs to an item that is not there (yet), and what a newer version wrote: nothing is lost. But not what lies
 * below a number that nothing has any more: it would come to lie below another item.
 */
const moveRest = async (move: Move): Promise<void> => {
  const { table, items, from, to } = move;
  const parts = renumbered(items).flatMap(({ prefix }) => movedWith(items, prefix));
  for (const { prefix } of parts)
    await table.writeMany(copiesOf(move, table.query<Values>(from, { prefix })));
  const inKey = renumbered(items).filter((kind) => kind.move.inKey);
  const left = [...items.filter(({ move }) => move === 'leave'), ...parts, ...inKey];
  for await (const item of itemsBut<Values>(
    table,
    from,
    left.map(({ prefix }) => prefix),
  )) {
    const { pk: _pk, sk, ...setIfAbsent } = item;
    if (kindOf(items, sk)?.move === 'merge') await table.update({ pk: to, sk }, { setIfAbsent });
    else await table.put(anewOf(move, item), IS_NEW);
  }
};

const copiesOf = async function* (move: Move, items: AsyncIterable<Item>) {
  for await (const item of items) yield { put: anewOf(move, item) };
};

const removalsOf = async function* (keys: AsyncIterable<Key>) {
  for await (const { pk, sk } of keys) yield { remove: { pk, sk } };
};
