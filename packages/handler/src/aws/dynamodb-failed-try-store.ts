// Tries in DynamoDB: a counter for each source and window, which all that run at once share.
import { FAILED_TRIES_MS, type FailedTryStore, windowOf } from '@steward/core';
import { createDynamoDbTable, type DynamoDbDependencies } from './dynamodb-table.ts';
import { failedTriesAt } from './keys.ts';

/** @param lengthMs of a window */
export const createDynamoDbFailedTryStore = (
  dependencies: DynamoDbDependencies,
  lengthMs = FAILED_TRIES_MS,
): FailedTryStore => {
  const table = createDynamoDbTable(dependencies);
  const keyOf = (source: string, nowMs: number) => failedTriesAt(source, windowOf(nowMs, lengthMs));
  return {
    async count(source, nowMs) {
      const item = await table.get<{ tries: number }>(keyOf(source, nowMs));
      return item?.tries ?? 0;
    },
    async note(source, nowMs) {
      const ttl = Math.ceil((nowMs + 2 * lengthMs) / 1000);
      const change = { set: { ttl }, count: { tries: { from: 0, by: 1 } } };
      const item = await table.updated<{ tries: number }>(keyOf(source, nowMs), change);
      return item?.tries ?? 0;
    },
  };
};
