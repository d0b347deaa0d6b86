// A table of the real shape in dynalite, with the product's own calls, which can be told to fail like a crash.
import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { standInCredentials, standInRegion } from '@steward/stand-ins';
import { ensureTable, startDynamoDb } from '@steward/stand-ins/testing';
import { createDynamoDbCalls, type DynamoDbCalls } from '../../src/aws/dynamodb-calls.ts';
import { createWriteLimit, type WriteLimit } from './write-limit.ts';

export interface StartedTable extends WriteLimit {
  /** `call` is what the stores use; the SDK's own methods are for looking behind them. */
  client: DynamoDBClient & DynamoDbCalls;
  tableName: string;
  /** For clients that are made from an environment. */
  environment: Record<string, string>;
  close(): Promise<void>;
}

const WRITES = /^(Put|Update|Delete|BatchWrite)Item/;

export const startTable = async (): Promise<StartedTable> => {
  const server = await startDynamoDb({});
  const environment = {
    AWS_ENDPOINT_URL_DYNAMODB: server.endpoint,
    AWS_REGION: standInRegion,
    AWS_ACCESS_KEY_ID: standInCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: standInCredentials.secretAccessKey,
  };
  const limit = createWriteLimit();
  const calls = createDynamoDbCalls(environment);
  const call: DynamoDbCalls['call'] = async (operation, input) => {
    if (WRITES.test(operation)) limit.countWrite();
    return await calls.call(operation, input);
  };
  const sdk = new DynamoDBClient({
    endpoint: server.endpoint,
    region: standInRegion,
    credentials: standInCredentials,
  });
  const tableName = `sessions-${randomUUID()}`;
  await ensureTable(sdk, tableName);
  return {
    ...limit,
    client: Object.assign(sdk, { call }),
    tableName,
    environment,
    async close() {
      sdk.destroy();
      await server.close();
    },
  };
};
