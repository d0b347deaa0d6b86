// The bot that was connected on the chat page: its token in a file of the data folder, its conversations in a folder of
// their own below it, so that those of the chat page stay where they are.
import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readTokenFile, type TokenFile } from '../token-file.ts';
import { UNFINISHED, writeWhole } from '../whole-file.ts';

/** @param folder which DATA_DIR names */
export const connectedTokenPath = (folder: string): string => join(folder, 'bot-token');

/** A token begins with its bot's id. */
export const folderOfBot = (folder: string, token: string): string =>
  join(folder, 'bots', token.slice(0, token.indexOf(':')));

/** Undefined where none was connected. */
export const readConnectedToken = (folder: string): TokenFile | { fault: string } | undefined => {
  const path = connectedTokenPath(folder);
  if (!existsSync(path)) return undefined;
  const read = readTokenFile(path);
  if (!('fault' in read)) return read;
  return { fault: `has a file bot-token that holds no bot token alone: ${MEND}` };
};

const MEND = 'delete it, or start without it (npm start -- --demo) and connect the bot again';

/** For this user alone; there whole or not at all, whatever kills the process. */
export const keepConnectedToken = (folder: string, token: string): Promise<void> =>
  writeWhole(connectedTokenPath(folder), `${token}\n`);

/** What a write that was killed left: it holds a token, too. Only for whoever holds the folder's lock. */
export const removeUnfinishedTokens = async (folder: string): Promise<void> => {
  for (const name of await readdir(folder)) {
    if (name.startsWith('bot-token.') && name.endsWith(UNFINISHED))
      await rm(join(folder, name), { force: true });
  }
};
