// The worker under load in a process of its own, with real clients on real sockets: what it keeps in memory after a quarter
// of the work is what it keeps at the end.
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { startTable } from '@steward/handler/testing';
import { startFakeOllama, startScriptedServer, status } from '@steward/stand-ins/testing';
import { createTelegramEmulator, startBotApiServer } from '@steward/telegram-emulator';
import { afterEach, expect, test } from 'vitest';
import { rounds } from '../soak.ts';
import type { FromWorker, ToWorker } from './worker-process.ts';

const CHATS = rounds(30, 200);
const QUESTIONS = rounds(4, 20);
/** The worker's concurrency. */
const CONCURRENCY = 40;
/** How much more may be in use at the end than after a quarter: code that was compiled late, and caches that fill. */
const MARGIN_BYTES = 4 * 1024 * 1024;
const MIB = 1024 * 1024;

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** As many at once as the queue hands out. */
const createTurns = (most: number) => {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async <T>(run: () => Promise<T>): Promise<T> => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    running += 1;
    try {
      return await run();
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
};

type Request = { [Kind in ToWorker as string]: Omit<Kind, 'id'> }[string];

const startWorker = (environment: Record<string, string>) => {
  const worker: ChildProcess = fork(fileURLToPath(new URL('worker-process.ts', import.meta.url)), {
    env: { PATH: process.env.PATH ?? '', ...environment },
    execArgv: ['--expose-gc', '--disable-warning=ExperimentalWarning'],
    // Its log is not what is looked at.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  cleanUps.push(() => worker.kill('SIGKILL'));
  const waiting = new Map<number, (answer: FromWorker) => void>();
  let ids = 0;
  worker.on('message', (answer: FromWorker) => waiting.get(answer.id)?.(answer));
  const ask = <A extends FromWorker>(request: Request): Promise<A> =>
    new Promise((resolve, reject) => {
      const id = ids++;
      waiting.set(id, (answer) => resolve(answer as A));
      worker.once('exit', () => reject(new Error('The worker ended')));
      worker.send({ id, ...request });
    });
  worker.setMaxListeners(0);
  return ask;
};

test('memory is as much in use at the end of the load as after its first quarter', {
  timeout: 900_000,
}, async () => {
  const emulator = createTelegramEmulator({ rateLimits: false });
  const [table, telegram, ollama, queue] = await Promise.all([
    startTable(),
    startBotApiServer(emulator),
    startFakeOllama(),
    // Takes whatever the worker says about its message's visibility.
    startScriptedServer(status(200, {})),
  ]);
  cleanUps.push(table.close, telegram.close, ollama.close, queue.close, emulator.close);
  const ask = startWorker({
    ...table.environment,
    AWS_ENDPOINT_URL_SQS: queue.url,
    TELEGRAM_BOT_TOKEN: emulator.token,
    TELEGRAM_API_URL: telegram.url,
    ALLOWED_USER_IDS: 'everyone',
    OLLAMA_URL: ollama.url,
    TABLE_NAME: table.tableName,
    ARCHIVE_BUCKET: 'b',
    UPDATE_QUEUE_URL: `${queue.url}/1/updates.fifo`,
  });
  const people = Array.from({ length: CHATS }, (_, index) => emulator.addUser({ first_name: `P${index}` }));
  let updateId = 1;
  const takingTurns = createTurns(CONCURRENCY);
  const askQuestion = async (person: (typeof people)[number], number: number): Promise<void> => {
    const message = {
      message_id: number + 1,
      date: Math.floor(Date.now() / 1000),
      chat: { id: person.id, type: 'private' },
      from: person,
      text: `Question ${number}?`,
    };
    emulator.sendText(person.id, person.id, message.text);
    const body = JSON.stringify({ update_id: updateId++, message });
    for (let receives = 1; ; receives += 1) {
      const attributes = { ApproximateReceiveCount: String(receives) };
      const event = { Records: [{ messageId: 'm', receiptHandle: 'r', body, attributes }] };
      if (!(await ask<{ id: number; failed: boolean }>({ event })).failed) return;
      // A busy machine lets a request run into its time limit; the queue would deliver again.
      await new Promise((resolve) => setTimeout(resolve, 5_000));
    }
  };
  const talk = (from: number, to: number) =>
    Promise.all(
      people.map(async (person) => {
        for (let number = from; number < to; number += 1)
          await takingTurns(() => askQuestion(person, number));
      }),
    );
  const heap = async () => (await ask<{ id: number; heapBytes: number }>({ measure: true })).heapBytes;

  await talk(0, QUESTIONS / 4);
  const atQuarter = await heap();
  await talk(QUESTIONS / 4, QUESTIONS);
  const atEnd = await heap();
  console.log(
    `load, memory: ${CHATS * QUESTIONS} turns, ${(atQuarter / MIB).toFixed(1)} MiB after a quarter, ` +
      `${(atEnd / MIB).toFixed(1)} MiB at the end`,
  );
  for (const { id } of people) {
    const answers = emulator.history(id).filter(({ text }) => text?.startsWith('You asked: Question'));
    expect(answers.map(({ text }) => text)).toEqual(
      Array.from({ length: QUESTIONS }, (_, number) => `You asked: Question ${number}?`),
    );
  }
  expect(atEnd - atQuarter).toBeLessThanOrEqual(MARGIN_BYTES);
});
