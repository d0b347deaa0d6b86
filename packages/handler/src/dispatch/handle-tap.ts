// A tap on a button: the action names the command that made it. The owner is always the chat the tap came from, never
// what the data says.
import type { Outcome } from '@steward/core';
import type { Services } from '../context/services.ts';
import { createSpeaker, type UpdateContext } from '../context/update-context.ts';
import type { FeatureList } from '../features/feature-list.ts';
import { parseCallbackData } from '../telegram/buttons.ts';
import { say } from '../telegram/say.ts';

export const handleTap = async (
  services: Pick<Services, 'clock'>,
  context: UpdateContext,
  data: string,
  features: FeatureList,
): Promise<Outcome> => {
  const { action, args } = parseCallbackData(data);
  const speaker = createSpeaker(services, context);
  const run = features.tap(action);
  if (run) return (await run({ ...context, ...speaker }, args)) ?? 'answered';
  await speaker.reply(say`This button does not work any more. See /help for what I can do.`);
  return 'answered';
};
