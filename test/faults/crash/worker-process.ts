// The product's own worker as a process that can be killed: composed from its environment as in Lambda, called over IPC,
// one call at a time. Only its clock is another.

import { type LambdaContext, silentMeter } from '@steward/handler';
import { composeServices, createWorker } from '@steward/handler/testing';
import type { SQSEvent } from 'aws-lambda';
import { createFastClock } from './fast-clock.ts';
import { createProcessLog, say } from './process-log.ts';

const TIMEOUT_MS = 900_000;

const contextOf = (requestId: string, deadlineMs: number) =>
  ({
    awsRequestId: requestId,
    getRemainingTimeInMillis: () => Math.max(0, deadlineMs - Date.now()),
  }) as LambdaContext;

const services = await composeServices(process.env, { log: createProcessLog({}), meter: silentMeter });
const worker = createWorker({ ...services, clock: createFastClock(Number(process.env.CLOCK_EPOCH)) });

process.on('message', async (event: SQSEvent) => {
  const requestId = event.Records[0]?.messageId ?? '';
  say({ response: await worker(event, contextOf(requestId, Date.now() + TIMEOUT_MS)) });
});
// Nobody is left to call it.
process.on('disconnect', () => process.exit(0));
say({ ready: true });
