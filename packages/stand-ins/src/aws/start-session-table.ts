// The table on one machine, ready for clients that read their environment.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ensureTable, startDynamoDb } from './dynamodb.ts';
import { isLevelFolderHeld } from './level-folder.ts';
import { standInCredentials, standInEnvironment, standInRegion } from './stand-in-credentials.ts';

export interface StandIn {
  /** For `process.env`, or for clients made from it. */
  environment: Record<string, string>;
  close(): Promise<void>;
}

export interface SessionTable extends StandIn {
  /** Takes what was deleted out of the files, too. Rejects when the disk does. */
  eraseDeleted(): Promise<void>;
  /** Whether anybody but this owner has conversations or reminders in it. */
  holdsOthers(owner: number): Promise<boolean>;
  /** What was found damaged at the start, in one sentence. */
  damage: string | undefined;
}

const TABLE_NAME = 'chatbot-sessions';

/** Whether a process runs on the folder now: nothing of it is changed. */
export const isTableInUse = ({ dataDir }: { dataDir: string }): Promise<boolean> =>
  isLevelFolderHeld(dataDir);

/** @throws an error with code DATA_DIR_IN_USE when another process runs on the same folder */
export const startSessionTable = async ({ dataDir }: { dataDir: string }): Promise<SessionTable> => {
  const { endpoint, close, eraseDeleted, holdsOthers, damage } = await startDynamoDb({ dataDir });
  const client = new DynamoDBClient({ endpoint, region: standInRegion, credentials: standInCredentials });
  try {
    await ensureTable(client, TABLE_NAME);
  } catch (error) {
    await close();
    throw error;
  } finally {
    client.destroy();
  }
  const environment = { ...standInEnvironment, AWS_ENDPOINT_URL_DYNAMODB: endpoint, TABLE_NAME };
  return { environment, eraseDeleted, holdsOthers, damage, close };
};
