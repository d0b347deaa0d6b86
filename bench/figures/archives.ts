// What long conversations cost to archive, restore, export, import and delete.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startAwsStandIns } from '@steward/stand-ins/testing';
import type { Figure, Result } from '../figure.ts';
import type { TextSizes } from '../storage/chat-history.ts';
import { bracketsFile, conversationFile } from '../storage/import-files.ts';
import { MODEL_NAME, messageUpdate } from '../storage/played-turns.ts';
import { startAgreeingQueue } from '../storage/queue.ts';
import { type InstantTelegram, startInstantTelegram } from '../storage/telegram.ts';
import { type Job, prepareWorkerProcess, runJob, type WorkerProcess } from '../storage/worker-process.ts';

const SIZES: TextSizes = { question: 400, answer: 1_900 };
const MESSAGES = 10_000;
const LARGEST_FILE_BYTES = 20_000_000;
const MOST_MB = 256;
const OWNER = 3_001;
const WHOLE_FILE = fileURLToPath(new URL('../rivals/whole-file-import.mjs', import.meta.url));

export const archives: Figure = {
  id: 'archives',
  title: 'Long conversations',
  about:
    'A conversation of 10,000 messages (12 MB) goes through every command that moves it, each time in a fresh process ' +
    'with the deployed bundle, against the stand-ins for DynamoDB, S3 and Telegram in another process; the seconds are ' +
    'mostly theirs. Memory is the most that was resident, 70 MB of it before the work begins. Beside the imports: the ' +
    'file parsed as a whole and made into items, without writing them.',
  async measure() {
    const world = await startWorld();
    try {
      return [...(await throughAllCommands(world)), ...(await importFiles(world))];
    } finally {
      await world.close();
    }
  },
};

interface World {
  telegram: InstantTelegram;
  work(update: object): Promise<Job>;
  close(): Promise<void>;
}

const startWorld = async (): Promise<World> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'steward-bench-'));
  const standIns = await startAwsStandIns({ dataDir });
  const [telegram, queue, worker]: [
    InstantTelegram,
    Awaited<ReturnType<typeof startAgreeingQueue>>,
    WorkerProcess,
  ] = await Promise.all([startInstantTelegram(), startAgreeingQueue(), prepareWorkerProcess()]);
  const environment = {
    ...standIns.environment,
    ...queue.environment,
    TELEGRAM_BOT_TOKEN: '42:bench',
    TELEGRAM_API_URL: telegram.url,
    ALLOWED_USER_IDS: 'everyone',
    OLLAMA_URL: 'http://127.0.0.1:9',
    MODELS: JSON.stringify([{ name: MODEL_NAME, description: 'quick', size: '1.0 GB' }]),
  };
  return {
    telegram,
    async work(update) {
      const job = await worker.work(update, environment);
      if (!job.done) throw new Error('The worker did not finish an update');
      return job;
    },
    async close() {
      await Promise.all([worker.close(), telegram.close(), queue.close(), standIns.close()]);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};

const throughAllCommands = async ({ telegram, work }: World): Promise<Result[]> => {
  telegram.offer(conversationFile(MODEL_NAME, MESSAGES, SIZES));
  const steps: [string, object][] = [
    ['import', document()],
    ['export of the archive as JSON', command('/export 1')],
    ['export of the archive as Markdown', command('/export 1 md')],
    ['restore', command('/restore 1')],
    ['export of the live session', command('/export 1')],
    ['archive', command('/archive 1')],
    ['delete', tap('delete:1')],
  ];
  const results: Result[] = [];
  for (const [name, update] of steps) results.push(...resultsOf(name, await work(update)));
  const { bytes = 0 } = telegram.calls.findLast(({ method }) => method === 'sendDocument') ?? {};
  // Otherwise nothing was moved, and nothing measured.
  if (bytes < (MESSAGES * (SIZES.question + SIZES.answer)) / 2) throw new Error('An export lacks messages');
  return results;
};

const importFiles = async ({ telegram, work }: World): Promise<Result[]> => {
  const files = {
    'import of a file of 20 MB': conversationFile(MODEL_NAME, MESSAGES, { question: 1_500, answer: 2_350 }),
    'import of 20 MB that mean harm': bracketsFile(LARGEST_FILE_BYTES),
  };
  const results: Result[] = [];
  for (const [name, file] of Object.entries(files)) {
    if (file.byteLength > LARGEST_FILE_BYTES) throw new Error('Telegram offers no file of this size');
    telegram.offer(file);
    const job = await work(document());
    const rival = await runJob(WHOLE_FILE, [], { url: `${telegram.url}/file/f.json` });
    results.push(...resultsOf(name, job, rival));
  }
  return results;
};

const resultsOf = (name: string, { seconds, peakMb }: Job, rival?: Job): Result[] => [
  { case: name, unit: 's', ours: seconds, ...(rival && { rivals: { 'parsed whole': rival.seconds } }) },
  {
    case: `${name}, memory`,
    unit: 'MB',
    ours: peakMb,
    ...(rival && { rivals: { 'parsed whole': rival.peakMb } }),
    goal: `≤ ${MOST_MB} MB`,
    met: peakMb <= MOST_MB,
  },
];

const command = (text: string) => messageUpdate(OWNER, { text });
const document = () => messageUpdate(OWNER, { document: { file_id: 'f', file_name: 'conversation.json' } });

const tap = (data: string) => {
  const { update_id, message } = messageUpdate(OWNER, {});
  const { from, chat } = message;
  return {
    update_id,
    callback_query: { id: 't', from, data: `${data}:${OWNER}`, message: { message_id: 1, date: 1, chat } },
  };
};
