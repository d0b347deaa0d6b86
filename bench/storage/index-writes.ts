// What a write costs in the indexes. The stand-in reports nothing of them, so DynamoDB's rule is applied to the item as
// it was before and as it is after: an index takes one write where an item enters it, leaves it, or changes in what the
// index projects, and two where an index key changes (one to delete the old entry, one to put the new). Each is charged
// by the size of the entry, a kilobyte a unit. What the index does not project costs it nothing.
import type { AttributeValue, CreateTableCommandInput } from '@aws-sdk/client-dynamodb';

export type Item = Record<string, AttributeValue>;

type Table = Pick<CreateTableCommandInput, 'KeySchema' | 'GlobalSecondaryIndexes'>;
type Index = NonNullable<Table['GlobalSecondaryIndexes']>[number];

const KILOBYTE = 1_024;

export const indexWriteUnits = (table: Table, before: Item | undefined, after: Item | undefined): number =>
  (table.GlobalSecondaryIndexes ?? []).reduce((sum, index) => sum + unitsOf(table, index, before, after), 0);

const unitsOf = (table: Table, index: Index, before: Item | undefined, after: Item | undefined): number => {
  const keys = namesOf(index.KeySchema);
  const [old, now] = [before, after].map((item) =>
    entryOf(item, keys, [...namesOf(table.KeySchema), ...keys]),
  );
  if (!old || !now) return [old, now].reduce((sum, entry) => sum + (entry ? writeUnits(entry) : 0), 0);
  if (keys.some((key) => JSON.stringify(old[key]) !== JSON.stringify(now[key])))
    return writeUnits(old) + writeUnits(now);
  return JSON.stringify(old) === JSON.stringify(now) ? 0 : Math.max(writeUnits(old), writeUnits(now));
};

/** What a keys-only index holds of an item; nothing of one that lacks a key of the index. */
const entryOf = (item: Item | undefined, keys: string[], projected: string[]): Item | undefined => {
  if (!item || keys.some((key) => item[key] === undefined)) return undefined;
  return Object.fromEntries(projected.map((name) => [name, item[name] as AttributeValue]));
};

const namesOf = (schema: Index['KeySchema']): string[] =>
  (schema ?? []).map(({ AttributeName: name = '' }) => name);

export const writeUnits = (item: Item): number => Math.ceil(bytesOf(item) / KILOBYTE);

/** The size of an item as DynamoDB counts it: names and values in UTF-8, a number about two digits a byte. */
export const bytesOf = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);

const valueBytes = (value: AttributeValue): number => {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return Math.ceil(value.N.replace(/^-|\./g, '').length / 2) + 1;
  if (value.L !== undefined) return 3 + value.L.reduce((sum, part) => sum + 1 + valueBytes(part), 0);
  if (value.M !== undefined) return 3 + Object.keys(value.M).length + bytesOf(value.M);
  return 1;
};
