// Archives that the table does not know any more, for all people of this folder: a damaged table, or one begun anew.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArchiveStore } from '@steward/core';
import { recoverArchives } from '@steward/core/archives';
import {
  createDynamoDbProfileStore,
  createDynamoDbSessionStore,
  type DynamoDbDependencies,
  type Log,
} from '@steward/handler';

export const recoverLost = async (deps: {
  dataDir: string;
  table: DynamoDbDependencies;
  archives: ArchiveStore;
  log: Pick<Log, 'warn'>;
}): Promise<void> => {
  const { dataDir, table, archives, log } = deps;
  const stores = {
    archives,
    sessions: createDynamoDbSessionStore(table),
    profiles: createDynamoDbProfileStore(table),
  };
  const owners = await readdir(join(dataDir, 'archives')).catch(() => []);
  let count = 0;
  for (const owner of owners.filter((name) => /^-?\d{1,16}$/.test(name))) {
    const { recovered, damaged } = await recoverArchives(stores, Number(owner));
    count += recovered;
    for (const path of damaged) {
      log.warn(
        `${join(dataDir, path)} is damaged and its conversation cannot be listed: put back a backup of it`,
      );
    }
  }
  if (count > 0)
    log.warn(`Archived conversations that the table did not know any more are listed again: ${count}`);
};
