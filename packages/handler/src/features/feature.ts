// What a feature brings: commands with their buttons, the contents of messages that it takes, works, and what it keeps.
import type { Outcome, OwnedItems } from '@steward/core';
import type { Speaker, UpdateContext } from '../context/update-context.ts';
import type { Handled, QueueKind } from '../context/work.ts';
import type { IncomingMessage } from '../telegram/incoming.ts';

export interface CommandContext extends UpdateContext, Speaker {}

/** Nothing means `answered`. */
// biome-ignore lint/suspicious/noConfusingVoidType: a command that has nothing to say ends without a return.
export type Done = Outcome | void;

export interface Command {
  /** Without the slash. */
  name: string;
  aliases?: string[];
  /** One line for /help and the command menu. */
  summary: string;
  /** Arguments as shown in /help, e.g. `<n> <title>`. */
  usage?: string;
  /** `argument` is the rest of the message, trimmed. */
  run(context: CommandContext, argument: string): Promise<Done>;
  /** What the command's buttons do, by callback action. */
  taps?: Record<string, Tap>;
}

export type Tap = (context: CommandContext, args: string[]) => Promise<Done>;

/** What a message may hold beside text. */
export interface Content {
  takes(message: IncomingMessage): boolean;
  /** Also of a message that was edited. */
  edited?: true;
  /** Undefined: it goes on as if this had not taken it. What was said by then has a slot of its own. */
  run(context: CommandContext): Promise<Handled | undefined>;
}

/** Made by a factory with the few dependencies it needs, which it stores and does not use before a command runs. */
export interface Feature {
  commands?: readonly Command[];
  contents?: readonly Content[];
  /** What the buttons do that no command makes, by callback action. */
  taps?: Record<string, Tap>;
  /** Comes before whatever somebody asks who is let in. Reads nothing where the profile has nothing for it. */
  first?(context: UpdateContext): Promise<void>;
  /** The bot was blocked in this chat, or removed from it. */
  gone?(owner: number): Promise<void>;
  /** The chat's time zone is known from now on: `context` has it. */
  zoned?(context: CommandContext): Promise<void>;
  /** Its kinds of queue messages. */
  works?: readonly QueueKind[];
  /** What it keeps of an owner in the table, with what moving a group and `/forget` do to it. */
  ownedItems?: readonly OwnedItems[];
}
