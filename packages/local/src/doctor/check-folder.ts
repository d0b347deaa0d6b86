// The data folder: whether it is for this user only, whether Steward runs on it, and how much room is left.
import { lstat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { formatBytes } from '@steward/core';
import { isTableInUse } from '@steward/stand-ins';
import type { LocalEnvironment } from '../local-environment.ts';
import { codeOf } from '../whole-file.ts';
import { broken, doubtful, type Finding, good } from './finding.ts';

const FULL_BYTES = 100_000_000;
const SCARCE_BYTES = 1_000_000_000;

export const isRunning = (env: Pick<LocalEnvironment, 'DATA_DIR'>): Promise<boolean> =>
  isTableInUse({ dataDir: join(env.DATA_DIR, 'dynamodb') });

export const checkFolder = async (env: LocalEnvironment, running: boolean): Promise<Finding[]> => [
  await checkRights(env),
  good(`lock: ${running ? 'Steward is running on this folder' : 'Steward is not running on this folder'}`),
  await checkRoom(env.DATA_DIR),
];

/** What `npm start` would close by itself is no fault, unless it may not. */
const checkRights = async (env: LocalEnvironment): Promise<Finding> => {
  const folder = env.DATA_DIR;
  let found: Awaited<ReturnType<typeof lstat>>;
  try {
    found = await lstat(folder);
  } catch (error) {
    return codeOf(error) === 'ENOENT'
      ? good(`data folder: ${folder} (the first start makes it)`)
      : broken(
          `data folder: ${folder} cannot be looked at (${codeOf(error)})`,
          'DATA_DIR=~/steward-data npm start',
        );
  }
  if (!found.isDirectory() && !found.isSymbolicLink())
    return broken(`data folder: ${folder} is no folder`, 'DATA_DIR=~/steward-data npm start');
  if (process.platform === 'win32' || found.isSymbolicLink()) return good(`data folder: ${folder}`);
  if (found.uid !== process.geteuid?.())
    return broken(
      `data folder: ${folder} belongs to another user`,
      `sudo chown -R "$(id -un)" ${quoted(folder)}`,
    );
  if ((found.mode & 0o077) !== 0)
    return doubtful(
      `data folder: other users may open ${folder}; the next start closes it`,
      `chmod -R go= ${quoted(folder)}`,
    );
  return good(`data folder: ${folder}, for your user only`);
};

const checkRoom = async (folder: string): Promise<Finding> => {
  const place = await statfs(folder).catch(() => statfs(dirname(folder)).catch(() => undefined));
  if (place === undefined) return doubtful('disk: how much room is left cannot be told');
  const freeBytes = place.bavail * place.bsize;
  const said = `disk: ${formatBytes(freeBytes)} left for the data folder`;
  const mend = `du -sh ${quoted(folder)}/* shows what is large in it`;
  if (freeBytes < FULL_BYTES) return broken(said, mend);
  return freeBytes < SCARCE_BYTES ? doubtful(said, mend) : good(said);
};

/** For a shell. */
const quoted = (path: string): string =>
  /^[\w./~-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
