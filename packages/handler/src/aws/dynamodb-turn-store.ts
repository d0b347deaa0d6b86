// A person's turns in groups, in DynamoDB: one item, an attribute for each chat in which one runs and for the hour's count.
import { hourOf, LONGEST_TURN_MS, type TurnStore } from '@steward/core';
import { createDynamoDbTable, type DynamoDbDependencies } from './dynamodb-table.ts';
import type { Values } from './item.ts';
import { turnsKey } from './keys.ts';

/** Until when the turn in that chat counts as alive, Unix milliseconds. */
const runningIn = (chatId: number | string): string => `in_${chatId}`;
const RUNNING = runningIn('');
const countOf = (hour: number | string): string => `hour_${hour}`;
const COUNT = countOf('');

export const createDynamoDbTurnStore = (dependencies: DynamoDbDependencies): TurnStore => {
  const table = createDynamoDbTable(dependencies);
  return {
    async begin(personId, chatId, nowMs) {
      const untilMs = nowMs + LONGEST_TURN_MS;
      const count = countOf(hourOf(nowMs));
      const item: Values =
        (await table.updated<Values>(turnsKey(personId), {
          set: { [runningIn(chatId)]: untilMs, ttl: Math.ceil((untilMs + LONGEST_TURN_MS * 4) / 1000) },
          count: { [count]: { from: 0, by: 1 } },
        })) ?? {};
      const named = Object.entries(item);
      const dead = named.filter(([name, value]) => name.startsWith(RUNNING) && Number(value) <= nowMs);
      const past = named.filter(([name]) => name.startsWith(COUNT) && name !== count);
      const remove = [...dead, ...past].map(([name]) => name);
      if (remove.length > 0) await table.update(turnsKey(personId), { remove });
      const running = named.filter(([name]) => name.startsWith(RUNNING)).length - dead.length;
      return { atOnce: running, thisHour: Number(item[count]) };
    },
    async end(personId, chatId) {
      await table.update(turnsKey(personId), { remove: [runningIn(chatId)] });
    },
  };
};
