// Failed tries to sign in, in DynamoDB: a counter for each source and window, which all that run at once share.
import { FAILED_TRIES_MS, type FailedTryStore, windowLeftMs, windowOf } from '@steward/core';
import { createDynamoDbTable, type DynamoDbDependencies } from './dynamodb-table.ts';
import { failedTriesAt } from './keys.ts';

export const createDynamoDbFailedTryStore = (dependencies: DynamoDbDependencies): FailedTryStore => {
  const table = createDynamoDbTable(dependencies);
  return {
    async count(source, nowMs) {
      const item = await table.get<{ tries: number }>(failedTriesAt(source, windowOf(nowMs)));
      return item?.tries ?? 0;
    },
    async note(source, nowMs) {
      const ttl = Math.ceil((nowMs + windowLeftMs(nowMs) + FAILED_TRIES_MS) / 1000);
      const change = { set: { ttl }, count: { tries: { from: 0, by: 1 } } };
      await table.update(failedTriesAt(source, windowOf(nowMs)), change);
    },
  };
};
