// An update queue in memory with an SDK client.
import { randomUUID } from 'node:crypto';
import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
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
    /** The bodies of what lies in the queue of dead letters: they stay there. */
    deadLetters: async () => {
      const receive = { QueueUrl: server.deadLetterQueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 };
      const { Messages: letters = [] } = await sqs.send(new ReceiveMessageCommand(receive));
      return letters.map(({ Body: body = '' }) => body);
    },
    close: async () => {
      sqs.destroy();
      await server.close();
    },
  };
};

export interface WatchedRequests {
  count: number;
  /** How many wait for their answers. */
  open: number;
}

/** Counts the requests of one kind that a client makes; the first `failures` of them fail. */
export const watchRequests = (sqs: SQSClient, commandName: string, failures = 0): WatchedRequests => {
  const seen = { count: 0, open: 0 };
  sqs.middlewareStack.add(
    (next, context) => async (request) => {
      if (context.commandName !== commandName) return next(request);
      seen.count += 1;
      if (seen.count <= failures) throw new Error(`${commandName} failed, as the test wanted`);
      seen.open += 1;
      return next(request).finally(() => {
        seen.open -= 1;
      });
    },
    { step: 'initialize' },
  );
  return seen;
};
