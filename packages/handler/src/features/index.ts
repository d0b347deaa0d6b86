// The one array of commands: dispatch, /help and Telegram's command menu all derive from it.

import { echo } from './about/echo.ts';
import { help } from './about/help.ts';
import { start } from './about/start.ts';
import { status } from './about/status.ts';
import { retry } from './answers/retry.ts';
import { stop } from './answers/stop.ts';
import { archive } from './archives/archive.ts';
import { exportConversation } from './archives/export.ts';
import { listArchives } from './archives/list-archives.ts';
import { restore } from './archives/restore.ts';
import type { Command } from './command.ts';
import { forget } from './forget/forget.ts';
import { deleteConversation } from './sessions/delete.ts';
import { history } from './sessions/history.ts';
import { listSessions } from './sessions/list-sessions.ts';
import { model } from './sessions/model.ts';
import { newSession } from './sessions/new-session.ts';
import { rename } from './sessions/rename.ts';
import { switchSession } from './sessions/switch.ts';
import { system } from './sessions/system.ts';

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
