// /stop and the Stop button. The webhook has written the stop signal before this arrives; the turn has ended by now.
import { workOfUpdate } from '@steward/core';
import { activeSession } from '../../chat/active-session.ts';
import { lastQuestion, updateOf } from '../../chat/last-question.ts';
import type { Services } from '../../context/services.ts';
import { say } from '../../telegram/say.ts';
import type { Command, CommandContext } from '../feature.ts';

type Dependencies = Pick<Services, 'claims' | 'messages' | 'sessions'>;

export const createStop = (services: Dependencies): Command => ({
  name: 'stop',
  summary: 'Stop the answer that is being written',
  async run(context) {
    await context.reply(
      (await hasStopped(services, context))
        ? say`⏹ Stopped. What was written is kept.`
        : say`Nothing is being written, so there is nothing to stop.`,
    );
  },
  taps: {
    // The message itself shows that it was stopped.
    stop: async () => 'answered',
  },
});

/** Whether the last question ended by a stop. */
const hasStopped = async (services: Dependencies, context: CommandContext): Promise<boolean> => {
  const session = await activeSession(services, context);
  const last = session && (await lastQuestion(services, session));
  if (!last) return false;
  const [newest = last.question] = last.answers;
  return (await services.claims.outcomeOf(context.owner, workOfUpdate(updateOf(newest)))) === 'stopped';
};
