// One invocation of a function, as Lambda makes it: a context of its own, and a timeout that ends it for the caller.
import { randomUUID } from 'node:crypto';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';

/** Without the callbacks of long ago, which Lambda itself advises against. */
export type LambdaContext = Omit<Context, 'done' | 'fail' | 'succeed'>;

/** A function behind an event source mapping that reports batch item failures. */
export type SqsFunction = (event: SQSEvent, context: LambdaContext) => Promise<SQSBatchResponse>;

/** The function was still running at its timeout; what it does from then on counts for nothing. */
export class FunctionTimedOut extends Error {
  readonly code = 'FUNCTION_TIMED_OUT';
  constructor(timeoutMs: number) {
    super(`Task timed out after ${timeoutMs / 1000} seconds`);
    this.name = 'FunctionTimedOut';
  }
}

export interface InvokeOptions {
  functionName: string;
  region: string;
  timeoutMs: number;
}

/** @throws FunctionTimedOut, or what the function threw */
export const invokeFunction = async (
  run: SqsFunction,
  event: SQSEvent,
  options: InvokeOptions,
): Promise<SQSBatchResponse> => {
  let timer: NodeJS.Timeout | undefined;
  const timedOut = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new FunctionTimedOut(options.timeoutMs)), options.timeoutMs);
  });
  try {
    return await Promise.race([run(event, contextOf(options)), timedOut]);
  } finally {
    clearTimeout(timer);
  }
};

const contextOf = ({ functionName, region, timeoutMs }: InvokeOptions): LambdaContext => {
  const deadline = Date.now() + timeoutMs;
  return {
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:${region}:000000000000:function:${functionName}`,
    awsRequestId: randomUUID(),
    memoryLimitInMB: '512',
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
};
