// Lambda entry: SQS → the bot.
import { createWorkerHandler } from '../worker-handler.ts';

export const handler = createWorkerHandler(process.env);
