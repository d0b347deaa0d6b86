import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildAll } from '../../packages/handler/scripts/build.ts';
import type { Figure, Result } from '../figure.ts';

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
        return {
          case: `${name}, at start`,
          unit: 'kB',
          ours: start / 1000,
          rivals: { 'in all': all / 1000, zipped: zip / 1000 },
          goal: `≤ ${most / 1000} kB`,
          met: start <= most,
        };
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
