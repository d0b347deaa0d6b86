// Why the product cannot run, for the person at the terminal: one line, and the stack's frames of what nobody foresaw.
import { StewardError } from '@steward/core';
import { errorFields } from '@steward/handler';
import { fullDisk } from './full-disk.ts';
import { StartupError } from './startup-error.ts';

/** What the system says of a folder that cannot be made or written. */
const FOLDER_FAULTS = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'EISDIR']);

export const explainFailure = (error: unknown, env: Record<string, string | undefined>): string => {
  if (error instanceof StartupError || error instanceof StewardError) return error.message;
  const code = String((error as { code?: unknown } | null)?.code);
  const folder = env.DATA_DIR ?? 'data';
  if (code === 'EADDRINUSE') {
    const port = portOf(error) ?? env.PORT ?? 8787;
    const name = String(port) === (env.PORT ?? '8787') ? 'PORT' : 'WEB_PORT';
    return `Port ${port} is in use. Stop what runs there, or choose another one: ${name}=8790 npm start`;
  }
  if (code === 'DATA_DIR_IN_USE') {
    return `Another Steward uses the data folder ${folder}. Stop it, or choose another folder with DATA_DIR.`;
  }
  if (code === 'ENOSPC' || code === 'EDQUOT') return fullDisk(folder);
  if (FOLDER_FAULTS.has(code)) {
    return `The data folder ${folder} cannot be written (${code}). Choose another one with DATA_DIR.`;
  }
  return unforeseen(error);
};

const portOf = (error: unknown): unknown => (error as { port?: unknown } | null)?.port;

/** Its name and where it comes from; never its message, which may quote what a stranger or Telegram said. */
const unforeseen = (error: unknown): string => {
  const { error: name, cause, stack_trace: frames } = errorFields(error);
  const what = cause === undefined ? name : `${name}, because of ${cause}`;
  return `Something went wrong that should not (${what}). Please report it with these lines:\n${frames ?? ''}`.trimEnd();
};
