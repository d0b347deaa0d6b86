// The queues that call functions: one poller for each mapping that the server tells of, started and ended as they change.
// The host takes a mapping over: it switches the server's own use of it off, and on again when it stops. Two would share a
// queue's messages, and `moto_server` calls the function in Docker while SendMessage waits, which fails without Docker.
import { GetQueueUrlCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse } from 'aws-lambda';
import type { EventSource } from './deployment.ts';
import type { HostLog } from './host-log.ts';
import { createEventSourceMapping, type EventSourceMapping } from './queue/event-source-mapping.ts';

export interface EventSourcesDependencies {
  sqs: SQSClient;
  /** Runs a target. */
  invoke: (targetId: string, event: unknown) => Promise<unknown>;
  /** Whether the server itself is to use a mapping. */
  setEnabled: (mappingId: string, enabled: boolean) => Promise<void>;
  log: HostLog;
}

export interface EventSources {
  /** Starts what is new, ends what is gone. */
  set(sources: readonly EventSource[]): Promise<void>;
  close(): Promise<void>;
}

/** The pools end a call at the function's own timeout; this one is never the first. */
const NEVER_MS = 3_600_000;

export const createEventSources = ({
  sqs,
  invoke,
  setEnabled,
  log,
}: EventSourcesDependencies): EventSources => {
  const running = new Map<string, EventSourceMapping>();
  const takenOver = new Set<string>();
  const leftAlone = new Set<string>();
  receiveOneByOne(sqs);

  /** False for a mapping that somebody else has switched off. */
  const takeOver = async ({ id, enabled }: EventSource): Promise<boolean> => {
    if (enabled) {
      await setEnabled(id, false);
      takenOver.add(id);
      leftAlone.delete(id);
    } else if (!takenOver.has(id) && !leftAlone.has(id)) {
      log.warn('An event source mapping is switched off, so its queue is left alone', { mapping: id });
      leftAlone.add(id);
    }
    return takenOver.has(id);
  };

  const start = async ({ queueArn, targetId, concurrency }: EventSource): Promise<EventSourceMapping> => {
    const QueueName = queueArn.split(':').at(-1) ?? '';
    const { QueueUrl: queueUrl = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
    const mapping = createEventSourceMapping({
      sqs,
      queueUrl,
      queueArn,
      concurrency,
      handler: async (event) => toBatchResponse(await invoke(targetId, event)),
      functionName: targetId,
      functionTimeoutMs: NEVER_MS,
      stopTimeoutMs: 2_000,
      log,
    });
    mapping.start();
    log.info('Receiving from a queue', { queue: QueueName, target: targetId, concurrency });
    return mapping;
  };

  return {
    async set(sources) {
      const wanted = new Map<string, EventSource>();
      for (const source of sources) {
        if (await takeOver(source)) wanted.set(JSON.stringify({ ...source, enabled: false }), source);
      }
      for (const [key, mapping] of running) {
        if (wanted.has(key)) continue;
        running.delete(key);
        // What runs may take minutes, and nothing here depends on its end.
        void mapping.stop();
      }
      for (const [key, source] of wanted) if (!running.has(key)) running.set(key, await start(source));
    },
    async close() {
      await Promise.all([...running.values()].map((mapping) => mapping.stop()));
      running.clear();
      // What was deleted meanwhile, or a server that is gone, needs nothing.
      for (const id of takenOver) await setEnabled(id, true).catch(() => {});
    },
  };
};

/**
 * One message a receive, and short waits. A server may hand out several messages of one chat at once (AWS does: Lambda then
 * keeps their order itself), and `moto_server` looks at which chats are busy only when a wait begins.
 */
const receiveOneByOne = (sqs: SQSClient): void => {
  sqs.middlewareStack.add(
    (next, context) => (args) => {
      if (context.commandName === 'ReceiveMessageCommand')
        Object.assign(args.input, { MaxNumberOfMessages: 1, WaitTimeSeconds: 1 });
      return next(args);
    },
    { step: 'initialize', name: 'receiveOneByOne' },
  );
};

/** As Lambda reads it: nothing, or no list, means that all went well. */
const toBatchResponse = (returned: unknown): SQSBatchResponse => {
  const failures = (returned as Partial<SQSBatchResponse> | null | undefined)?.batchItemFailures;
  return { batchItemFailures: Array.isArray(failures) ? failures : [] };
};
