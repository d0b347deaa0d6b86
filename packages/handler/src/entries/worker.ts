// Lambda entry: SQS → the bot.
import { composeWorker } from '../compose-worker.ts';
import type { LambdaContext, SqsEvent } from '../worker/lambda-types.ts';

let composed: ReturnType<typeof composeWorker> | undefined;

export const handler = async (event: SqsEvent, context: LambdaContext) => {
  composed ??= composeWorker(process.env);
  try {
    return await (await composed)(event, context);
  } catch (error) {
    // Secrets that could not be read now may be readable for the next try.
    composed = undefined;
    throw error;
  }
};
