// `pnpm test:quick`: what a change breaks most often, within a minute. No Terraform, moto, browser, kills or long
// searches for hostile input; `npm test` has them all.
import { configDefaults, defineConfig, mergeConfig } from 'vitest/config';
import everything from './vitest.config.ts';

export default mergeConfig(
  everything,
  defineConfig({
    test: {
      exclude: [
        ...configDefaults.exclude,
        'test/{cloud,faults,model-server,scripts,terraform}/**',
        'bench/**',
        'packages/cloud-host/**',
        'packages/speech/src/transcribe.test.ts',
        'packages/local/test/**',
        'packages/*/test/contract/**',
        'packages/handler/test/bundle.test.ts',
        'packages/handler/src/telegram/format/{hostile-text,close-markdown}.test.ts',
        '**/{start-steward,s3-durability,full-disk}.test.ts',
        '**/*.browser.test.ts',
      ],
    },
  }),
);
