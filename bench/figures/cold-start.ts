import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildAll } from '@steward/handler/build';
import type { Figure, Result } from '../figure.ts';
import { race } from '../race.ts';
import { bundleRival } from '../start/bundle-rival.ts';
import { type StandInAws, startAws } from '../start/start-aws.ts';
import { startProcess } from '../start/start-process.ts';
import { webhookEvent } from '../start/webhook-event.ts';
import { median } from '../statistics.ts';

const ROUNDS = 30;
const PROTOCOLS = [
  { protocol: 'http', over: 'plain HTTP', most: 1.6 },
  { protocol: 'https', over: 'TLS', most: 2 },
] as const;
const STARTS = [
  { how: 'lambda', where: 'as in Lambda’s runtime' },
  { how: 'bare', where: 'in a bare process' },
] as const;

export const coldStart: Figure = {
  id: 'cold-start',
  title: 'Webhook, process start to first answer',
  about:
    'A fresh Node.js process imports the deployed bundle from disk and answers its first update: secret read from SSM, update sent to SQS, a line logged. SSM and SQS are stubbed at the socket, a server each, in another process. Beside it an empty handler, the same webhook on the SDK’s clients, and the two calls alone by Node’s HTTP client, neither signed nor checked nor logged: nothing that does the job can be below that. Median of 30 processes each, in random order. Lambda’s runtime has loaded `node:http` for itself before it imports a function; a bare process has not.',
  async measure() {
    const folder = mkdtempSync(join(tmpdir(), 'steward-cold-start-'));
    const aws = await startAws();
    try {
      const files = await prepare(folder);
      const results: Result[] = [];
      for (const start of STARTS)
        for (const protocol of PROTOCOLS) results.push(await compare(files, aws, { ...start, ...protocol }));
      return results;
    } finally {
      aws.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

interface Files {
  empty: string;
  calls: string;
  ours: string;
  sdk: string;
}

const prepare = async (folder: string): Promise<Files> => {
  const empty = join(folder, 'empty', 'index.mjs');
  mkdirSync(join(folder, 'empty'));
  writeFileSync(empty, 'export const handler = async () => ({ statusCode: 200 });\n');
  const sdk = join(folder, 'sdk', 'index.mjs');
  await bundleRival('sdk-webhook.ts', sdk);
  await buildAll(join(folder, 'dist'));
  const calls = fileURLToPath(new URL('../rivals/bare-calls.mjs', import.meta.url));
  return { empty, calls, ours: join(folder, 'dist', 'webhook', 'index.mjs'), sdk };
};

const compare = async (
  { empty, calls, ours, sdk }: Files,
  aws: StandInAws,
  { how, where, protocol, over, most }: (typeof STARTS)[number] & (typeof PROTOCOLS)[number],
): Promise<Result> => {
  const environment = aws.environment(protocol);
  const run = (code: string, does: { queues?: boolean; logs?: boolean }) => async (): Promise<number> => {
    const { totalMs, answer, logged } = await startProcess(code, {
      how,
      environment,
      event: webhookEvent(7),
    });
    const queued = await aws.take();
    const right = queued.length === (does.queues ? 1 : 0) && logged.length === (does.logs ? 1 : 0);
    if (!right || answer?.statusCode !== 200) throw new Error(`${code} did not do its job`);
    return totalMs;
  };
  const whole = { queues: true, logs: true };
  const contestants = {
    ours: run(ours, whole),
    empty: run(empty, {}),
    calls: run(calls, { queues: true }),
    sdk: run(sdk, whole),
  };
  const measured = await race(contestants, ROUNDS);
  const [oursMs, emptyMs] = [median(measured.ours), median(measured.empty)];
  return {
    case: `${over}, ${where}`,
    unit: 'ms',
    ours: oursMs,
    rivals: {
      'empty handler': emptyMs,
      'the two calls alone': median(measured.calls),
      'on the SDK': median(measured.sdk),
    },
    goal: `≤ ${most} × an empty handler: ${(oursMs / emptyMs).toFixed(2)} ×`,
    met: oursMs <= most * emptyMs,
  };
};
