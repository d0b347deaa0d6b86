// The data folder is for this user only, also where an earlier version, another umask or a copy left it open.
import { chmod, lstat, mkdir, readdir, realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { StartupError } from './startup-error.ts';
import { codeOf } from './whole-file.ts';

/** What Steward keeps in the folder, and what it sets aside under such a name. Anything else there is not its own. */
const OURS =
  /^(?:archives|bot-token|bots|dead-letters|dynamodb|files|inbox|s3|steward\.log|telegram|token-keys)(?![a-z])/;

/**
 * Makes the folder if it is missing. Nobody else may open it, and what is in it may be read and written by this user alone.
 * @throws StartupError where others could still come in, or where they have to.
 */
export const closeToOthers = async (dataDir: string): Promise<void> => {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  // Windows has other rights, and a profile is its user's own there.
  if (process.platform === 'win32') return;
  // A link may lead to it.
  const folder = await realpath(dataDir);
  await refuseShared(folder, dataDir);
  try {
    refuseForeign(await stat(folder));
    await chmod(folder, 0o700);
    for (const name of await readdir(folder)) if (OURS.test(name)) await closeAll(join(folder, name));
  } catch (error) {
    if (codeOf(error) !== 'EPERM') throw error;
    const sentence = `Other users of this machine could read or change the data folder ${dataDir}: it, or something in it, belongs to another user.`;
    throw new StartupError(`${sentence} Choose a folder of your own with DATA_DIR.`);
  }
};

/** Root could close it, but who owns it could open it again. */
const refuseForeign = ({ uid }: { uid: number }): void => {
  if (uid !== process.geteuid?.()) throw Object.assign(new Error('A foreign owner'), { code: 'EPERM' });
};

/** The folder for passing files, the root, and what homes lie in: closing them would shut everybody out. */
const refuseShared = async (folder: string, dataDir: string): Promise<void> => {
  const { mode } = await stat(folder);
  const isSticky = (mode & 0o1000) !== 0;
  const home = await realpath(homedir()).catch(homedir);
  if (!isSticky && dirname(folder) !== folder && !home.startsWith(folder + sep)) return;
  throw new StartupError(
    `The data folder ${dataDir} is shared with others. Choose a folder of its own with DATA_DIR.`,
  );
};

const closeAll = async (path: string): Promise<void> => {
  const found = await lstat(path).catch(noneThere);
  if (!found) return;
  refuseForeign(found);
  if (found.isSymbolicLink()) {
    // In a folder that was open somebody may have laid one, or what it leads to: what Steward writes would go there.
    const target = await stat(path).catch(noneThere);
    if (target) refuseForeign(target);
    return;
  }
  const isFolder = found.isDirectory();
  if (!(isFolder || found.isFile())) return;
  const wanted = isFolder ? 0o700 : 0o600;
  if ((found.mode & 0o777) !== wanted) await chmod(path, wanted);
  if (isFolder) for (const name of await readdir(path)) await closeAll(join(path, name));
};

/** Another process, which is about to be refused, may tidy up. */
const noneThere = (error: unknown): undefined => {
  if (codeOf(error) !== 'ENOENT') throw error;
};
