// Finds the command a message names and runs it.
import type { Outcome } from '@steward/core';
import type { Command } from '../commands/command.ts';
import { code, say } from '../telegram/say.ts';
import { isCommandForUs } from './addressing.ts';
import { createSpeaker, type UpdateContext } from './update-context.ts';

const COMMAND = /^\/(\w+)(?:@\w+)?(?:\s+([\s\S]*))?$/;

/** Undefined when the message is no command. */
export const handleCommand = async (
  context: UpdateContext,
  commands: readonly Command[],
): Promise<Outcome | undefined> => {
  const { message, isGroup } = context;
  const match = COMMAND.exec(message.text?.trim() ?? '');
  if (!match || !(await isCommandForUs(context, message.text ?? ''))) return undefined;
  const name = (match[1] ?? '').toLowerCase();
  const argument = (match[2] ?? '').trim();
  const command = commands.find((candidate) => candidate.name === name || candidate.aliases?.includes(name));
  const speaker = createSpeaker(context);
  if (command) return (await command.run({ ...context, ...speaker }, argument)) ?? 'answered';
  // In a group another bot may know it.
  if (isGroup) return 'ignored';
  await speaker.reply(say`I do not know ${code(`/${name.slice(0, 32)}`)}. See /help for what I can do.`);
  return 'answered';
};
