// All that survives a worker: table, queue, bucket, Telegram and model, with processes in between that are there to die.
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetQueueAttributesCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { dueItemOf, ownerOfGroup, type ReminderStore, workOfDue } from '@steward/core';
import { createDynamoDbCalls, MAX_RECEIVES, readWebhook } from '@steward/handler';
import {
  type AppAsk,
  appWorkMessage,
  appWorkOf,
  createDynamoDbReminderStore,
  createDynamoDbTickStore,
} from '@steward/handler/testing';
import type { Person } from '@steward/telegram-emulator/testing';
import { startSocketWorld } from '../../kit/sockets/socket-world.ts';
import { type Counts, createCounts } from './count.ts';
import type { Deed } from './deed.ts';
import { createDeedsUnderWay } from './deeds-under-way.ts';
import { createFastClock, SPEED } from './fast-clock.ts';
import { openStorage, type Storage } from './kept.ts';
import { createModel, type Model } from './model.ts';
import { createMortalDispatchers } from './mortal-dispatchers.ts';
import { type MortalWorkers, startMortalWorkers } from './mortal-workers.ts';

export interface CrashWorld {
  person(name: string): Person;
  model: Model;
  storage: Storage;
  counts: Counts;
  /** From now on the chat's updates belong to this deed; resolves when they all have ended. */
  begin(chatId: number, deed: Deed): Promise<void>;
  /** What the app's function queues. */
  askInApp(owner: number, ask: AppAsk): void;
  /** What it returns makes a reminder that is due then, which dispatchers queue or die over. */
  makeDue(owner: number, text: string): Promise<() => void>;
  /** Resolves when no dispatcher runs and the queue is empty. */
  drained(): Promise<void>;
  deadLetters(): Promise<number>;
  /** The last that workers logged. */
  trace(): string;
  close(): Promise<void>;
}

const WORKERS = 6;
/** Until the worker shortens it: in the cloud the function's timeout, here as long as two leases. */
const FIRST_VISIBILITY_SECONDS = 120 / SPEED;

export const startCrashWorld = async (): Promise<CrashWorld> => {
  const folder = await mkdtemp(join(tmpdir(), 'steward-crash-'));
  const epochMs = Date.now();
  const counts = createCounts();
  let workers: MortalWorkers | undefined;
  let storage: Storage | undefined;
  let reminders: ReminderStore | undefined;
  let tick: (() => Promise<void>) | undefined;
  const ticks: Promise<void>[] = [];
  const asked: Promise<unknown>[] = [];
  const clock = createFastClock(epochMs);
  const deeds = createDeedsUnderWay(() => storage as Storage);
  const world = await startSocketWorld({
    // Its limits are in seconds of its own clock, where a millisecond of this machine's is many: judged elsewhere.
    telegram: { clock: clock.now, rateLimits: false },
    queue: { visibilityTimeoutSeconds: FIRST_VISIBILITY_SECONDS, maxReceiveCount: MAX_RECEIVES },
    onUpdate(update) {
      const reading = readWebhook(update);
      if (reading) deeds.note(String(reading.updateId), Number(reading.chat));
    },
    async worker(places) {
      storage = openStorage(places.environment);
      const { TABLE_NAME: tableName = '' } = places.environment;
      const table = { client: createDynamoDbCalls(places.environment), tableName };
      reminders = createDynamoDbReminderStore(table);
      // Nobody needs to be told of another one.
      await createDynamoDbTickStore(table).setTzVersion(process.versions.tz ?? '');
      tick = await createMortalDispatchers({ folder, places, epochMs, counts });
      const deedOf = deeds.ofWork;
      workers = await startMortalWorkers({ count: WORKERS, folder, places, epochMs, counts, deedOf });
      return workers;
    },
    mapping: {
      concurrency: WORKERS,
      onSettled: ({ groupId, outcome }) => {
        if (outcome === 'deleted') deeds.look(Number(ownerOfGroup(groupId)));
      },
    },
  });
  return {
    person: world.person,
    model: createModel(world.ollama),
    storage: storage as unknown as Storage,
    counts,
    begin: deeds.begin,
    askInApp(owner, ask) {
      const id = randomUUID();
      deeds.note(appWorkOf(id), owner);
      const note = appWorkMessage({ steward: 'app', owner, id, ask, atMs: clock.now() });
      asked.push(
        world.sqs.send(
          new SendMessageCommand({
            QueueUrl: world.standIns.sqs.queueUrl,
            MessageBody: note.body,
            MessageGroupId: note.groupId,
            MessageDeduplicationId: note.deduplicationId,
          }),
        ),
      );
    },
    async makeDue(owner, text) {
      const store = reminders as ReminderStore;
      const number = await store.takeNumbers(owner, 1);
      const comeDue = async (): Promise<void> => {
        const dueMs = clock.now();
        // Before it is there: dispatchers that run for others find it, too.
        deeds.note(workOfDue(dueItemOf({ owner, number }, 'reminder', dueMs)) ?? '', owner);
        await store.create({
          ...{ owner, number, kind: 'reminder', text, authorId: owner, state: 'active', revision: 1 },
          ...{ schedule: { kind: 'instant', atMs: dueMs }, dueMs, createdAtMs: dueMs },
        });
        await tick?.();
      };
      return () => {
        const ticked = comeDue();
        ticked.catch(() => {});
        ticks.push(ticked);
      };
    },
    async drained() {
      await Promise.all([...ticks, ...asked]);
      await world.drained();
    },
    async deadLetters() {
      const AttributeNames = ['ApproximateNumberOfMessages' as const];
      const QueueUrl = world.standIns.sqs.deadLetterQueueUrl;
      const read = new GetQueueAttributesCommand({ QueueUrl, AttributeNames });
      return Number((await world.sqs.send(read)).Attributes?.ApproximateNumberOfMessages);
    },
    trace: () => workers?.trace() ?? '',
    async close() {
      await world.close();
      storage?.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
