// A table of the real shape in dynalite, with a client that can be told to fail like a crash.
import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ensureTable, startDynamoDb } from '../../src/aws/dynamodb.ts';
import { standInCredentials, standInRegion } from '../../src/aws/stand-in-credentials.ts';
import { createWriteLimit, type WriteLimit } from './write-limit.ts';

export interface StartedTable extends WriteLimit {
  client: DynamoDBClient;
  tableName: string;
  /** For clients that are made from an environment. */
  environment: Record<string, string>;
  close(): Promise<void>;
}

const WRITES = /^(Put|Update|Delete|BatchWrite)Item/;

export const startTable = async (): Promise<StartedTable> => {
  const server = await startDynamoDb({});
  const client = new DynamoDBClient({
    endpoint: server.endpoint,
    region: standInRegion,
    credentials: standInCredentials,
  });
  const tableName = `sessions-${randomUUID()}`;
  await ensureTable(client, tableName);
  const limit = createWriteLimit();
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (WRITES.test(context.commandName ?? '')) limit.countWrite();
      return await next(args);
    },
    { step: 'initialize' },
  );
  return {
    ...limit,
    client,
    tableName,
    environment: {
      AWS_ENDPOINT_URL_DYNAMODB: server.endpoint,
      AWS_REGION: standInRegion,
      AWS_ACCESS_KEY_ID: standInCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: standInCredentials.secretAccessKey,
    },
    async close() {
      client.destroy();
      await server.close();
    },
  };
};
