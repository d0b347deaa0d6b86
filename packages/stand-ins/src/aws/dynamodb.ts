// DynamoDB on one machine: dynalite over a LevelDB folder, which survives a SIGKILL.
import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
} from '@aws-sdk/client-dynamodb';
import { isSignedWith } from '../http/asks-key.ts';
import { isForeign } from '../http/is-foreign.ts';
import { listenOnLoopback, type RunningServer } from '../http/listen-on-loopback.ts';
import { databaseOf, loadDynalite, type StoreOptions } from './enduring-dynalite.ts';
import { eraseDeleted, holdsOthers } from './erase-deleted.ts';
import { holdLevelFolder } from './level-folder.ts';
import { standInCredentials } from './stand-in-credentials.ts';
import { tableDefinition } from './table-definition.ts';

export interface DynamoDbOptions {
  /** The folder of the database, this stand-in's own; absent: everything is in memory. */
  dataDir?: string;
  /** Absent: a free one. */
  port?: number;
  /** Whose requests are answered; absent: who has this process's. */
  accessKeyId?: string;
}

export interface RunningDynamoDb extends RunningServer {
  /** Takes what was deleted out of the files, too. Rejects when the disk does. */
  eraseDeleted(): Promise<void>;
  /** Whether anybody but this owner has conversations or reminders in it. */
  holdsOthers(owner: number): Promise<boolean>;
  /** What was found damaged at the start, in one sentence. */
  damage: string | undefined;
}

/** @throws an error with code DATA_DIR_IN_USE when another process has the folder open */
export const startDynamoDb = async (wanted: DynamoDbOptions): Promise<RunningDynamoDb> => {
  const { dataDir, port = 0, accessKeyId = standInCredentials.accessKeyId } = wanted;
  const folder = dataDir === undefined ? undefined : await holdLevelFolder(dataDir);
  const options: StoreOptions & Parameters<ReturnType<typeof loadDynalite>>[0] = {
    ...(folder !== undefined && { path: folder.path, written: folder.written }),
    createTableMs: 0,
    deleteTableMs: 0,
    updateTableMs: 0,
  };
  const server = loadDynalite()(options);
  guardRequests(server, accessKeyId);
  const { endpoint, close } = await listenOnLoopback(server, port);
  return {
    endpoint,
    damage: folder?.damage,
    async eraseDeleted() {
      const database = folder && databaseOf(options);
      if (!database) return;
      await eraseDeleted(database);
      folder.written();
    },
    async holdsOthers(owner) {
      const database = databaseOf(options);
      return database !== undefined && (await holdsOthers(database, owner));
    },
    close: async () => {
      await close();
      await folder?.release();
    },
  };
};

// dynalite invites pages of every origin, and throws out of the process when a client goes away in mid-request.
const guardRequests = (server: Server, accessKeyId: string): void => {
  const [answer] = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    if (isForeign(request) || !isSignedWith(request, accessKeyId)) {
      response.writeHead(403).end();
      return;
    }
    answer?.call(server, request, response);
    request.removeAllListeners('error').on('error', () => {});
  });
};

const POLL_MS = 5;

/** Creates the table of `table-definition.ts` if it is missing, and waits until it takes writes. */
export const ensureTable = async (client: DynamoDBClient, tableName: string): Promise<void> => {
  try {
    await client.send(new CreateTableCommand(tableDefinition(tableName)));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  const describe = new DescribeTableCommand({ TableName: tableName });
  while ((await client.send(describe)).Table?.TableStatus !== 'ACTIVE') await sleep(POLL_MS);
};
