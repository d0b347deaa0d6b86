// What was used of allowances, in DynamoDB: an item for each day, with an attribute for each turn that is under way.
import { USAGE_ITEMS, USAGE_MS, type UsageStore, type Used } from '@steward/core';
import { createDynamoDbTable, type DynamoDbDependencies } from './dynamodb-table.ts';
import type { Values } from './item.ts';
import type { Key } from './keys.ts';

const usageKey = (owner: number, day: string): Key => ({ pk: owner, sk: USAGE_ITEMS.prefix + day });
const openOf = (work: string): string => `open_${work}`;

const usedOf = (item: Values | undefined): Used => ({
  turns: Number(item?.turns ?? 0),
  tokens: Number(item?.tokens ?? 0),
});

/** No cap is a number that nobody reaches. */
const NO_CAP = Number.MAX_SAFE_INTEGER;

export const createDynamoDbUsageStore = (dependencies: DynamoDbDependencies): UsageStore => {
  const table = createDynamoDbTable(dependencies);
  const read = (owner: number, day: string) => table.get<Values>(usageKey(owner, day));
  return {
    async reserve({ owner, day, work, tokens }, { turns = NO_CAP, tokens: most = NO_CAP }) {
      // A day that has no item yet is compared with nothing.
      if (turns <= 0 || most <= 0) return { isReserved: false, used: usedOf(await read(owner, day)) };
      const open = openOf(work);
      const reserved = await table.updated<Values>(
        usageKey(owner, day),
        {
          set: { [open]: tokens, ttl: Math.ceil((Date.parse(day) + USAGE_MS) / 1000) },
          count: { turns: { from: 0, by: 1 }, tokens: { from: 0, by: tokens } },
        },
        {
          expression:
            'attribute_not_exists(#open) AND (attribute_not_exists(turns) OR (turns < :turns AND tokens < :tokens))',
          names: { '#open': open },
          values: { ':turns': turns, ':tokens': most },
        },
      );
      if (reserved) return { isReserved: true, used: usedOf(reserved) };
      const item = await read(owner, day);
      return { isReserved: item?.[open] !== undefined, used: usedOf(item) };
    },
    async settle({ owner, day, work, tokens }) {
      const open = openOf(work);
      const reserved = (await read(owner, day))?.[open];
      if (reserved === undefined) return;
      await table.update(
        usageKey(owner, day),
        { count: { tokens: { from: 0, by: tokens - Number(reserved) } }, remove: [open] },
        { expression: 'attribute_exists(#open)', names: { '#open': open } },
      );
    },
    get: async (owner, day) => usedOf(await read(owner, day)),
  };
};
