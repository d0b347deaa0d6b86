import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildAll } from '@steward/handler/build';
import type { Figure } from '../figure.ts';
import { race } from '../race.ts';
import { bundleRival } from '../start/bundle-rival.ts';
import { startProcess } from '../start/start-process.ts';
import { median } from '../statistics.ts';

const ROUNDS = 30;
/** What the naive import takes on the machine that the goal of 60 ms was set on. */
const NAIVE_MS = 109;
const GOAL_MS = 60;

export const workerImport: Figure = {
  id: 'worker-import',
  title: 'Worker, import',
  about:
    'A fresh Node.js process imports the deployed bundle. Beside it one bundle of the packages that the worker stands on (the SDK’s clients of DynamoDB, SQS and SSM, Powertools, zod, node-telegram-bot-api, marked, undici), each imported as its documentation begins. The goal was set on a machine where the latter took 109 ms: it is held against the share. Median of 30 processes each, in random order. The processor time is its alone, whatever else the machine does.',
  async measure() {
    const folder = mkdtempSync(join(tmpdir(), 'steward-worker-import-'));
    try {
      const naive = join(folder, 'naive', 'index.mjs');
      await bundleRival('naive-imports.ts', naive);
      await buildAll(join(folder, 'dist'));
      const used = { ours: [] as number[], naive: [] as number[] };
      const importOf = (code: string, cpuMs: number[]) => async () => {
        const { importMs, importCpuMs } = await startProcess(code, {});
        cpuMs.push(importCpuMs);
        return importMs;
      };
      const measured = await race(
        {
          ours: importOf(join(folder, 'dist', 'worker', 'index.mjs'), used.ours),
          naive: importOf(naive, used.naive),
        },
        ROUNDS,
      );
      const [ours, beside] = [median(measured.ours), median(measured.naive)];
      return [
        {
          unit: 'ms',
          ours,
          rivals: { 'the same packages, naively': beside },
          goal: `≤ ${GOAL_MS} where naively ${NAIVE_MS}: ${(ours / beside).toFixed(2)} ×`,
          met: ours / beside <= GOAL_MS / NAIVE_MS,
        },
        {
          case: 'processor time',
          unit: 'ms',
          ours: median(used.ours),
          rivals: { 'the same packages, naively': median(used.naive) },
        },
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
