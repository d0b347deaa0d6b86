// The data folder of a run: for this user only, locked, and put right where a crash left something half done.
import { join } from 'node:path';
import { createDynamoDbCalls } from '@steward/handler';
import { startSessionTable } from '@steward/stand-ins';
import { openBodies } from './archives/open-bodies.ts';
import { recoverLost } from './archives/recover-lost.ts';
import { closeToOthers } from './close-to-others.ts';
import { removeUnfinishedTokens } from './connect/connected-bot.ts';
import type { LocalEnvironment } from './local-environment.ts';
import { createLocalLog } from './local-log.ts';
import type { Remember } from './parts.ts';

export const openData = async (
  { baseDir, DATA_DIR: dataDir }: Pick<LocalEnvironment, 'baseDir' | 'DATA_DIR'>,
  deps: { remember: Remember; print: (line: string) => void; plain: (text: string) => string },
) => {
  const { remember, print, plain } = deps;
  for (const folder of new Set([baseDir, dataDir])) await closeToOthers(folder);
  const log = remember(createLocalLog(join(dataDir, 'steward.log'), print, plain));
  // Before all else, because its lock guards the data folder.
  const database = remember(await startSessionTable({ dataDir: join(dataDir, 'dynamodb') }));
  await removeUnfinishedTokens(dataDir);
  if (database.damage !== undefined) log.warn(database.damage);
  const { environment } = database;
  const table = { client: createDynamoDbCalls(environment), tableName: environment.TABLE_NAME as string };
  const bodies = await openBodies({ dataDir, log });
  await recoverLost({ dataDir, table, archives: bodies.archives, log });
  return { log, database, table, bodies };
};
