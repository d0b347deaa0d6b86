// “Task: buy stamps”, “add milk to my to-do list”, typed: that is /task. A list that is not called one of tasks may be one of
// the conversation, and is left to the model.
import type { Outcome } from '@steward/core';
import { kindOf, withoutKindCue } from '@steward/core/routing';
import { saidIn } from '../../context/own-words.ts';
import type { CommandContext } from '../feature.ts';
import { task } from '../reminders/tasks.ts';
import type { RoutingDependencies } from './dependencies.ts';

/** Undefined: it asks for something else. */
export const taskByPhrase = async (
  services: RoutingDependencies,
  context: CommandContext,
): Promise<Outcome | undefined> => {
  const { message, profile } = context;
  // Perhaps it goes on with what was pasted.
  if (profile?.pendingPaste) return undefined;
  const words = await saidIn(services, context);
  const moment = { nowMs: message.date * 1_000, zone: profile?.zone?.name ?? 'UTC' };
  const found = kindOf(words, moment);
  if (found?.kind !== 'task' || !found.isExplicit || /[?？]\s*$/.test(words)) return undefined;
  return (await task(services, context, withoutKindCue(words))) ?? 'answered';
};
