// Where both groups of a move have a number that stands in the key: the item of the new group gets a new one, with all that
// lies below its key.
import type { Renumbered } from '@steward/core';
import { type DynamoDbTable, EXISTS, IS_NEW } from './dynamodb-table.ts';
import type { Values } from './item.ts';
import type { Key } from './keys.ts';
import { storedName } from './stored-names.ts';

/** On an item with its number in the key that moved in: the owner it had, or a repeat would take it for the new group's own. */
export const MOVED_FROM = 'moved_from';
/** On an item that gets another number: a repeat takes no other. */
const RENUMBERED_TO = 'renumbered_to';

export interface Rekey {
  table: DynamoDbTable;
  kind: Renumbered;
  item: Key & Values;
  takeNumber: () => Promise<number>;
}

/** What shows under the new number is whole, and a repeat leaves it as it became there. */
export const rekey = async ({ table, kind, item, takeNumber }: Rekey): Promise<void> => {
  const { pk, sk } = item;
  const next = Number(item[RENUMBERED_TO] ?? (await takeNumber()));
  const noted = await table.updated<Values>({ pk, sk }, { set: { [RENUMBERED_TO]: next } }, EXISTS);
  // Removed meanwhile.
  if (!noted) return;
  const { [RENUMBERED_TO]: _noted, ...current } = noted;
  const anew: Key = { pk, sk: `${kind.prefix}${next}` };
  const below: (Key & Values)[] = [];
  for await (const part of table.query<Values>(pk, { prefix: `${sk}#` })) below.push(part);
  if (!(await table.get(anew))) {
    const copies = below.map((part) => ({ put: { ...part, sk: part.sk.replace(sk, anew.sk) } }));
    await table.writeMany(copies);
    await table.put({ ...current, ...anew, [storedName(kind.move.number)]: next }, IS_NEW);
  }
  await table.writeMany(below.map((part) => ({ remove: { pk, sk: part.sk } })));
  await table.remove({ pk, sk });
};
