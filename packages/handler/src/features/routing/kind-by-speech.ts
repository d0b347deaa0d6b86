// “Add milk to my list”, spoken: what was heard may be wrong, so nothing is kept without a tap. A note that is worded as no
// phrase asks in the same way.
import { kindOf } from '@steward/core/routing';
import type { CommandContext } from '../feature.ts';
import { withoutFullStop } from '../reminders/without-full-stop.ts';
import type { RoutingDependencies } from './dependencies.ts';
import { propose } from './propose.ts';

/** Whether spoken words ask for a task or a note. */
export const asksForKind = ({ message, profile }: CommandContext, heard: string): boolean => {
  const moment = { nowMs: message.date * 1_000, zone: profile?.zone?.name ?? 'UTC' };
  const found = kindOf(heard, moment);
  if (!found?.isExplicit) return false;
  // “Note that I am new to this. How does it work?”
  return found.kind === 'task' || (found.kind === 'note' && !/[?？]\s*$/.test(heard));
};

/** Safe to repeat. */
export const kindBySpeech = async (
  services: RoutingDependencies,
  context: CommandContext,
  heard: string,
): Promise<void> => {
  const text = withoutFullStop(heard);
  await propose(services, context, { text, saidMs: context.message.date * 1_000, source: 'voice' });
};
