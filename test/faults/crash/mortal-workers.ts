// Worker processes, each behind its gate, and the executioner that tells at which of their steps they die.
import { join } from 'node:path';
import type { StandIns } from '@steward/stand-ins/testing';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Counts } from './count.ts';
import type { Deed } from './deed.ts';
import { type Call, createExecutioner } from './executioner.ts';
import { SPEED } from './fast-clock.ts';
import { startGate } from './gate.ts';
import { startWorkerPool } from './worker-pool.ts';

export interface MortalWorkers {
  /** Rejects when the process dies of it. */
  invoke(event: SQSEvent): Promise<SQSBatchResponse>;
  /** The last that workers logged. */
  trace(): string;
  close(): Promise<void>;
}

export const startMortalWorkers = async (deps: {
  count: number;
  folder: string;
  aws: StandIns;
  telegramUrl: string;
  token: string;
  ollamaUrl: string;
  epochMs: number;
  counts: Counts;
  deedOf: (updateId: number) => Deed | undefined;
}): Promise<MortalWorkers> => {
  const { count, folder, aws, token, epochMs, counts, deedOf } = deps;
  const calls = new Map<number, Call>();
  const executioner = createExecutioner(counts, (slot) => pool.kill(slot));
  const world = {
    dynamoDb: aws.environment.AWS_ENDPOINT_URL_DYNAMODB as string,
    s3: aws.environment.AWS_ENDPOINT_URL_S3 as string,
    sqs: aws.sqs.endpoint,
    telegram: deps.telegramUrl,
    ollama: deps.ollamaUrl,
  };
  const gates = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      startGate({
        world,
        subject: () => calls.get(index),
        isLast: (call, step, phase, status) =>
          executioner.isLast(call as Call | undefined, step, phase, status),
        scaleVisibility: (seconds) => seconds / SPEED,
      }),
    ),
  );
  const pool = await startWorkerPool({
    size: count,
    folder: join(folder, 'worker'),
    environment: ({ index }) => environmentOf(aws, gates[index]?.endpoint ?? '', token, epochMs),
    onCall: (slot, event) => {
      const deed = deedOf(updateOf(event.Records[0]?.body ?? ''));
      calls.set(slot.index, executioner.begin(slot, deed));
    },
    onReturn: (slot) => executioner.isLastOfAll(calls.get(slot.index) as Call),
    onEnd: (slot) => executioner.end(calls.get(slot.index)),
  });
  return {
    invoke: pool.invoke,
    trace: pool.trace,
    async close() {
      await pool.close();
      await Promise.all(gates.map((gate) => gate.close()));
    },
  };
};

/** Everything leads to the gate. */
const environmentOf = (
  aws: StandIns,
  gate: string,
  token: string,
  epochMs: number,
): Record<string, string> => ({
  ...aws.environment,
  AWS_ENDPOINT_URL_DYNAMODB: gate,
  AWS_ENDPOINT_URL_S3: gate,
  AWS_ENDPOINT_URL_SQS: gate,
  // The SDK takes the queue's own address for the endpoint.
  UPDATE_QUEUE_URL: aws.sqs.queueUrl.replace(aws.sqs.endpoint, gate),
  TELEGRAM_BOT_TOKEN: token,
  TELEGRAM_API_URL: gate,
  ALLOWED_USER_IDS: 'everyone',
  OLLAMA_URL: gate,
  CLOCK_EPOCH: String(epochMs),
  PATH: process.env.PATH ?? '',
});

/** Of an update, or of a note about one. */
const updateOf = (body: string): number => {
  const { update_id: update, updateId } = JSON.parse(body) as { update_id?: number; updateId?: number };
  return update ?? updateId ?? -1;
};
