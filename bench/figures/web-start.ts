import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildAll } from '@steward/handler/build';
import type { Figure } from '../figure.ts';
import { race } from '../race.ts';
import { startProcess } from '../start/start-process.ts';
import { median } from '../statistics.ts';

const ROUNDS = 30;
const MOST = 2;

/** As Terraform gives them; no page asks the table or the queue. */
const ENVIRONMENT = {
  TABLE_NAME: 'chatbot-sessions',
  UPDATE_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/111122223333/steward-updates.fifo',
  PUBLIC_URL: 'https://a1b2c3.execute-api.us-east-1.amazonaws.com',
  MODELS: '[{"name":"qwen3.5:2b"}]',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'ASIAEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'example',
  AWS_LAMBDA_FUNCTION_NAME: 'steward-web',
};

const PAGE = {
  version: '2.0',
  routeKey: 'GET /',
  rawPath: '/',
  rawQueryString: '',
  headers: { 'accept-encoding': 'gzip, deflate, br' },
  requestContext: {
    requestId: 'JKJaXmPLvHcESHA=',
    http: { method: 'GET', path: '/', sourceIp: '203.0.113.9' },
  },
  isBase64Encoded: false,
};

export const webStart: Figure = {
  id: 'web-start',
  title: 'App, process start to first page',
  about:
    'A fresh Node.js process imports the deployed bundle of the function `web` from disk and hands out its page, as in Lambda’s runtime. Beside it an empty handler. Median of 30 processes each, in random order. The page is the whole app: what follows are requests for data.',
  async measure() {
    const folder = mkdtempSync(join(tmpdir(), 'steward-web-start-'));
    try {
      const empty = join(folder, 'empty', 'index.mjs');
      mkdirSync(join(folder, 'empty'));
      writeFileSync(empty, 'export const handler = async () => ({ statusCode: 200 });\n');
      await buildAll(join(folder, 'dist'));
      const run = (code: string) => async (): Promise<number> => {
        const started = await startProcess(code, { how: 'lambda', environment: ENVIRONMENT, event: PAGE });
        if (started.answer?.statusCode !== 200) throw new Error(`${code} handed out no page`);
        return started.totalMs;
      };
      const ours = run(join(folder, 'dist', 'web', 'index.mjs'));
      const measured = await race({ ours, empty: run(empty) }, ROUNDS);
      const [oursMs, emptyMs] = [median(measured.ours), median(measured.empty)];
      return [
        {
          unit: 'ms',
          ours: oursMs,
          rivals: { 'empty handler': emptyMs },
          goal: `≤ ${MOST} × an empty handler: ${(oursMs / emptyMs).toFixed(2)} ×`,
          met: oursMs <= MOST * emptyMs,
        },
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
