// The one array of commands: dispatch, /help and Telegram's command menu all derive from it.
import { archive } from './archive.ts';
import type { Command } from './command.ts';
import { deleteConversation } from './delete.ts';
import { echo } from './echo.ts';
import { exportConversation } from './export.ts';
import { forget } from './forget.ts';
import { help } from './help.ts';
import { history } from './history.ts';
import { listArchives } from './list-archives.ts';
import { listSessions } from './list-sessions.ts';
import { model } from './model.ts';
import { newSession } from './new-session.ts';
import { rename } from './rename.ts';
import { restore } from './restore.ts';
import { retry } from './retry.ts';
import { start } from './start.ts';
import { status } from './status.ts';
import { stop } from './stop.ts';
import { switchSession } from './switch.ts';
import { system } from './system.ts';

export const commands: readonly Command[] = [
  start,
  newSession,
  listSessions,
  switchSession,
  rename,
  history,
  retry,
  stop,
  model,
  system,
  archive,
  listArchives,
  restore,
  exportConversation,
  deleteConversation,
  forget,
  status,
  echo,
  help,
];

/** For setMyCommands: the menu Telegram's apps show. */
export const botCommands = commands.map(({ name, summary }) => ({ command: name, description: summary }));
