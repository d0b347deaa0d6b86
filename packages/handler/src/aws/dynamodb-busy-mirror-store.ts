// Mirrors of what is busy in DynamoDB: an item for each calendar.
import { BUSY_ITEMS, type BusyMirror, type BusyMirrorStore } from '@steward/core';
import { busyKey, busyPrefix } from './connection-keys.ts';
import { createDynamoDbTable, type DynamoDbDependencies } from './dynamodb-table.ts';
import type { Key } from './keys.ts';

/** Times are Unix milliseconds. */
interface BusyItem extends Key {
  connection: string;
  calendar: string;
  sealed: string;
  busy_from: number;
  busy_to: number;
  read_at: number;
}

export const createDynamoDbBusyMirrorStore = (dependencies: DynamoDbDependencies): BusyMirrorStore => {
  const table = createDynamoDbTable(dependencies);
  return {
    async put({ owner, connection, calendar, sealed, fromMs, toMs, readAtMs }) {
      const item = { connection, calendar, sealed, busy_from: fromMs, busy_to: toMs, read_at: readAtMs };
      await table.put({ ...busyKey(owner, connection, calendar), ...item });
    },
    async list(owner) {
      const mirrors: BusyMirror[] = [];
      for await (const item of table.query<BusyItem>(owner, BUSY_ITEMS)) mirrors.push(toMirror(item));
      return mirrors;
    },
    async remove(owner, connection, calendar) {
      const going: { remove: Key }[] = [];
      const range = { prefix: busyPrefix(connection) };
      if (calendar !== undefined) going.push({ remove: busyKey(owner, connection, calendar) });
      else
        for await (const { pk, sk } of table.query<Key>(owner, range, { keysOnly: true }))
          going.push({ remove: { pk, sk } });
      await table.writeMany(going);
    },
  };
};

const toMirror = ({ pk: owner, connection, calendar, sealed, ...item }: BusyItem): BusyMirror => ({
  ...{ owner, connection, calendar, sealed },
  ...{ fromMs: item.busy_from, toMs: item.busy_to, readAtMs: item.read_at },
});
