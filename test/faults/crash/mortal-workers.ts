// Worker processes, each behind its gate, and the executioner that tells at which of their steps they die.
import { join } from 'node:path';
import { workOfDue } from '@steward/core';
import { appWorkOf } from '@steward/handler/testing';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Places } from '../../kit/sockets/socket-world.ts';
import type { Counts } from './count.ts';
import type { Deed } from './deed.ts';
import { environmentBehind } from './environment-behind.ts';
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
  places: Places;
  epochMs: number;
  counts: Counts;
  deedOf: (work: string) => Deed | undefined;
}): Promise<MortalWorkers> => {
  const { count, folder, places, epochMs, counts, deedOf } = deps;
  const calls = new Map<number, Call>();
  const executioner = createExecutioner(counts, (slot) => pool.kill(slot));
  const gates = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      startGate({
        world: places.urls,
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
    environment: ({ index }) => environmentBehind(gates[index]?.endpoint ?? '', places, epochMs),
    onCall: (slot, event) => {
      const deed = deedOf(workOf(event.Records[0]?.body ?? ''));
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

/** Of an update, of a note about one, of what is due, or of what the app asks for. */
const workOf = (body: string): string => {
  const message = JSON.parse(body) as Record<string, unknown>;
  const { owner, sk, due } = message;
  if (message.steward === 'due')
    return workOfDue({ owner: Number(owner), sk: String(sk), dueMs: Number(due) }) ?? '';
  if (message.steward === 'app') return appWorkOf(String(message.id));
  return String(message.update_id ?? message.updateId);
};
