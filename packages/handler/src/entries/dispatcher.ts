// Lambda entry: every minute → what is due, into its queue.
import { composeDispatcher } from '../compose-dispatcher.ts';
import type { LambdaContext } from '../worker/lambda-types.ts';

const tick = composeDispatcher(process.env);

/** The schedule's event says nothing that is needed. */
export const handler = async (_event: unknown, context: Pick<LambdaContext, 'getRemainingTimeInMillis'>) => ({
  outcome: await tick(() => context.getRemainingTimeInMillis()),
});
