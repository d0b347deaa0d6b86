// A tap on a button: the action names the command that made it. The owner is always the chat the tap came from, never
// what the data says.
import type { Outcome } from '@steward/core';
import { createSpeaker, type UpdateContext } from '../context/update-context.ts';
import type { Command } from '../features/command.ts';
import { parseCallbackData } from '../telegram/buttons.ts';
import { say } from '../telegram/say.ts';

export const handleTap = async (
  context: UpdateContext,
  data: string,
  commands: readonly Command[],
): Promise<Outcome> => {
  const { action, args } = parseCallbackData(data);
  const speaker = createSpeaker(context);
  for (const { taps } of commands) {
    const run = taps && Object.hasOwn(taps, action) ? taps[action] : undefined;
    if (run) return (await run({ ...context, ...speaker }, args)) ?? 'answered';
  }
  await speaker.reply(say`This button does not work any more. See /help for what I can do.`);
  return 'answered';
};
