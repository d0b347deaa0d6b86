// Finds the command a message names and runs it.
import type { Outcome } from '@steward/core';
import { isCommandForUs } from '../context/addressing.ts';
import { saidIn } from '../context/own-words.ts';
import type { Services } from '../context/services.ts';
import { createSpeaker, type UpdateContext } from '../context/update-context.ts';
import type { FeatureList } from '../features/feature-list.ts';
import { code, concat, say } from '../telegram/say.ts';

const COMMAND = /^\/(\w+)(@\w+)?(?:\s+([\s\S]*))?$/;

/** Undefined when the message is no command. */
export const handleCommand = async (
  services: Pick<Services, 'bot' | 'clock'>,
  context: UpdateContext,
  features: FeatureList,
): Promise<Outcome | undefined> => {
  const text = await saidIn(services, context);
  const match = COMMAND.exec(text);
  if (!match || !(await isCommandForUs(services, context, text))) return undefined;
  const [, named = '', suffix, argument = ''] = match;
  const name = named.toLowerCase();
  const command = features.command(name);
  const speaker = createSpeaker(services, context);
  if (command) return (await command.run({ ...context, ...speaker }, argument.trim())) ?? 'answered';
  // In a group another bot may know it.
  if (context.isGroup && suffix === undefined) return 'ignored';
  const { likelyCommand } = await import('./likely-command.ts');
  const likely = likelyCommand(features.commands, name.slice(0, 32));
  const next = likely === undefined ? say`See /help for what I can do.` : say`Did you mean /${likely}?`;
  await speaker.reply(concat(say`I do not know ${code(`/${name.slice(0, 32)}`)}. `, next));
  return 'answered';
};
