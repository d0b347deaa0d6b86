// Reads an owner's part of the table without some kinds of items: what is left out is not read, nor paid for.
import type { DynamoDbTable, QueryOptions } from './dynamodb-table.ts';
import { behind, type Key } from './keys.ts';

export const itemsBut = async function* <T extends object = Key>(
  table: DynamoDbTable,
  owner: number,
  prefixes: readonly string[],
  options: QueryOptions = {},
): AsyncGenerator<T & Key> {
  let from = ' ';
  for (const prefix of prefixes.toSorted()) {
    for await (const item of table.query<T>(owner, { from, to: prefix }, options))
      if (item.sk !== prefix) yield item;
    // Of a kind that there is once, only its own key is left out.
    from = prefix.endsWith('#') ? behind(prefix) : `${prefix} `;
  }
  yield* table.query<T>(owner, { from }, options);
};
