// A command: one file each, one array of them; dispatch, /help and setMyCommands derive from the array.
import type { Outcome } from '@steward/core';
import type { Speaker, UpdateContext } from '../context/update-context.ts';

export interface CommandContext extends UpdateContext, Speaker {}

export interface Command {
  /** Without the slash. */
  name: string;
  aliases?: string[];
  /** One line for /help and the command menu. */
  summary: string;
  /** Arguments as shown in /help, e.g. `<n> <title>`. */
  usage?: string;
  /** `argument` is the rest of the message, trimmed. Nothing returned means `answered`. */
  run(context: CommandContext, argument: string): Promise<Outcome | undefined>;
  /** What the command's buttons do, by callback action. */
  taps?: Record<string, (context: CommandContext, args: string[]) => Promise<Outcome | undefined>>;
}
