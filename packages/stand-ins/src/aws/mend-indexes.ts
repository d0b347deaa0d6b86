// The indexes of the tables in a LevelDB folder, before dynalite opens it. dynalite adds no index to a table that is
// there, whatever its UpdateTable answers; and it writes an item's entries one by one before the item, so that a kill
// between them leaves an item that no index knows: a reminder that never comes.
import { createRequire } from 'node:module';
import type { LevelDatabase as Level, LevelWrite } from './level.ts';
import { tableDefinition } from './table-definition.ts';

type LevelDatabase = Pick<Level, 'iterator' | 'batch'>;
type Item = Record<string, unknown>;
type Definition = ReturnType<typeof tableDefinition>;
type Index = Definition['GlobalSecondaryIndexes'][number];

/** A table's description as dynalite stores it, of which this is used. */
interface TableRecord {
  TableName: string;
  TableArn: string;
  AttributeDefinitions: Definition['AttributeDefinitions'];
  GlobalSecondaryIndexes: Index[];
}

/** dynalite's own: which entries an item has. */
interface Dynalite {
  getIndexActions(
    indexes: Index[],
    before: undefined,
    item: Item,
    table: Definition,
  ): { puts: { index: string; key: string; item: Item }[] };
}

const { getIndexActions } = createRequire(import.meta.url)('dynalite/db') as Dynalite;

const TABLES = 'table~';
const ITEMS = 'item-';
/** Behind all that begins so. */
const LAST = '\xff';

const hexOf = (text: string): string => Buffer.from(text).toString('hex');

/** What there is most of, and never in an index: it is not read. */
const IN_NO_INDEX = ['MESSAGE#', 'UPDATE#'].map(hexOf);

/** In one write: a kill leaves what was before, or all of it. */
export const mendIndexes = async (database: LevelDatabase): Promise<void> => {
  const writes: LevelWrite[] = [];
  for await (const [key, value] of database.iterator(beginningWith(TABLES)))
    writes.push(...recordWrites(key, value as TableRecord));
  for (const name of await tablesWithItems(database)) writes.push(...(await entryWrites(database, name)));
  if (writes.length > 0) await database.batch(writes);
};

const recordWrites = (key: string, table: TableRecord): LevelWrite[] => {
  const { AttributeDefinitions: attributes, GlobalSecondaryIndexes: indexes } = tableDefinition(
    table.TableName,
  );
  const has = new Set(table.GlobalSecondaryIndexes.map(({ IndexName }) => IndexName));
  const missing = indexes.filter(({ IndexName }) => !has.has(IndexName));
  if (missing.length === 0) return [];
  const named = new Set(table.AttributeDefinitions.map(({ AttributeName }) => AttributeName));
  const value: TableRecord = {
    ...table,
    AttributeDefinitions: [
      ...table.AttributeDefinitions,
      ...attributes.filter(({ AttributeName }) => !named.has(AttributeName)),
    ],
    GlobalSecondaryIndexes: [...table.GlobalSecondaryIndexes, ...missing.map((index) => made(table, index))],
  };
  return [{ type: 'put', key, value }];
};

/** As dynalite's CreateTable leaves it. */
const made = ({ TableArn }: TableRecord, index: Index) => ({
  ...index,
  IndexArn: `${TableArn}/index/${index.IndexName}`,
  IndexSizeBytes: 0,
  ItemCount: 0,
  IndexStatus: 'ACTIVE',
  ProvisionedThroughput: { ReadCapacityUnits: 0, WriteCapacityUnits: 0, NumberOfDecreasesToday: 0 },
});

/** Also one whose description was damaged: it is made anew later. */
const tablesWithItems = async (database: LevelDatabase): Promise<string[]> => {
  const names: string[] = [];
  const reader = database.iterator(beginningWith(ITEMS));
  for await (const [key] of reader) {
    const name = key.slice(ITEMS.length, key.indexOf('~'));
    names.push(name);
    reader.seek(`${ITEMS}${name}~${LAST}`);
  }
  return names;
};

const entryWrites = async (database: LevelDatabase, name: string): Promise<LevelWrite[]> => {
  const definition = tableDefinition(name);
  const entries = new Map<string, Item>();
  const prefix = `index-global~${name}~`;
  for await (const item of indexedItems(database, name)) {
    const { puts } = getIndexActions(definition.GlobalSecondaryIndexes, undefined, item, definition);
    for (const { index, key, item: entry } of puts) entries.set(`${prefix}${index}~${key}`, entry);
  }
  const writes: LevelWrite[] = [];
  for await (const [key] of database.iterator(beginningWith(prefix)))
    if (!entries.delete(key)) writes.push({ type: 'del', key });
  for (const [key, value] of entries) writes.push({ type: 'put', key, value });
  return writes;
};

const indexedItems = async function* (database: LevelDatabase, name: string): AsyncGenerator<Item> {
  const reader = database.iterator(beginningWith(`${ITEMS}${name}~`));
  for await (const [key, value] of reader) {
    // `item-<table>~<hash of pk>/<pk>/<sk>/`, the last one in hexadecimal.
    const skAt = key.lastIndexOf('/', key.length - 2) + 1;
    const skipped = IN_NO_INDEX.find((prefix) => key.startsWith(prefix, skAt));
    if (skipped !== undefined) reader.seek(key.slice(0, skAt) + skipped + LAST);
    else yield value as Item;
  }
};

const beginningWith = (prefix: string) => ({ gte: prefix, lt: prefix + LAST });
