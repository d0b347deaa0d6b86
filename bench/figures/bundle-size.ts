import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildAll } from '@steward/handler/build';
import type { Figure, Result } from '../figure.ts';

/** Of the parts that somebody waits for; kB. The budget lies below. */
const GOAL_KB: Record<string, number> = { webhook: 120, worker: 800 };
const BUDGET = new URL('../../packages/handler/bundle-budget.json', import.meta.url);

export const bundleSize: Figure = {
  id: 'bundle-size',
  title: 'Bundle, minified',
  about:
    'Bytes of the deployed bundles by esbuild’s metafile: what a cold start reads, and everything with what is loaded only when it is used. The budgets are those that `npm test` holds.',
  async measure() {
    const folder = mkdtempSync(join(tmpdir(), 'steward-bundle-size-'));
    try {
      const sizes = await buildAll(folder);
      const budget = JSON.parse(readFileSync(BUDGET, 'utf8')) as typeof sizes;
      return Object.entries(sizes).map(([name, { start, all, zip }]): Result => {
        const most = budget[name]?.start ?? 0;
        const goalKb = GOAL_KB[name];
        return {
          case: `${name}, at start`,
          unit: 'kB',
          ours: start / 1000,
          rivals: { 'in all': all / 1000, zipped: zip / 1000 },
          goal: goalKb === undefined ? `≤ ${most / 1000} kB` : `≤ ${goalKb} kB (budget ${most / 1000})`,
          met: start <= Math.min(most, (goalKb ?? Number.POSITIVE_INFINITY) * 1000),
        };
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
