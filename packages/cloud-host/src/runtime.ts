// The process of a function, as Lambda's runtime: loads the handler once, then runs the calls that come over IPC, one at
// a time. Arguments: the code's folder, and `<file>.<export>`.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LambdaContext } from './queue/invoke-function.ts';
import type { Call, Outcome } from './runtime-protocol.ts';

type Handler = (event: unknown, context: LambdaContext) => unknown;

const [folder = '', handlerName = ''] = process.argv.slice(2);

const load = async (): Promise<Handler> => {
  const dot = handlerName.lastIndexOf('.');
  const file = ['.mjs', '.js', '.cjs']
    .map((extension) => join(folder, `${handlerName.slice(0, dot)}${extension}`))
    .find((path) => existsSync(path));
  if (!file) throw new Error(`The code has no file for the handler ${handlerName}`);
  const exported = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  const handler = exported[handlerName.slice(dot + 1)];
  if (typeof handler !== 'function') throw new Error(`${handlerName} is no function`);
  return handler as Handler;
};

const contextOf = ({ requestId, deadlineMs, arn }: Call): LambdaContext => ({
  functionName: process.env.AWS_LAMBDA_FUNCTION_NAME ?? '',
  functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION ?? '',
  invokedFunctionArn: arn,
  awsRequestId: requestId,
  memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE ?? '',
  logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME ?? '',
  logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME ?? '',
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => Math.max(0, deadlineMs - Date.now()),
});

const faultOf = (error: unknown): Outcome => ({
  fault: {
    type: error instanceof Error ? error.name : typeof error,
    message: error instanceof Error ? error.message : '',
  },
});

const answer = (outcome: Outcome, then?: () => void): void => {
  process.send?.(outcome, () => then?.());
};

// Nobody is left to ask for anything.
process.on('disconnect', () => process.exit(0));

const loaded = load();
loaded.catch(() => {});

process.on('message', async (call: Call) => {
  try {
    const handler = await loaded;
    // A result is what JSON makes of it, as Lambda has it.
    answer({ result: JSON.stringify((await handler(call.event, contextOf(call))) ?? null) });
  } catch (error) {
    // Code that cannot be loaded is not tried again in the same process.
    answer(faultOf(error), () => loaded.catch(() => process.exit(1)));
  }
});
