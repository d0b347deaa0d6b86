// Which tools this machine has. A test that needs a missing one is skipped, and says so where nobody overlooks it.
import { spawnSync } from 'node:child_process';

const path = `${process.env.PATH}:/usr/sbin:/sbin`;

/** True when every one of them is there; otherwise writes to stderr what is not tested. */
export const haveTools = (tools: string[], what: string): boolean => {
  const missing = tools.filter(
    (tool) => spawnSync('sh', ['-c', `command -v ${tool}`], { env: { PATH: path } }).status !== 0,
  );
  if (missing.length === 0) return true;
  process.stderr.write(`\n*** SKIPPED: ${what}. Not on this machine: ${missing.join(', ')} ***\n\n`);
  return false;
};

/** With the folders that hold servers, which an ordinary user's PATH leaves out. */
export const toolEnvironment = { ...process.env, PATH: path };
