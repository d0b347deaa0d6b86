// /stop and the Stop button. The webhook has written the stop signal before this arrives; the turn has ended by now.
import { workOfUpdate } from '@steward/core';
import { activeSession } from '../../chat/active-session.ts';
import { lastQuestion, updateOf } from '../../chat/last-question.ts';
import type { Services } from '../../context/services.ts';
import { say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';

type Dependencies = Pick<Services, 'claims' | 'messages' | 'sessions' | 'stops'>;

export const stop = async (services: Dependencies, context: CommandContext): Promise<void> => {
  const stopped = await stoppedTurn(services, context);
  if (stopped === 'told') return;
  if (stopped === undefined)
    return await context.reply(say`Nothing is being written, so there is nothing to stop.`);
  await context.reply(say`⏹ Stopped. What was written is kept.`);
  await services.stops.write(context.owner, { told: { updateId: stopped } });
};

/** The message itself shows that it was stopped. */
export const stopTapped = async (): Promise<void> => {};

/** The update whose turn was the last and ended by a stop, unless that was said before. `told`: this very stop ended something
 *  that says so itself. */
const stoppedTurn = async (
  services: Dependencies,
  context: CommandContext,
): Promise<number | 'told' | undefined> => {
  const { told } = await services.stops.read(context.owner);
  if (told?.updateId === context.updateId) return 'told';
  const session = await activeSession(services, context);
  const last = session && (await lastQuestion(services, session));
  if (!last) return undefined;
  const [newest = last.question] = last.answers;
  const updateId = updateOf(newest);
  const outcome = await services.claims.outcomeOf(context.owner, workOfUpdate(updateId));
  return outcome === 'stopped' && told?.updateId !== updateId ? updateId : undefined;
};
