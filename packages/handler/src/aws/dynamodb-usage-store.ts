// What was used of allowances, in DynamoDB: an item for each day, with an attribute for the latest work of each chat.
import { type Reservation, tellerOf, USAGE_ITEMS, USAGE_MS, type UsageStore, type Used } from '@steward/core';
import { createDynamoDbTable, type DynamoDbDependencies } from './dynamodb-table.ts';
import type { Values } from './item.ts';
import type { Key } from './keys.ts';

const usageKey = ({ owner, day }: Pick<Reservation, 'owner' | 'day'>): Key => ({
  pk: owner,
  sk: USAGE_ITEMS.prefix + day,
});

/** What it says is `<work> <tokens held>`: short, because a team has one for each member, and a write costs by the kilobyte. */
const slotOf = ({ owner, chat = owner, kind = 'turn' }: Reservation): string => `${kind}_${chat}`;

const SLOT = /^(?:turn|call)_/;

const usedOf = (item: Values | undefined): Used => ({
  turns: Number(item?.turns ?? 0),
  tokens: Number(item?.tokens ?? 0),
});

/** With what is held for works that are not settled yet. */
const countsOf = (item: Values | undefined) => ({
  used: usedOf(item),
  pending: Object.entries(item ?? {})
    .filter(([slot]) => SLOT.test(slot))
    .reduce((sum, [, said]) => sum + Number(String(said).split(' ')[1] ?? 0), 0),
});

/** No cap is a number that nobody reaches. */
const NO_CAP = Number.MAX_SAFE_INTEGER;

/** A day that has no item yet is compared with nothing. */
const ROOM = 'attribute_not_exists(tokens) OR (turns < :turns AND tokens < :tokens)';
const IS_OTHER = 'attribute_not_exists(#slot) OR NOT begins_with(#slot, :work)';

export const createDynamoDbUsageStore = (dependencies: DynamoDbDependencies): UsageStore => {
  const table = createDynamoDbTable(dependencies);
  const read = (of: Pick<Reservation, 'owner' | 'day'>) => table.get<Values>(usageKey(of));
  return {
    async reserve({ tokens, ...reservation }, { turns = NO_CAP, tokens: most = NO_CAP }) {
      const { day, work, kind = 'turn' } = reservation;
      const slot = slotOf(reservation);
      const change = {
        set: { [slot]: `${work} ${tokens}`, ttl: Math.ceil((Date.parse(day) + USAGE_MS) / 1000) },
        count: { turns: { from: 0, by: kind === 'turn' ? 1 : 0 }, tokens: { from: 0, by: tokens } },
      };
      const reserved =
        turns > 0 && most > 0
          ? await table.updated<Values>(usageKey(reservation), change, {
              expression: `(${IS_OTHER}) AND (${ROOM})`,
              names: { '#slot': slot },
              values: { ':work': `${work} `, ':turns': turns, ':tokens': most },
            })
          : undefined;
      if (reserved) return { isReserved: true, isAgain: false, held: tokens, ...countsOf(reserved) };
      const item = await read(reservation);
      const [known, held = 0] = String(item?.[slot] ?? '').split(' ');
      const isAgain = known === work;
      return { isReserved: isAgain, isAgain, held: isAgain ? Number(held) : 0, ...countsOf(item) };
    },
    async settle({ tokens, held, isUnused = false, ...reservation }, allowance) {
      const { work, kind = 'turn' } = reservation;
      const slot = slotOf(reservation);
      const isGivenBack = isUnused && kind === 'turn';
      const item = await table.updated<Values>(
        usageKey(reservation),
        {
          ...(isUnused ? { remove: [slot] } : { set: { [slot]: `${work} 0` } }),
          count: {
            tokens: { from: 0, by: tokens - held },
            ...(isGivenBack && { turns: { from: 0, by: -1 } }),
          },
        },
        {
          expression: '#slot = :held',
          names: { '#slot': slot },
          values: { ':held': `${work} ${held}` },
        },
      );
      const told = String(item?.told ?? '');
      const isTold = told.startsWith(tellerOf(allowance)) && told !== tellerOf(allowance, work);
      return item && { ...countsOf(item), isTold };
    },
    async tell({ work, ...of }, allowance) {
      const told = tellerOf(allowance, work);
      const isFirst = await table.update(
        usageKey(of),
        { set: { told } },
        {
          expression: 'attribute_not_exists(told) OR NOT begins_with(told, :allowance)',
          values: { ':allowance': tellerOf(allowance) },
        },
      );
      return isFirst || (await read(of))?.told === told;
    },
    get: async (owner, day) => usedOf(await read({ owner, day })),
  };
};
