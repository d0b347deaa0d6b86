// An update queue in memory with an SDK client, and a log that remembers what went wrong.
import { randomUUID } from 'node:crypto';
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { QueueLog } from '../poll-queue.ts';
import { type SqsOptions, startSqs } from '../sqs.ts';
import { standInCredentials, standInRegion } from '../stand-in-credentials.ts';

export const openUpdateQueue = async (options: SqsOptions = {}) => {
  const server = await startSqs(options);
  const sqs = new SQSClient({
    endpoint: server.endpoint,
    region: standInRegion,
    credentials: standInCredentials,
    maxAttempts: 1,
  });
  return {
    ...server,
    sqs,
    send: (MessageGroupId: string, MessageBody: string, MessageDeduplicationId: string = randomUUID()) =>
      sqs.send(
        new SendMessageCommand({
          QueueUrl: server.queueUrl,
          MessageGroupId,
          MessageBody,
          MessageDeduplicationId,
        }),
      ),
    attributes: async (queueUrl: string = server.queueUrl) =>
      (await sqs.send(new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['All'] })))
        .Attributes ?? {},
    close: async () => {
      sqs.destroy();
      await server.close();
    },
  };
};

/** Counts the requests of one kind that a client makes; the first `failures` of them fail. */
export const watchRequests = (sqs: SQSClient, commandName: string, failures = 0): { count: number } => {
  const seen = { count: 0 };
  sqs.middlewareStack.add(
    (next, context) => async (request) => {
      if (context.commandName === commandName) {
        seen.count += 1;
        if (seen.count <= failures) throw new Error(`${commandName} failed, as the test wanted`);
      }
      return next(request);
    },
    { step: 'initialize' },
  );
  return seen;
};

export const createMemoryLog = (): QueueLog & { lines: string[] } => {
  const lines: string[] = [];
  return {
    lines,
    warn: (message) => void lines.push(message),
    error: (message) => void lines.push(message),
  };
};
