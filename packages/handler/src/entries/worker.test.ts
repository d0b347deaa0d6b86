// The worker as Lambda starts it: the first call composes, and reads the secrets.
import { expect, onTestFinished, test, vi } from 'vitest';
import { startFakeSsm } from '../../test/fake-ssm.ts';
import type { LambdaContext } from '../worker/lambda-types.ts';

test('a secret store that is away at a cold start fails that call; the next one reads it and works', async () => {
  const ssm = await startFakeSsm({ '/token': '42:token' });
  onTestFinished(() => {
    ssm.close();
    vi.unstubAllEnvs();
  });
  const environment = {
    ...ssm.environment,
    TELEGRAM_BOT_TOKEN_PARAMETER: '/token',
    TABLE_NAME: 't',
    ARCHIVE_BUCKET: 'b',
    UPDATE_QUEUE_URL: 'http://127.0.0.1:1/q',
    POWERTOOLS_METRICS_DISABLED: 'true',
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const { handler } = await import('./worker.ts');
  ssm.down = true;
  const call = () => handler({ Records: [] }, {} as LambdaContext);
  await expect(call()).rejects.toMatchObject({ code: 'storage-unavailable', retryable: true });
  ssm.down = false;
  expect(await call()).toEqual({ batchItemFailures: [] });
  const { reads } = ssm;
  await call();
  expect(ssm.reads).toBe(reads);
});
