import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildAll } from '@steward/handler/build';
import type { Figure } from '../figure.ts';
import { race } from '../race.ts';
import { bundleRival } from '../start/bundle-rival.ts';
import { runWarm } from '../start/run-warm.ts';
import { startAws } from '../start/start-aws.ts';
import { SECRET, webhookEvent } from '../start/webhook-event.ts';
import { median, quantile } from '../statistics.ts';

const ROUNDS = 7;
const WARM_UP = 300;
const EVENTS = Array.from({ length: WARM_UP + 1500 }, (_, index) => webhookEvent(index));
const BODIES = EVENTS.map(({ body }) => body);

export const webhookWarm: Figure = {
  id: 'webhook-warm',
  title: 'Webhook, warm',
  about:
    'One process answers 1,500 updates, one after the other, as a Lambda function does: secret checked, update sent to SQS (stubbed at the socket, over TLS, in another process), a line logged. Beside it grammY’s `webhookCallback` for AWS Lambda with the SDK’s SQS client, doing the same; both are seen to deliver the same messages. Median of 7 processes each, in random order.',
  async measure() {
    const folder = mkdtempSync(join(tmpdir(), 'steward-webhook-warm-'));
    const aws = await startAws();
    try {
      const grammy = join(folder, 'grammy', 'index.mjs');
      await bundleRival('grammy-webhook.ts', grammy);
      await buildAll(join(folder, 'dist'));
      const environment = { ...aws.environment('https'), WEBHOOK_SECRET: SECRET, NODE_NO_WARNINGS: '1' };
      const p99s: Record<string, number[]> = { ours: [], grammy: [] };
      const run = (name: 'ours' | 'grammy', code: string) => async (): Promise<number> => {
        const durations = await runWarm({ code, environment, events: EVENTS, warmUp: WARM_UP });
        const delivered = await aws.take();
        if (delivered.join() !== BODIES.join()) throw new Error(`${name} did not deliver what it was given`);
        p99s[name]?.push(quantile(durations, 0.99));
        return durations.length / (durations.reduce((sum, ms) => sum + ms, 0) / 1000);
      };
      const code = join(folder, 'dist', 'webhook', 'index.mjs');
      const rates = await race({ ours: run('ours', code), grammy: run('grammy', grammy) }, ROUNDS);
      const rate = { ours: median(rates.ours), grammy: median(rates.grammy) };
      const p99 = { ours: median(p99s.ours ?? []), grammy: median(p99s.grammy ?? []) };
      return [
        {
          case: 'one at a time',
          unit: 'requests/s',
          ours: rate.ours,
          rivals: { grammY: rate.grammy },
          goal: 'ahead',
          met: rate.ours > rate.grammy,
        },
        {
          case: 'p99',
          unit: 'ms',
          ours: p99.ours,
          rivals: { grammY: p99.grammy },
          goal: 'ahead',
          met: p99.ours < p99.grammy,
        },
      ];
    } finally {
      aws.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
