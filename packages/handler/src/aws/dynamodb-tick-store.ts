// How far the dispatcher came, in DynamoDB: one item.
import type { TickStore } from '@steward/core';
import { createDynamoDbTable, type DynamoDbDependencies } from './dynamodb-table.ts';
import { type Key, TICK_KEY } from './keys.ts';
import type { Condition } from './update-expression.ts';

interface TickItem extends Key {
  /** Unix milliseconds, as `last_tick`. */
  horizon?: number;
  last_tick?: number;
  tz_version?: string;
}

export const createDynamoDbTickStore = (dependencies: DynamoDbDependencies): TickStore => {
  const table = createDynamoDbTable(dependencies);
  return {
    async read() {
      const item = await table.get<TickItem>(TICK_KEY);
      return {
        ...(item?.horizon !== undefined && { horizonMs: item.horizon }),
        ...(item?.last_tick !== undefined && { lastTickMs: item.last_tick }),
        ...(item?.tz_version !== undefined && { tzVersion: item.tz_version }),
      };
    },
    async moveHorizon(fromMs, toMs, nowMs) {
      if (fromMs !== undefined && toMs <= fromMs) return false;
      return await table.update(TICK_KEY, { set: { horizon: toMs, last_tick: nowMs } }, standsAt(fromMs));
    },
    async setTzVersion(tzVersion) {
      await table.update(TICK_KEY, { set: { tz_version: tzVersion } });
    },
  };
};

const standsAt = (ms: number | undefined): Condition =>
  ms === undefined
    ? { expression: 'attribute_not_exists(horizon)' }
    : { expression: 'horizon = :from', values: { ':from': ms } };
