import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './scripts/longest-first.ts';

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'in one process',
          include: [
            'packages/**/!(*.browser).test.ts',
            '{test,bench}/*.test.ts',
            'bench/*/**/*.test.ts',
            'test/!(cloud|faults|model-server|scripts|terraform)/**/*.test.ts',
            'test/faults/!(crash|load)/**/*.test.ts',
          ],
          // Two thirds of their processor time was loading the same modules once more for each file.
          isolate: false,
          restoreMocks: true,
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          // Browsers, other programs, and what counts the memory of its own process.
          include: [
            'packages/**/*.browser.test.ts',
            'test/{cloud,model-server,scripts,terraform,faults/crash,faults/load}/**/*.test.ts',
          ],
        },
      },
    ],
    // Most of the time is waiting: for processes, browsers, pacing and provider. On two cores the default is one file at a time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    sequence: { sequencer: LongestFirst },
    // No measure of speed: on a busy machine everything takes many times as long.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    reporters: [
      'default',
      ...(process.env.GITHUB_ACTIONS === 'true' ? ['github-actions'] : []),
      './scripts/part-times.ts',
    ],
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**/*.ts'],
      exclude: ['**/*.test.ts', '**/testing/**', '**/index.ts', '**/testing.ts'],
      reporter: ['text-summary', 'json-summary'],
      // The domain whole, the rest nine lines in ten.
      thresholds: {
        'packages/core/src/**/*.ts': { lines: 100, functions: 100, statements: 100, branches: 98 },
        'packages/{connectors,ollama-client,handler,local,stand-ins,telegram-emulator,cloud-host,web}/src/**/*.ts':
          {
            lines: 90,
            functions: 90,
            statements: 90,
          },
      },
    },
  },
});
